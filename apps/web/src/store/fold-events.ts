// What a page can make of a journal that a newer server may have written.
import { type WorktrailEvent, WorktrailEventSchema } from "@worktrail/shared/run/events";
import { reduceRun } from "@worktrail/shared/run/reduce";
import type { RunState } from "@worktrail/shared/run/state";

const KNOWN: ReadonlySet<string> = new Set(
  WorktrailEventSchema.options.map(({ shape }) => shape.event_type.value),
);

/** Whether this page knows what such an event means. */
export function isKnownEvent({ event_type }: { event_type: string }): boolean {
  return KNOWN.has(event_type);
}

/** `reduceRun`, for which an event that is not known changes nothing but how far the state has come. */
export function foldEvents(events: readonly WorktrailEvent[], from: RunState | null): RunState | null {
  let state = from;
  let begin = 0;
  for (const [index, event] of events.entries()) {
    if (isKnownEvent(event)) continue;
    state = reduceRun(events.slice(begin, index), state);
    if (state?.last_seq === event.seq - 1) state = { ...state, last_seq: event.seq };
    begin = index + 1;
  }
  return reduceRun(begin === 0 ? events : events.slice(begin), state);
}
