import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { trpcClient } from "../api/trpc.ts";
import { chartRangeOf } from "./chart-range.ts";
import { filterOf, type RunsSearch } from "./runs-search.ts";
import { useRunChanges } from "./use-run-changes.ts";

const COUNTS = "runs-counts";
/** Counting reads many rows: however much changes, it is done once in this time. */
const AT_MOST_EVERY_MS = 3_000;
/** The chart ends now. */
const ANYWAY_EVERY_MS = 60_000;

/** How many runs fit, by status and over time; kept fresh. */
export function useRunCounts(search: RunsSearch) {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useRunChanges(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: [COUNTS] });
    }, AT_MOST_EVERY_MS);
  });
  return useQuery({
    queryKey: [COUNTS, search],
    queryFn: ({ signal }) => {
      const now = Date.now();
      const chart = chartRangeOf(search, now, new Date(now).getTimezoneOffset());
      return trpcClient.runs.counts.query({ ...filterOf(search, now), chart }, { signal });
    },
    placeholderData: keepPreviousData,
    refetchInterval: ANYWAY_EVERY_MS,
  });
}
