import { Link } from "@tanstack/react-router";
import type { StepState, TaskState } from "@worktrail/shared/run/state";
import { TaskAnswerLater } from "../tasks/TaskAnswerLater.tsx";
import { TaskDecisionView } from "../tasks/TaskDecisionView.tsx";
import { Button } from "../ui/Button.tsx";
import { useIsPast, useRun, useRunHead } from "./run-context.tsx";
import { Section } from "./Section.tsx";
import { useTaskData } from "./use-task-data.ts";
import { useTaskRefusal } from "./use-task-refusal.ts";

/** The task of a step, to answer or to read what was decided. */
export function StepTask({ task, stored }: { task: TaskState; stored?: StepState["stored"] }) {
  const past = useIsPast();
  const answerable = past ? null : task;
  const refusal = useTaskRefusal(answerable);
  const data = useTaskData(answerable, stored);
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
      {task.status === "open" && past && <AskedThen task_id={task.task_id} />}
      {task.status === "open" && !past && data !== undefined && (
        <TaskAnswerLater
          key={task.task_id}
          task={{ ...task.request, data, task_id: task.task_id, refusal }}
        />
      )}
      {task.decision && <TaskDecisionView decision={task.decision} actions={actions} />}
      {task.status === "expired" && <p className="text-muted text-sm">Nobody answered in time.</p>}
      {task.status === "cancelled" && (
        <p className="text-muted text-sm">The run no longer needs an answer.</p>
      )}
    </Section>
  );
}

/** A task that was open at a past moment: it is answered at the newest one, if it still waits. */
function AskedThen({ task_id }: { task_id: string }) {
  const { store } = useRun();
  const head = useRunHead();
  const waits = Object.values(head?.steps ?? {}).some(
    ({ task }) => task?.task_id === task_id && task.status === "open",
  );
  return (
    <>
      <p className="text-muted text-sm">
        The run waited for an answer at this moment.{waits ? " It still does." : " It no longer does."}
      </p>
      {waits && (
        <Button size="sm" className="self-start" onClick={() => store.goTo(null)}>
          Go to now and answer
        </Button>
      )}
    </>
  );
}
