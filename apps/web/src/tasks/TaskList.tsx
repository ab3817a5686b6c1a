import { Link } from "@tanstack/react-router";
import { CircleCheck, CircleX, Clock, Inbox } from "lucide-react";
import { cn } from "../ui/cn.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { decisionWords } from "./answer.ts";
import type { Scope, Task } from "./task-types.ts";

export function TaskList({
  tasks,
  chosen,
  scope,
}: {
  tasks: readonly Task[];
  chosen: string | null;
  scope: Scope;
}) {
  return (
    <ul aria-label="Tasks" data-task-list>
      {tasks.map((task) => (
        <li key={task.task_id} className="border-line border-b">
          <Link
            to="/inbox/$taskId"
            params={{ taskId: task.task_id }}
            search={{ scope }}
            data-task-id={task.task_id}
            aria-current={task.task_id === chosen || undefined}
            className={cn(
              "block px-4 py-3 hover:bg-hover focus-visible:-outline-offset-2",
              task.task_id === chosen && "bg-hover shadow-[inset_2px_0_0_var(--accent)]",
            )}
          >
            <span className="flex items-baseline justify-between gap-2">
              <span className="truncate font-medium text-sm">{task.title}</span>
              <RelativeTime value={task.created_at} className="shrink-0 text-muted text-xs" />
            </span>
            <span className="mt-0.5 flex items-center justify-between gap-2 text-muted text-xs">
              <span className="truncate">{task.segment_name}</span>
              <TaskMark task={task} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function TaskMark({ task }: { task: Task }) {
  const mark = "inline-flex shrink-0 items-center gap-1 [&_svg]:size-3";
  if (task.decision) {
    return (
      <span className={mark}>
        {task.decision.action === "rejected" ? <CircleX aria-hidden /> : <CircleCheck aria-hidden />}
        {decisionWords(task.actions, task.decision.action)}
      </span>
    );
  }
  if (task.status !== "open") {
    return (
      <span className={mark}>
        <CircleX aria-hidden />
        {task.status === "expired" ? "Expired" : "No longer needed"}
      </span>
    );
  }
  if (task.claimed_by) return <span className={mark}>Claimed by {task.claimed_by.name}</span>;
  if (!task.due_at) return null;
  return (
    <span className={cn(mark, new Date(task.due_at).getTime() < Date.now() && "text-danger-text")}>
      <Clock aria-hidden />
      due <RelativeTime value={task.due_at} />
    </span>
  );
}

const emptyWords: Record<Scope, { title: string; text: string }> = {
  mine: { title: "Nothing is yours", text: "Tasks that you claim, or that name you, stand here." },
  available: {
    title: "Nothing waits for you",
    text: "When a run asks a person to approve, choose or fill in something, the task appears here.",
  },
  history: { title: "Nothing was decided yet", text: "Answered and expired tasks stay here to look up." },
  all: { title: "No tasks yet", text: "Put a human task into a segment and run it; it asks here." },
};

export function NoTasks({ scope }: { scope: Scope }) {
  return (
    <EmptyState icon={Inbox} title={emptyWords[scope].title}>
      {emptyWords[scope].text}
    </EmptyState>
  );
}

export function NoTaskChosen({ any }: { any: boolean }) {
  if (!any) return null;
  return (
    <EmptyState icon={Inbox} title="Choose a task">
      Open one from the list, or press j and k to go from task to task.
    </EmptyState>
  );
}
