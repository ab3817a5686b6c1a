import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { MailX, Play } from "lucide-react";
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
import { choiceFilter, DEAD_LETTERS, readChoice } from "./runs-filter.ts";

const PAGE = 50;

export function RunsPage() {
  const search = useSearch({ from: "/app/runs" });
  const navigate = useNavigate({ from: "/runs" });
  const choice = { segment_id: search.segment_id, status: readChoice(search.status) };
  const filter = { segment_id: choice.segment_id, ...choiceFilter(choice.status) };
  const runs = useInfiniteQuery({
    // Under the path of `runs.list`, so that a change of any run makes it stale.
    queryKey: [...trpc.runs.list.pathKey(), "pages", filter],
    queryFn: ({ pageParam }) => trpcClient.runs.list.query({ ...filter, cursor: pageParam, limit: PAGE }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const rows = runs.data?.pages.flatMap((page) => page.runs) ?? [];
  const filtered = choice.segment_id !== undefined || choice.status !== undefined;
  return (
    <Page
      title="Runs"
      actions={<RunsFilter {...choice} onChange={(next) => navigate({ search: next, replace: true })} />}
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
      {runs.data && rows.length === 0 && (
        <NoRuns filtered={filtered} deadLetters={choice.status === DEAD_LETTERS} />
      )}
      {rows.length > 0 && choice.status === DEAD_LETTERS && (
        <p className="border-line border-b px-5 py-3 text-muted text-sm">
          No server could bring these runs to an end. Open one to see why; once that is mended, retry it.
        </p>
      )}
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

function NoRuns({ filtered, deadLetters }: { filtered: boolean; deadLetters: boolean }) {
  if (deadLetters) {
    return (
      <EmptyState
        icon={MailX}
        title="No dead letters"
        action={
          <Button asChild>
            <Link to="/runs" search={{}}>
              Show all runs
            </Link>
          </Button>
        }
      >
        Runs that no server could bring to an end would be listed here, to be looked at and retried.
      </EmptyState>
    );
  }
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
