// How long playing stays at each event: as long as it was in truth, with two corrections that are said on the page.
import type { EventLog } from "../store/event-log.ts";

export const SPEEDS = [1, 10, 100] as const;
export type Speed = (typeof SPEEDS)[number];

/** No longer than this does playing stay at one event, whatever the speed. */
export const LONGEST_WAIT_MS = 2_000;
/** Events that came at once are shown one after the other; in all, that adds no more than `MOST_ADDED_MS`. */
const SHORTEST_WAIT_MS = 40;
const MOST_ADDED_MS = 4_000;

export type Wait = {
  readonly wait_ms: number;
  /** The true gap after the event, where it is shown shorter than the speed asks for. */
  readonly shortened_ms: number | null;
};

/** The time from one event to the next. */
export function waitAfter(events: EventLog, seq: number, speed: Speed): Wait {
  const here = events.at(seq);
  const next = events.at(seq + 1);
  if (!here || !next) return { wait_ms: 0, shortened_ms: null };
  const gap = Math.max(0, Date.parse(next.timestamp) - Date.parse(here.timestamp));
  if (gap / speed > LONGEST_WAIT_MS) return { wait_ms: LONGEST_WAIT_MS, shortened_ms: gap };
  const least = Math.min(SHORTEST_WAIT_MS, MOST_ADDED_MS / events.length) / speed;
  return { wait_ms: Math.max(gap / speed, least), shortened_ms: null };
}

export type PlayPoint = {
  readonly seq: number;
  /** How much of the wait after this event is over. */
  readonly into_ms: number;
};

/** Where playing has come after `elapsed_ms` more; never beyond the last event. */
export function advance(events: EventLog, from: PlayPoint, elapsed_ms: number, speed: Speed): PlayPoint {
  let { seq } = from;
  let into_ms = from.into_ms + elapsed_ms;
  while (seq < events.length) {
    const { wait_ms } = waitAfter(events, seq, speed);
    if (into_ms < wait_ms) return { seq, into_ms };
    into_ms -= wait_ms;
    seq += 1;
  }
  return { seq, into_ms: 0 };
}
