// One run as this page knows it: its events, the state folded from them, and what streams in between.
import type { RunSignal } from "@worktrail/shared/live/protocol";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { reduceRun } from "@worktrail/shared/run/reduce";
import type { RunState } from "@worktrail/shared/run/state";
import { createStore, type StoreApi } from "zustand/vanilla";

/** What a step streamed during one attempt. Live only: gone with the page. */
export type StepSignals = { attempt: number; text: string; log: readonly string[] };

export type RunStoreState = {
  /** In order, from 1, without a gap. */
  events: readonly WorktrailEvent[];
  /** Folded from `events` and from nothing else; null before the first. */
  state: RunState | null;
  signals: Readonly<Record<string, StepSignals>>;
  /** Why the server lets nobody here watch this run, as a sentence. */
  refused: string | null;
};

export type RunStore = StoreApi<RunStoreState> & {
  /** Any events, in any order, as often as they come; those behind a gap are not taken. */
  take: (events: readonly WorktrailEvent[]) => void;
  signal: (signal: RunSignal) => void;
};

/** Beyond these, the oldest is let go: a signal is a view through the window, not a record. */
const MAX_TEXT = 100_000;
const MAX_LOG_LINES = 1_000;

export function createRunStore(): RunStore {
  const store = createStore<RunStoreState>(() => ({ events: [], state: null, signals: {}, refused: null }));
  return Object.assign(store, {
    take: (incoming: readonly WorktrailEvent[]) =>
      store.setState((current) => {
        const fresh = freshEvents(incoming, current.events.length);
        if (fresh.length === 0) return current;
        return {
          events: [...current.events, ...fresh],
          state: reduceRun(fresh, current.state),
          signals: withoutFormerAttempts(current.signals, fresh),
        };
      }),
    signal: (signal: RunSignal) =>
      store.setState(({ signals }) => {
        const before = signals[signal.step_id];
        if (before && before.attempt > signal.attempt) return { signals };
        return { signals: { ...signals, [signal.step_id]: withSignal(before, signal) } };
      }),
  });
}

/** The events that continue after `last_seq`: none twice, none out of order, none behind a gap. */
function freshEvents(incoming: readonly WorktrailEvent[], last_seq: number): WorktrailEvent[] {
  const fresh: WorktrailEvent[] = [];
  for (const event of [...incoming].sort((a, b) => a.seq - b.seq)) {
    if (event.seq === last_seq + fresh.length + 1) fresh.push(event);
  }
  return fresh;
}

function withSignal(before: StepSignals | undefined, signal: RunSignal): StepSignals {
  const { attempt, kind, text } = signal;
  const now = before && before.attempt === attempt ? before : { attempt, text: "", log: [] };
  if (kind === "token") return { ...now, text: (now.text + text).slice(-MAX_TEXT) };
  return { ...now, log: [...now.log, text].slice(-MAX_LOG_LINES) };
}

/** A new attempt starts with an empty screen. */
function withoutFormerAttempts(
  signals: RunStoreState["signals"],
  events: readonly WorktrailEvent[],
): RunStoreState["signals"] {
  const kept = { ...signals };
  for (const event of events) {
    if (event.event_type !== "step.started") continue;
    const before = kept[event.step_id];
    if (before && before.attempt < event.attempt) delete kept[event.step_id];
  }
  return kept;
}
