// One run as this page knows it: its events, the state folded from them, the moment that is looked at, and what
// streams in between.
import type { RunSignal } from "@worktrail/shared/live/protocol";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { isKnownEvent } from "@worktrail/shared/run/fold-events";
import type { RunState } from "@worktrail/shared/run/state";
import { createStore, type StoreApi } from "zustand/vanilla";
import { EventLog } from "./event-log.ts";
import { restingView } from "./resting.ts";
import { RunHistory } from "./run-history.ts";

/** What a step streamed during one attempt. Live only: gone with the page. */
export type StepSignals = { attempt: number; text: string; log: readonly LoggedText[] };
/** Lines of a log, with the place of the first in its attempt and its time: by them a kept line is known again. */
export type LoggedText = { line: number; at: string; text: string };

export type RunStoreState = {
  /** In order, from 1, without a gap; another object with every packet. */
  events: EventLog;
  /** The newest state; null until the journal has been read as far as it went when the run was opened. */
  head: RunState | null;
  /** The `seq` of the event that is looked at; null follows the newest one. */
  moment: number | null;
  /** The moment, while newer events are known; else null. */
  past: number | null;
  /** The run at the moment that is looked at: `head`, or what it was; null while its events are on their way. */
  state: RunState | null;
  /** Of the newest moment: in the past nothing streams. */
  signals: Readonly<Record<string, StepSignals>>;
  /** Whether a newer version wrote events that this page does not know. */
  newer: boolean;
  /** Why the server lets nobody here watch this run, as a sentence. */
  refused: string | null;
};

export type RunStore = StoreApi<RunStoreState> & {
  /** How far the journal went when the run was opened. */
  opened_at: number;
  /** The same, at moments that are rested at: for what takes long to draw. */
  resting: StoreApi<RunStoreState>;
  /** Any events, in any order, as often as they come; those behind a gap are not taken. */
  take: (events: readonly WorktrailEvent[]) => void;
  signal: (signal: RunSignal) => void;
  /** Looks at the run as it was after an event; null follows the newest one. */
  goTo: (seq: number | null) => void;
};

/** Beyond these, the oldest is let go: a signal is a view through the window, not a record. */
const MAX_TEXT = 100_000;
const MAX_LOG_LINES = 1_000;
const NO_SIGNALS: RunStoreState["signals"] = Object.freeze({});

export function createRunStore(opened_at = 0): RunStore {
  const history = new RunHistory();
  let signals = NO_SIGNALS;
  const read = () => history.events.length >= opened_at;
  const lookAt = (moment: number | null) => {
    const { events } = history;
    const head = read() ? history.newest : null;
    const past = moment !== null && moment < Math.max(events.length, opened_at) ? moment : null;
    const known = past === null ? read() : past <= events.length;
    const state = known ? history.at(past ?? events.length) : null;
    return { head, moment, past, state, signals: past === null ? signals : NO_SIGNALS };
  };
  const store = createStore<RunStoreState>(() => ({
    events: EventLog.EMPTY,
    newer: false,
    refused: null,
    ...lookAt(null),
  }));
  return Object.assign(store, {
    opened_at,
    resting: restingView(store),
    take: (incoming: readonly WorktrailEvent[]) => {
      const fresh = freshEvents(incoming, history.events.length);
      if (fresh.length === 0) return;
      history.append(fresh);
      signals = withoutFormerAttempts(signals, fresh);
      const { moment, newer } = store.getState();
      const { events } = history;
      store.setState({ events, newer: newer || !fresh.every(isKnownEvent), ...lookAt(moment) });
    },
    signal: (signal: RunSignal) => {
      const before = signals[signal.step_id];
      if (before && before.attempt > signal.attempt) return;
      signals = { ...signals, [signal.step_id]: withSignal(before, signal) };
      if (store.getState().past === null) store.setState({ signals });
    },
    goTo: (seq: number | null) => {
      const last = Math.max(history.events.length, opened_at, 1);
      const moment = seq === null ? null : Math.min(Math.max(1, seq), last);
      if (moment !== store.getState().moment) store.setState(lookAt(moment));
    },
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
  const { attempt, kind, text, line, at } = signal;
  const now = before && before.attempt === attempt ? before : { attempt, text: "", log: [] };
  if (kind === "token") return { ...now, text: (now.text + text).slice(-MAX_TEXT) };
  // A line without a place comes from a server that does not keep it.
  if (line === undefined || at === undefined) return now;
  return { ...now, log: [...now.log, { line, at, text }].slice(-MAX_LOG_LINES) };
}

/** A new attempt starts with an empty screen. */
function withoutFormerAttempts(
  signals: RunStoreState["signals"],
  events: readonly WorktrailEvent[],
): RunStoreState["signals"] {
  let kept = signals;
  for (const event of events) {
    if (event.event_type !== "step.started") continue;
    const before = kept[event.step_id];
    if (!before || before.attempt >= event.attempt) continue;
    const { [event.step_id]: _, ...others } = kept;
    kept = others;
  }
  return kept;
}
