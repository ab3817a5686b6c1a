import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { MAX_MANY_RUNS } from "@worktrail/shared/api/runs-list";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { trpcClient } from "../api/trpc.ts";
import {
  type ListedRun,
  nextToAsk,
  type RunsPages,
  rowsOf,
  waitingAfter,
  withChanges,
  withFresh,
} from "./runs-feed.ts";
import { filterOf, type RunsSearch } from "./runs-search.ts";
import { useRunChanges } from "./use-run-changes.ts";

const PAGE = 50;
/** Changes within this are asked for together. */
const GATHER_MS = 400;
/** When more than this has changed unseen, the list is read anew. */
const MOST_CHANGED = 500;

type Waiting = { runs: readonly ListedRun[]; more: boolean };
const NONE: Waiting = { runs: [], more: false };

/** The runs that fit, page by page and live. What is new waits while `mayGrow` says that somebody reads further down. */
export function useRunsFeed(search: RunsSearch, mayGrow: () => boolean) {
  const client = useQueryClient();
  const queryKey = useMemo(() => ["runs-rows", search], [search]);
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      trpcClient.runs.list.query(
        { ...filterOf(search, Date.now()), cursor: pageParam, limit: PAGE },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const { waiting, clear } = useLiveRows(search, queryKey, mayGrow);
  const rows = useMemo(() => rowsOf(query.data), [query.data]);
  const showWaiting = useCallback(() => {
    if (waiting.more) void client.invalidateQueries({ queryKey });
    else patch(client, queryKey, (data) => withFresh(data, waiting.runs));
    clear();
  }, [client, queryKey, waiting, clear]);
  return { query, rows, waiting: { count: waiting.runs.length, more: waiting.more }, showWaiting };
}

type Client = ReturnType<typeof useQueryClient>;

function patch(client: Client, queryKey: readonly unknown[], change: (data: RunsPages) => RunsPages): void {
  client.setQueryData<RunsPages>(queryKey, (data) => data && change(data));
}

function useLiveRows(search: RunsSearch, queryKey: readonly unknown[], mayGrow: () => boolean) {
  const client = useQueryClient();
  const [waiting, setWaiting] = useState<Waiting>(NONE);
  const changed = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      // Another filter begins with nothing waiting.
      clearTimeout(timer.current);
      timer.current = undefined;
      changed.current = new Set();
      setWaiting(NONE);
    },
    [queryKey],
  );

  const ask = async () => {
    const data = client.getQueryData<RunsPages>(queryKey);
    const shown = new Set(rowsOf(data).map(({ run_id }) => run_id));
    const { ask: run_ids, rest } = nextToAsk(changed.current, shown, MAX_MANY_RUNS);
    const flooded = rest.length > MOST_CHANGED;
    changed.current = new Set(flooded ? [] : rest);
    if (!data || run_ids.length === 0) return;
    const { runs } = await trpcClient.runs.list.query({
      ...filterOf(search, Date.now()),
      run_ids,
      limit: MAX_MANY_RUNS,
    });
    const before = client.getQueryData<RunsPages>(queryKey);
    if (!before) return;
    const after = withChanges(before, { run_ids, runs });
    const grow = mayGrow();
    patch(client, queryKey, () => (grow ? withFresh(after.data, after.fresh) : after.data));
    if (grow && flooded) void client.invalidateQueries({ queryKey });
    setWaiting((now) =>
      grow ? NONE : { runs: waitingAfter(now.runs, after.fresh, run_ids), more: now.more || flooded },
    );
  };
  const plan = () => {
    timer.current ??= setTimeout(async () => {
      // Whoever is offline sees the list as it was; the reconnect reads it anew.
      await ask().catch(() => {});
      timer.current = undefined;
      if (changed.current.size > 0) plan();
    }, GATHER_MS);
  };
  useRunChanges((run_id) => {
    if (run_id === null) {
      void client.invalidateQueries({ queryKey });
      return;
    }
    changed.current.add(run_id);
    plan();
  });
  return { waiting, clear: useCallback(() => setWaiting(NONE), []) };
}
