import type { TimeScale } from "./time-scale.ts";

export type Tick = { ms: number; units: number; label: string };

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 14, 30, 90, 365].map((count) => count * DAY),
];
const LONGEST = 365 * DAY;
/** In pixels: room for the longest label. */
const SPACING = 88;

/** The shortest round step whose labels do not touch, in milliseconds. */
export function tickStep(px_per_unit: number): number {
  const least = SPACING / px_per_unit;
  return STEPS.find((step) => step >= least) ?? Math.ceil(least / LONGEST) * LONGEST;
}

/**
 * The ticks between two places of the axis. Behind a gap that was shortened they count anew, from its end.
 *
 * @param from and `to` are in units
 */
export function axisTicks(scale: TimeScale, px_per_unit: number, from: number, to: number): Tick[] {
  const step = tickStep(px_per_unit);
  const ticks: Tick[] = [];
  for (const { start, end, begins, first } of stretches(scale, to)) {
    const low = Math.max(0, Math.ceil((from - begins) / step)) + (first ? 0 : 1);
    const high = Math.min((end - start) / step, (to - begins) / step);
    for (let count = low; count <= high; count++) {
      const ms = start + count * step;
      const label = first ? tickLabel(ms) : `+${tickLabel(count * step)}`;
      ticks.push({ ms, units: begins + count * step, label });
    }
  }
  return ticks;
}

/** What is drawn at its own length: what lies before, between and behind the gaps. */
function* stretches({ gaps }: TimeScale, to: number) {
  let start = 0;
  let begins = 0;
  for (const [index, gap] of gaps.entries()) {
    yield { start, end: gap.start, begins, first: index === 0 };
    start = gap.end;
    begins = gap.at + gap.units;
  }
  if (begins <= to) yield { start, end: Number.POSITIVE_INFINITY, begins, first: gaps.length === 0 };
}

/** `0`, `250 ms`, `1.5 s`, `2 min 5 s`, `1 d 3 h`; exact, where a duration in words would round. */
export function tickLabel(ms: number): string {
  if (ms === 0) return "0";
  if (ms < SECOND) return `${ms} ms`;
  const parts: string[] = [];
  let rest = ms;
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${unit}`);
    rest -= count * size;
  }
  if (rest > 0) parts.push(`${Number((rest / SECOND).toFixed(3))} s`);
  return parts.join(" ");
}

const UNITS = [
  ["d", DAY],
  ["h", HOUR],
  ["min", MINUTE],
] as const;
