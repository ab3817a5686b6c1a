// What a page of runs needs is asked for while the code that shows it is still being loaded.
import type { QueryClient } from "@tanstack/react-query";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { trpc, trpcClient } from "../api/trpc.ts";
import { JOURNAL_PAGE } from "./load-journal.ts";

export const runQuery = (run_id: string) => ({
  ...trpc.runs.get.queryOptions({ run_id }),
  // What changes while a run goes on arrives as events; the rest of its record stays.
  staleTime: Number.POSITIVE_INFINITY,
});

/** Pages that are asked for before anyone reads them; of a longer journal the rest comes as it is read. */
const PAGES_AHEAD = 3;

type Page = Promise<readonly WorktrailEvent[]>;
let ahead: ReadonlyMap<string, Map<number, Page>> = new Map();

/** Asks for the runs that are opened next, and for the beginning of their journals. */
export function askAhead(queries: QueryClient, run_ids: readonly string[]): void {
  ahead = new Map(run_ids.map((run_id) => [run_id, askForRun(queries, run_id)]));
}

function askForRun(queries: QueryClient, run_id: string): Map<number, Page> {
  void queries.prefetchQuery(runQuery(run_id));
  const pages = new Map<number, Page>();
  const ask = (after_seq: number) => {
    const page = askFor(run_id, after_seq);
    pages.set(after_seq, page);
    const goOn = ({ length }: readonly WorktrailEvent[]) => {
      if (length === JOURNAL_PAGE && after_seq < (PAGES_AHEAD - 1) * JOURNAL_PAGE) ask(after_seq + length);
    };
    // A failure is met by whoever reads the journal.
    page.then(goOn, () => undefined);
  };
  ask(0);
  return pages;
}

/** A page of the journal: what comes after a `seq`, from what was asked for ahead where that is it. */
export function readJournal(run_id: string, after_seq: number): Page {
  const pages = ahead.get(run_id);
  const page = pages?.get(after_seq);
  pages?.delete(after_seq);
  return page ?? askFor(run_id, after_seq);
}

const askFor = async (run_id: string, after_seq: number) =>
  (await trpcClient.runs.events.query({ run_id, after_seq, limit: JOURNAL_PAGE })).events;
