// What can be made of a journal that a newer version may have written, by who only shows it.
import { type WorktrailEvent, WorktrailEventSchema } from "./events.ts";
import { reduceRun } from "./reduce.ts";
import type { RunState } from "./state.ts";

const KNOWN: ReadonlySet<string> = new Set(
  WorktrailEventSchema.options.map(({ shape }) => shape.event_type.value),
);

/** Whether this version knows what such an event means. */
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
