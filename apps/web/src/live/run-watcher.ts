import type { RunSignal } from "@worktrail/shared/live/protocol";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import type { LiveSocket } from "./live-client.ts";
import { acceptBatch, type Sequence, startSequence } from "./sequencer.ts";

export interface WatchRunOptions {
  /** The last event that the caller has already; 0 for none. */
  after_seq: number;
  /** New events: in order, without a gap, none twice. */
  onEvents: (events: WorktrailEvent[]) => void;
  onSignal?: (signal: RunSignal) => void;
  /** Fetches the events after `after_seq`, or the first page of them. */
  catchUp: (after_seq: number) => Promise<readonly WorktrailEvent[]>;
  /** The server does not let this person watch this run, or there is no such run. */
  onRefused?: (refusal: { code: string; message: string }) => void;
}

export interface RunWatcher {
  /** Asks the server for the run from the last event seen; called on each (re)connect. */
  watch: () => void;
  take: (events: readonly WorktrailEvent[]) => void;
  signal: (signal: RunSignal) => void;
  stop: () => void;
}

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

export function createRunWatcher(socket: LiveSocket, run_id: string, options: WatchRunOptions): RunWatcher {
  let sequence: Sequence<WorktrailEvent> = startSequence(options.after_seq);
  let stopped = false;
  let filling = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  /** The furthest event that is known to exist. */
  let target = options.after_seq;

  const accept = (events: readonly WorktrailEvent[]) => {
    for (const event of events) target = Math.max(target, event.seq);
    const result = acceptBatch(sequence, events);
    sequence = result.sequence;
    if (result.events.length > 0) options.onEvents(result.events);
  };

  const fill = async (retryMs = FIRST_RETRY_MS) => {
    if (filling || stopped) return;
    filling = true;
    clearTimeout(retry);
    try {
      while (!stopped && sequence.last_seq < target) {
        const before = sequence.last_seq;
        const events = await options.catchUp(before);
        if (stopped) return;
        accept(events);
        if (sequence.last_seq === before) break;
      }
    } catch {
      // The journal could not be reached; the retry below asks again.
    } finally {
      filling = false;
      if (!stopped && sequence.last_seq < target) {
        retry = setTimeout(() => void fill(Math.min(retryMs * 2, LONGEST_RETRY_MS)), retryMs);
      }
    }
  };

  const take = (events: readonly WorktrailEvent[]) => {
    if (stopped) return;
    accept(events);
    if (sequence.last_seq < target) void fill();
  };

  return {
    take,
    watch: () => {
      socket.emit("run:watch", { run_id, after_seq: sequence.last_seq }, (answer) => {
        if (stopped) return;
        if (!answer.ok) {
          options.onRefused?.({ code: answer.code, message: answer.message });
          return;
        }
        target = Math.max(target, answer.last_seq);
        take(answer.events);
      });
    },
    signal: (signal) => {
      if (!stopped) options.onSignal?.(signal);
    },
    stop: () => {
      stopped = true;
      clearTimeout(retry);
    },
  };
}
