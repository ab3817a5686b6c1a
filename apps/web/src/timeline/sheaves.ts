// Parts of a row that would stand closer together than can be told apart: a hundred attempts are drawn as a few bars.

import type { TimeScale } from "./time-scale.ts";
import type { Part, PartEnd } from "./timeline-model.ts";
import { timeWords } from "./timeline-words.ts";

/** `first`: the place of its first part among those of the row. */
export type Sheaf = { readonly first: number; readonly parts: readonly [Part, ...Part[]] };

/** Rows of so many parts are drawn part by part, however close they stand. */
const SEPARATE = 40;
const LEGIBLE_PX = 12;

/** The units that a sheaf may be long; the same until the zoom has changed by half, so that rows are not drawn anew. */
export function sheafUnits(px_per_unit: number): number {
  return 2 ** Math.round(Math.log2(LEGIBLE_PX / px_per_unit));
}

/** Every part is in one sheaf, in order; what goes on stands alone. */
export function sheaves(parts: readonly Part[], scale: TimeScale, units: number): readonly Sheaf[] {
  const bound: { first: number; parts: [Part, ...Part[]] }[] = [];
  for (const [index, part] of parts.entries()) {
    const last = bound.at(-1);
    const joins =
      parts.length > SEPARATE &&
      last !== undefined &&
      part.end !== null &&
      last.parts.at(-1)?.end !== null &&
      scale.toUnits(part.end) - scale.toUnits(last.parts[0].start) <= units;
    if (joins) last.parts.push(part);
    else bound.push({ first: index, parts: [part] });
  }
  return bound;
}

const GRAVEST: readonly PartEnd[] = ["failed", "lost", "retried", "cancelled", "skipped", "completed"];

/** The gravest of how its parts ended. */
export function sheafEnd({ parts }: Sheaf): PartEnd {
  return GRAVEST.find((end) => parts.some(({ ended }) => ended === end)) ?? "went_on";
}

/** "12 attempts in 340 ms, 11 failed". */
export function sheafWords({ parts }: Sheaf): string {
  const attempts = new Set(parts.map(({ attempt }) => attempt)).size;
  const failed = parts.filter(
    ({ kind, ended }) => kind === "running" && (ended === "failed" || ended === "retried"),
  ).length;
  const time = timeWords((parts.at(-1)?.end ?? parts[0].start) - parts[0].start);
  const many = `${attempts} ${attempts === 1 ? "attempt" : "attempts"} in ${time}`;
  return failed > 0 ? `${many}, ${failed} failed` : many;
}
