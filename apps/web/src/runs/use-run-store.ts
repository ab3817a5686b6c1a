import { useEffect, useState } from "react";
import { trpcClient } from "../api/trpc.ts";
import { live } from "../live/live.ts";
import { createRunStore, type RunStore } from "../store/run.ts";

const PAGE = 1_000;

/** Follows a run from its first event on. First load, gap and reconnect all ask for what comes after a seq. */
export function useRunStoreOf(run_id: string): RunStore {
  const [store] = useState(createRunStore);
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
