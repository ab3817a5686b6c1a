import { useEffect, useState } from "react";
import { live } from "../live/live.ts";
import { createRunStore, type RunStore } from "../store/run.ts";
import { loadJournal } from "./load-journal.ts";
import { readJournal } from "./run-ahead.ts";

/**
 * Follows a run from its first event on. First load, gap and reconnect all ask for what comes after a seq.
 * @param opened_at how far its journal goes, as far as is known: that much is read before the run is watched
 * @param at the moment to open at; null follows the newest one
 */
export function useRunStoreOf(run_id: string, opened_at: number, at: number | null): RunStore {
  const [store] = useState(() => {
    const made = createRunStore(opened_at);
    made.goTo(at);
    return made;
  });
  useEffect(() => {
    let over = false;
    let stop = () => {};
    const read = (after_seq: number) => readJournal(run_id, after_seq);
    const watch = () => {
      if (over) return;
      stop = live.watchRun(run_id, {
        after_seq: store.getState().events.length,
        onEvents: store.take,
        onSignal: store.signal,
        catchUp: read,
        onRefused: ({ message }) => store.setState({ refused: message }),
      });
    };
    // What could not be read, the watcher asks for again until it has it.
    loadJournal(store.opened_at, { read, take: store.take, stopped: () => over }).then(watch, watch);
    return () => {
      over = true;
      stop();
    };
  }, [run_id, store]);
  return store;
}
