import { Hourglass } from "lucide-react";
import { TaskAnswerLater } from "../tasks/TaskAnswerLater.tsx";
import { useRunStore } from "./run-context.tsx";
import { useTaskData } from "./use-task-data.ts";
import { useTaskRefusal } from "./use-task-refusal.ts";

/** The open task of a step, answered right where the run waits. */
export function TaskOnNode({ step_id }: { step_id: string }) {
  const task = useRunStore(({ head }) => head?.steps[step_id]?.task ?? null);
  const stored = useRunStore(({ head }) => head?.steps[step_id]?.stored);
  const refusal = useTaskRefusal(task);
  const data = useTaskData(task, stored);
  if (task?.status !== "open") return null;
  const { title, description } = task.request;
  return (
    <section
      aria-label={title}
      className="flex max-h-96 flex-col gap-2 overflow-y-auto rounded-lg border border-status-waiting bg-raised p-3 text-left shadow-float"
    >
      <h2 className="flex items-start gap-1.5 font-semibold text-sm">
        <Hourglass aria-hidden className="mt-0.5 size-4 shrink-0 text-status-waiting" />
        {title}
      </h2>
      {description && <p className="line-clamp-4 whitespace-pre-wrap text-muted text-xs">{description}</p>}
      {data !== undefined && (
        <TaskAnswerLater
          key={task.task_id}
          compact
          task={{ ...task.request, data, task_id: task.task_id, refusal }}
        />
      )}
    </section>
  );
}
