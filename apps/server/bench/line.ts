// A line of the table: one figure of ours beside the floor it stands on.
import { median, medianRatio } from "./rounds.ts";

export type Target = { of: "ratio" | "ours"; at: "least" | "most"; value: number };

export type Line = {
  /** The same on both databases. */
  what: string;
  unit: "runs/s" | "steps/s" | "events/s" | "ms" | "KiB" | "MiB" | "%" | "×" | "commits/s";
  ours: number;
  floor?: { name: string; value: number };
  /** Ours ÷ floor, the median of the rounds. */
  ratio?: number;
  target?: Target;
};

/** @param ours, floor one figure a round */
export function lineOf(
  about: Pick<Line, "what" | "unit" | "target">,
  ours: readonly number[],
  floor?: { name: string; values: readonly number[] },
): Line {
  const own = { ...about, ours: median(ours) };
  if (floor === undefined) return own;
  const beside = { name: floor.name, value: median(floor.values) };
  return { ...own, floor: beside, ratio: medianRatio(ours, floor.values) };
}

export const atLeast = (value: number, of: Target["of"] = "ratio"): Target => ({ of, at: "least", value });
export const atMost = (value: number, of: Target["of"] = "ratio"): Target => ({ of, at: "most", value });

/** Null where the line has no figure to hold against the target. */
export function isMet({ target, ours, ratio }: Line): boolean | null {
  const value = target?.of === "ours" ? ours : ratio;
  if (target === undefined || value === undefined) return null;
  return target.at === "least" ? value >= target.value : value <= target.value;
}
