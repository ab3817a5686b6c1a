// Where a moment stands on the axis. One unit is a millisecond, but for long gaps in which nothing ran: those can be
// shortened to a length that leaves the rest legible.
import type { Timeline } from "./timeline-model.ts";

export type Gap = {
  start: number;
  /** Infinity for the one that still grows: on the axis it has all its length already. */
  end: number;
  /** Its length on the axis. */
  units: number;
  at: number;
};
export type TimeScale = {
  /** On the axis, of a moment in milliseconds from the run's start. */
  toUnits: (ms: number) => number;
  toMs: (units: number) => number;
  /** Those that are shortened, in order. */
  gaps: readonly Gap[];
};

type Span = { start: number; end: number };

export const PLAIN_SCALE: TimeScale = { toUnits: (ms) => ms, toMs: (units) => units, gaps: [] };

/** A gap is shortened to this part of the time in which something ran. */
const GAP_SHARE = 1 / 12;
/** And only where it is this much longer than that. */
const WORTH = 3;

/**
 * @param now where open parts end
 * @param grows whether time goes on after `now`
 */
export function compressedScale(timeline: Timeline, now: number, grows: boolean): TimeScale {
  const end = Math.max(now, timeline.last);
  const busy = busySpans(timeline, end);
  const worked = busy.reduce((sum, span) => sum + span.end - span.start, 0);
  const units = Math.max(1, worked * GAP_SHARE);
  const gaps: Gap[] = [];
  let saved = 0;
  for (const { start, end: to } of idleBetween(busy, end)) {
    if (to - start <= units * WORTH) continue;
    const at = start - saved;
    if (grows && to === end) gaps.push({ start, end: Number.POSITIVE_INFINITY, units: units * WORTH, at });
    else gaps.push({ start, end: to, units, at });
    saved += to - start - units;
  }
  return { gaps, toUnits: (ms) => toUnits(gaps, ms), toMs: (at) => toMs(gaps, at) };
}

function busySpans({ tracks, last }: Timeline, end: number): Span[] {
  const spans: Span[] = [];
  for (const { parts } of tracks.values()) {
    for (const { kind, start, end: to, ended } of parts) {
      // Of an attempt that was lost only the beginning is known.
      if (kind === "running" && ended !== "lost") spans.push({ start, end: to ?? Math.max(end, last) });
    }
  }
  spans.sort((a, b) => a.start - b.start);
  const merged: Span[] = [];
  for (const span of spans) {
    const before = merged.at(-1);
    if (before && span.start <= before.end) before.end = Math.max(before.end, span.end);
    else merged.push({ ...span });
  }
  return merged;
}

function* idleBetween(busy: readonly Span[], end: number): Generator<Span> {
  let at = 0;
  for (const span of busy) {
    if (span.start > at) yield { start: at, end: span.start };
    at = Math.max(at, span.end);
  }
  if (end > at) yield { start: at, end };
}

function toUnits(gaps: readonly Gap[], ms: number): number {
  const gap = gaps.findLast(({ start }) => start <= ms);
  if (!gap) return ms;
  const { start, end, units, at } = gap;
  if (end === Number.POSITIVE_INFINITY) return at + Math.min(ms - start, units);
  return ms >= end ? at + units + ms - end : at + ((ms - start) / (end - start)) * units;
}

function toMs(gaps: readonly Gap[], place: number): number {
  const gap = gaps.findLast(({ at }) => at <= place);
  if (!gap) return place;
  const { start, end, units, at } = gap;
  if (end === Number.POSITIVE_INFINITY) return start + Math.min(place - at, units);
  return place >= at + units ? end + place - at - units : start + ((place - at) / units) * (end - start);
}
