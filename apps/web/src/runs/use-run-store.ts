import { useEffect, useState } from "react";
import { trpcClient } from "../api/trpc.ts";
import { live } from "../live/live.ts";
import { createRunStore, type RunStore } from "../store/run.ts";

/** The most that the server gives at once. */
const PAGE = 5_000;

/**
 * Follows a run from its first event on. First load, gap and reconnect all ask for what comes after a seq.
 * @param opened_at how far its journal goes, as far as is known
 * @param at the moment to open at; null follows the newest one
 */
export function useRunStoreOf(run_id: string, opened_at: number, at: number | null): RunStore {
  const [store] = useState(() => {
    const made = createRunStore(opened_at);
    made.goTo(at);
    return made;
  });
  useEffect(
    () =>
      live.watchRun(run_id, {
        after_seq: store.getState().events.length,
        onEvents: store.take,
        onSignal: store.signal,
        catchUp: async (after_seq) =>
          (await trpcClient.runs.events.query({ run_id, after_seq, limit: PAGE })).events,
        onRefused: ({ message }) => store.setState({ refused: message }),
      }),
    [run_id, store],
  );
  return store;
}
