import type { ChartRange } from "@worktrail/shared/api/runs-list";
import { type RunsSearch, TIME_SPANS } from "./runs-search.ts";

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;
/** Lengths of a bar in seconds that people can tell the time by. */
const LENGTHS = [
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  7 * DAY,
  30 * DAY,
];
const MOST_BARS = 48;

/**
 * The time that the chart shows: what the filter chooses, else the last 24 hours, in whole bars of local time.
 * @param now in milliseconds
 * @param offset_minutes what `Date.getTimezoneOffset` says
 */
export function chartRangeOf(search: RunsSearch, now: number, offset_minutes: number): ChartRange {
  const end = search.to ? Date.parse(search.to) : now;
  const span = search.time ? TIME_SPANS[search.time] : TIME_SPANS["24h"];
  const begin = Math.min(search.from ? Date.parse(search.from) : end - span, end - 1);
  const seconds = (end - begin) / 1_000;
  const bucket_seconds = LENGTHS.find((length) => seconds / length <= MOST_BARS) ?? 30 * DAY;
  const bar = bucket_seconds * 1_000;
  const shift = offset_minutes * 60_000;
  const from = Math.floor((begin - shift) / bar) * bar + shift;
  const to = Math.ceil((end - shift) / bar) * bar + shift;
  // Years that no bar is long enough for are left out at the far end.
  const first = Math.max(from, to - 199 * bar);
  return { from: new Date(first).toISOString(), to: new Date(to).toISOString(), bucket_seconds };
}

export type Bar = { from: string; to: string; completed: number; failed: number; other: number };
type Counted = { at: string; completed: number; failed: number; other: number };

/** Every bar of the range, also those in which nothing is. */
export function barsOf({ from, to, bucket_seconds }: ChartRange, counted: readonly Counted[]): Bar[] {
  const bar = bucket_seconds * 1_000;
  const begin = Date.parse(from);
  const byTime = new Map(counted.map((one) => [Date.parse(one.at), one]));
  return Array.from({ length: Math.round((Date.parse(to) - begin) / bar) }, (_, at) => {
    const time = begin + at * bar;
    const { completed = 0, failed = 0, other = 0 } = byTime.get(time) ?? {};
    const range = { from: new Date(time).toISOString(), to: new Date(time + bar).toISOString() };
    return { ...range, completed, failed, other };
  });
}
