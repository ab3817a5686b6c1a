import { useQuery } from "@tanstack/react-query";
import type { TaskState } from "@worktrail/shared/run/state";
import { trpc } from "../api/trpc.ts";

/** Why the person at this page cannot answer a task; null where they can, or while it is not known. */
export function useTaskRefusal(task: TaskState | null): string | null {
  const open = task?.status === "open";
  const answer = useQuery({
    ...trpc.tasks.get.queryOptions({ task_id: task?.task_id ?? "" }),
    enabled: open,
  });
  // What the query says may be older than what the events said.
  return open && answer.data?.task.status === "open" ? answer.data.task.refusal : null;
}
