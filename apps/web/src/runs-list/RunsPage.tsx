import { useNavigate, useSearch } from "@tanstack/react-router";
import { MAX_EXPORTED_RUNS, runsExportPath } from "@worktrail/shared/api/runs-export";
import { ArrowUp, Download } from "lucide-react";
import { useCallback, useRef } from "react";
import { describeError } from "../api/errors.ts";
import { Page } from "../shell/Page.tsx";
import { Button } from "../ui/Button.tsx";
import { cn } from "../ui/cn.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { EndOfRuns } from "./EndOfRuns.tsx";
import { FilterBar } from "./FilterBar.tsx";
import { NoRuns } from "./NoRuns.tsx";
import { RunsChart } from "./RunsChart.tsx";
import { RunsTable } from "./RunsTable.tsx";
import { DEAD_LETTERS, filterOf, type RunsSearch } from "./runs-search.ts";
import { SelectionBar } from "./SelectionBar.tsx";
import { StatusChips } from "./StatusChips.tsx";
import { SteerReport } from "./SteerReport.tsx";
import { useRowKeys } from "./use-row-keys.ts";
import { useRunCounts } from "./use-run-counts.ts";
import { useRunsFeed } from "./use-runs-feed.ts";
import { useSelection } from "./use-selection.ts";
import { useSteerMany } from "./use-steer-many.ts";

/** Somebody who is this far down reads; what is new must not push it away. */
const AT_TOP_PX = 40;

export function RunsPage() {
  const search = useSearch({ from: "/app/runs" });
  const navigate = useNavigate({ from: "/runs" });
  const scroller = useRef<HTMLDivElement>(null);
  const atTop = useCallback(() => (scroller.current?.scrollTop ?? 0) < AT_TOP_PX, []);
  const feed = useRunsFeed(search, atTop);
  const counts = useRunCounts(search);
  const change = (next: RunsSearch) => void navigate({ search: next, replace: true });
  const show = () => {
    feed.showWaiting();
    scroller.current?.scrollTo({ top: 0 });
  };
  return (
    <Page title="Runs" fill actions={<ExportAll search={search} />}>
      <NewRuns {...feed.waiting} onShow={show} />
      <div
        ref={scroller}
        data-scroll-restoration-id="runs"
        onScroll={() => feed.waiting.count > 0 && atTop() && feed.showWaiting()}
        className="flex h-full flex-col overflow-y-auto"
      >
        <FilterBar search={search} onChange={change} />
        <StatusChips search={search} onChange={change} counts={counts.data?.counts} />
        {counts.data?.chart && (
          <RunsChart
            chart={counts.data.chart}
            onChoose={({ from, to }) => change({ ...search, time: undefined, from, to })}
          />
        )}
        <List search={search} feed={feed} />
      </div>
    </Page>
  );
}

function List({ search, feed }: { search: RunsSearch; feed: ReturnType<typeof useRunsFeed> }) {
  const { query, rows } = feed;
  const chosen = useSelection(rows);
  const many = useSteerMany(chosen.drop);
  useRowKeys({ onSelect: chosen.select, onClear: chosen.clear });
  const { fetchNextPage } = query;
  const onMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  if (query.isPending) return <ListSkeleton />;
  if (!query.data) {
    return (
      <ErrorState
        title="The runs cannot be shown"
        message={describeError(query.error).message}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    );
  }
  const searched_to = query.data.pages.at(-1)?.searched_to;
  return (
    <>
      {many.steered && <SteerReport steered={many.steered} onClose={many.forget} />}
      {rows.length > 0 && search.status === DEAD_LETTERS && (
        <p className="border-line border-t px-5 py-3 text-muted text-sm">
          No server could bring these runs to an end. Open one to see why; once that is mended, retry it.
        </p>
      )}
      <div
        aria-busy={query.isPlaceholderData}
        className={cn("flex-1 border-line border-t", query.isPlaceholderData && "opacity-60")}
      >
        {rows.length > 0 && (
          <RunsTable
            runs={rows}
            selection={chosen.selection}
            onSelect={chosen.select}
            onSelectAll={chosen.selectAll}
          />
        )}
        {rows.length === 0 && !query.hasNextPage && <NoRuns search={search} />}
        {query.hasNextPage && (
          <EndOfRuns
            shown={rows.length}
            searched_to={searched_to}
            loading={query.isFetchingNextPage}
            onMore={onMore}
          />
        )}
      </div>
      {chosen.selection.ids.size > 0 && (
        <SelectionBar
          run_ids={[...chosen.selection.ids]}
          runs={rows.filter(({ run_id }) => chosen.selection.ids.has(run_id))}
          pending={many.pending}
          onSteer={(verb) => many.send(verb, [...chosen.selection.ids])}
          onClear={chosen.clear}
        />
      )}
    </>
  );
}

function ExportAll({ search }: { search: RunsSearch }) {
  return (
    <Button asChild>
      <a
        href={runsExportPath({ filter: filterOf(search, Date.now()) })}
        download
        title={`The newest ${MAX_EXPORTED_RUNS.toLocaleString("en")} runs that fit, with their events, as lines of JSON`}
        // "The last hour" ends when the file is asked for.
        onClick={(event) => {
          event.currentTarget.href = runsExportPath({ filter: filterOf(search, Date.now()) });
        }}
      >
        <Download aria-hidden />
        Export runs
      </a>
    </Button>
  );
}

function NewRuns({ count, more, onShow }: { count: number; more: boolean; onShow: () => void }) {
  if (count === 0 && !more) return null;
  return (
    <Button
      size="sm"
      variant="primary"
      className="absolute top-2 left-1/2 z-20 -translate-x-1/2 shadow-float"
      onClick={onShow}
    >
      <ArrowUp aria-hidden />
      {count}
      {more && "+"} new {count === 1 && !more ? "run" : "runs"}
    </Button>
  );
}

function ListSkeleton() {
  return (
    <Loading label="Loading the runs…" className="flex flex-col gap-5 p-5">
      {[0, 1, 2, 3, 4].map((row) => (
        <Skeleton key={row} className="w-full" />
      ))}
    </Loading>
  );
}
