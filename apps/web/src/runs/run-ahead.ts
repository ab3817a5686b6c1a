// What a run's page needs is asked for while the code that shows it is still being loaded.
import type { QueryClient } from "@tanstack/react-query";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { trpc, trpcClient } from "../api/trpc.ts";
import { JOURNAL_PAGE } from "./load-journal.ts";

export const runQuery = (run_id: string) => ({
  ...trpc.runs.get.queryOptions({ run_id }),
  // What changes while a run goes on arrives as events; the rest of its record stays.
  staleTime: Number.POSITIVE_INFINITY,
});

let ahead: { run_id: string; page: Promise<readonly WorktrailEvent[]> } | null = null;

/** Asks for the run and for the first page of its journal. */
export function askAhead(queries: QueryClient, run_id: string): void {
  void queries.prefetchQuery(runQuery(run_id));
  const page = readJournal(run_id, 0);
  // It is awaited by whoever reads the journal.
  page.catch(() => undefined);
  ahead = { run_id, page };
}

/** A page of the journal: what comes after a `seq`, from what was asked for ahead where that is it. */
export function readJournal(run_id: string, after_seq: number): Promise<readonly WorktrailEvent[]> {
  if (after_seq === 0 && ahead?.run_id === run_id) {
    const { page } = ahead;
    ahead = null;
    return page;
  }
  return trpcClient.runs.events
    .query({ run_id, after_seq, limit: JOURNAL_PAGE })
    .then(({ events }) => events);
}
