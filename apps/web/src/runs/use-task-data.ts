import { useQuery } from "@tanstack/react-query";
import type { JsonValue } from "@worktrail/shared/json";
import type { StepState, TaskState } from "@worktrail/shared/run/state";
import { trpc } from "../api/trpc.ts";

/** What a task is about; undefined while it is too large to come with the run and has not been loaded yet. */
export function useTaskData(task: TaskState | null, stored: StepState["stored"] = []): JsonValue | undefined {
  const aside = task !== null && stored.some(({ path }) => path === "/task/request/data");
  const loaded = useQuery({
    ...trpc.tasks.get.queryOptions({ task_id: task?.task_id ?? "" }),
    enabled: aside && task.status === "open",
  });
  return aside ? loaded.data?.task.data : task?.request.data;
}
