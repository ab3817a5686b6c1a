import { Link } from "@tanstack/react-router";
import type { TaskState } from "@worktrail/shared/run/state";
import { TaskAnswer } from "../tasks/TaskAnswer.tsx";
import { TaskDecisionView } from "../tasks/TaskDecisionView.tsx";
import { Section } from "./Section.tsx";
import { useTaskRefusal } from "./use-task-refusal.ts";

/** The task of a step, to answer or to read what was decided. */
export function StepTask({ task }: { task: TaskState }) {
  const refusal = useTaskRefusal(task);
  const { title, description, actions } = task.request;
  return (
    <Section
      title="Task"
      aside={
        <Link
          to="/inbox/$taskId"
          params={{ taskId: task.task_id }}
          className="text-accent-text text-xs hover:underline"
        >
          Open in the inbox
        </Link>
      }
    >
      <p className="font-semibold text-sm">{title}</p>
      {description && <p className="whitespace-pre-wrap text-sm">{description}</p>}
      {task.status === "open" && (
        <TaskAnswer key={task.task_id} task={{ ...task.request, task_id: task.task_id, refusal }} />
      )}
      {task.decision && <TaskDecisionView decision={task.decision} actions={actions} />}
      {task.status === "expired" && <p className="text-muted text-sm">Nobody answered in time.</p>}
      {task.status === "cancelled" && (
        <p className="text-muted text-sm">The run no longer needs an answer.</p>
      )}
    </Section>
  );
}
