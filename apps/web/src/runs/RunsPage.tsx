import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { RUN_STATUSES, type RunStatus } from "@worktrail/shared/run/state";
import { Play } from "lucide-react";
import { describeError } from "../api/errors.ts";
import { trpc, trpcClient } from "../api/trpc.ts";
import { Page } from "../shell/Page.tsx";
import { Button } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { RunsFilter } from "./RunsFilter.tsx";
import { RunsTable } from "./RunsTable.tsx";

const PAGE = 50;

function knownStatus(text: string | undefined): RunStatus | undefined {
  return RUN_STATUSES.find((status) => status === text);
}

export function RunsPage() {
  const search = useSearch({ from: "/app/runs" });
  const navigate = useNavigate({ from: "/runs" });
  const filter = { segment_id: search.segment_id, status: knownStatus(search.status) };
  const runs = useInfiniteQuery({
    // Under the path of `runs.list`, so that a change of any run makes it stale.
    queryKey: [...trpc.runs.list.pathKey(), "pages", filter],
    queryFn: ({ pageParam }) => trpcClient.runs.list.query({ ...filter, cursor: pageParam, limit: PAGE }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const rows = runs.data?.pages.flatMap((page) => page.runs) ?? [];
  const filtered = filter.segment_id !== undefined || filter.status !== undefined;
  return (
    <Page
      title="Runs"
      actions={<RunsFilter {...filter} onChange={(next) => navigate({ search: next, replace: true })} />}
    >
      {runs.isPending && <TableSkeleton />}
      {runs.isError && !runs.data && (
        <ErrorState
          title="The runs cannot be shown"
          message={describeError(runs.error).message}
          onRetry={() => void runs.refetch()}
          retrying={runs.isFetching}
        />
      )}
      {runs.data && rows.length === 0 && <NoRuns filtered={filtered} />}
      {rows.length > 0 && <RunsTable runs={rows} />}
      {runs.hasNextPage && (
        <div className="flex justify-center p-4">
          <Button loading={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
            Load more
          </Button>
        </div>
      )}
    </Page>
  );
}

function NoRuns({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState
        icon={Play}
        title="No run fits this filter"
        action={
          <Button asChild>
            <Link to="/runs" search={{}}>
              Show all runs
            </Link>
          </Button>
        }
      >
        Choose another segment or status, or look at all runs.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Play}
      title="No runs yet"
      action={
        <Button asChild variant="primary">
          <Link to="/segments">Choose a segment</Link>
        </Button>
      }
    >
      Open a segment and press Run; every run is then listed here, live.
    </EmptyState>
  );
}

function TableSkeleton() {
  return (
    <Loading label="Loading the runs…" className="flex flex-col gap-5 p-5">
      {[0, 1, 2, 3, 4].map((row) => (
        <Skeleton key={row} className="w-full" />
      ))}
    </Loading>
  );
}
