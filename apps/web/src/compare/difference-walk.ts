// The places at which two runs differ, one after the other: the runs as a whole first, then their steps.
import type { RunComparison, StepComparison } from "@worktrail/shared/run/compare-runs";

/** The runs as a whole, or one step. */
export type Place = { readonly step_id: string | null };

export const WHOLE_RUN: Place = { step_id: null };

export function isPlace(a: Place | null, b: Place): boolean {
  return a !== null && a.step_id === b.step_id;
}

/** What is listed: every step, or only those that differ. One that is not at its end in both is no difference yet. */
export function listedSteps(run: RunComparison, onlyDifferences: boolean): readonly StepComparison[] {
  return onlyDifferences ? run.steps.filter(({ verdict }) => verdict === "differs") : run.steps;
}

export function differences(run: RunComparison): readonly Place[] {
  const steps = listedSteps(run, true).map(({ step_id }) => ({ step_id }));
  return run.verdict === "differs" ? [WHOLE_RUN, ...steps] : steps;
}

/** The difference after (1) or before (-1) a place, around the end; null where nothing differs. */
export function nextDifference(run: RunComparison, from: Place | null, by: 1 | -1): Place | null {
  const places = differences(run);
  const at = places.findIndex((place) => isPlace(from, place));
  if (at !== -1) return places.at((at + by) % places.length) ?? null;
  if (from === null || from.step_id === null) return places.at(by === 1 ? 0 : -1) ?? null;
  // Looking at a step that does not differ: from its place in the order on.
  const order = run.steps.map(({ step_id }) => step_id);
  const here = order.indexOf(from.step_id);
  const isBehind = ({ step_id }: Place) => step_id !== null && order.indexOf(step_id) > here;
  const behind = places.findIndex(isBehind);
  if (by === 1) return places[behind === -1 ? 0 : behind] ?? null;
  return places.at(behind === -1 ? -1 : behind - 1) ?? null;
}

/** The first rows of a list, and the one that is looked at wherever it stands. */
export function rowsWithin(
  listed: readonly StepComparison[],
  most: number,
  looked: StepComparison | undefined,
): readonly StepComparison[] {
  return listed.length <= most ? listed : listed.filter((step, index) => index < most || step === looked);
}
