import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { TASK_SCOPES } from "@worktrail/shared/api/tasks";
import { useMemo } from "react";
import { describeError } from "../api/errors.ts";
import { trpc } from "../api/trpc.ts";
import { Page } from "../shell/Page.tsx";
import { cn } from "../ui/cn.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { ScopeTabs } from "./ScopeTabs.tsx";
import { TaskDetail } from "./TaskDetail.tsx";
import { NoTaskChosen, NoTasks, TaskList } from "./TaskList.tsx";
import { inListOrder, nextTaskId } from "./task-order.ts";
import type { Scope } from "./task-types.ts";
import { useTaskKeys } from "./use-task-keys.ts";

const FIRST_SCOPE: Scope = "available";

/** The list of tasks, and the one that is open beside it; on narrow screens one of the two. */
export function Inbox({ task_id }: { task_id: string | null }) {
  const search: { scope?: unknown } = useSearch({ strict: false });
  const scope = TASK_SCOPES.find((known) => known === search.scope) ?? FIRST_SCOPE;
  const navigate = useNavigate();
  const list = useQuery(trpc.tasks.list.queryOptions({ scope }));
  const listed = list.data?.tasks;
  const tasks = useMemo(() => inListOrder(listed ?? []), [listed]);
  const open = (id: string | null) =>
    id === null
      ? navigate({ to: "/inbox", search: { scope } })
      : navigate({ to: "/inbox/$taskId", params: { taskId: id }, search: { scope } });
  useTaskKeys(tasks, task_id, open);
  return (
    <Page title="Inbox" fill>
      <div className="flex h-full">
        <div
          className={cn(
            "min-h-0 w-full flex-col border-line md:flex md:w-80 md:shrink-0 md:border-r lg:w-96",
            task_id === null ? "flex" : "hidden",
          )}
        >
          <ScopeTabs scope={scope} onScope={(next) => navigate({ to: "/inbox", search: { scope: next } })}>
            {list.isPending && <Loading label="Loading the tasks…" className="h-40" />}
            {list.isError && !list.data && (
              <ErrorState message={describeError(list.error).message} onRetry={() => void list.refetch()} />
            )}
            {list.data && tasks.length === 0 && <NoTasks scope={scope} />}
            {tasks.length > 0 && <TaskList tasks={tasks} chosen={task_id} scope={scope} />}
          </ScopeTabs>
        </div>
        <div className={cn("min-h-0 min-w-0 flex-1 overflow-y-auto md:block", task_id === null && "hidden")}>
          {task_id === null ? (
            <NoTaskChosen any={tasks.length > 0} />
          ) : (
            <TaskDetail
              key={task_id}
              task_id={task_id}
              onBack={() => open(null)}
              onAnswered={() => {
                const next = nextTaskId(tasks, task_id);
                if (next !== null) void open(next);
              }}
            />
          )}
        </div>
      </div>
    </Page>
  );
}
