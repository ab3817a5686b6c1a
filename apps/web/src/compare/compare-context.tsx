// What every part of the comparison reads: both runs, what they are compared by, and the place that is looked at.
import type { Side } from "@worktrail/shared/run/compare-runs";
import type { SegmentChange } from "@worktrail/shared/segment/changes";
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { stepName } from "../canvas/step-look.ts";
import type { RunRecord } from "../runs/run-context.tsx";
import type { RunStore } from "../store/run.ts";
import type { Compared, ComparisonStore } from "./comparison-store.ts";
import type { Place } from "./difference-walk.ts";

export type ComparedSide = {
  readonly run: RunRecord;
  readonly store: RunStore;
  readonly graph: SegmentGraph;
  /** The event up to which the run is looked at; null for as it is now. */
  readonly seq: number | null;
};

export type Comparing = Readonly<Record<Side, ComparedSide>> & {
  readonly comparison: ComparisonStore;
  /** From the segment of the left run to that of the right one. */
  readonly changes: readonly SegmentChange[];
  readonly place: Place | null;
  /** Opens a place and brings it into view; null closes it. */
  readonly show: (place: Place | null) => void;
  /** Goes to the drawing where there is no room for it beside the list; else null. */
  readonly seeCanvas: (() => void) | null;
};

export const CompareContext = createContext<Comparing | null>(null);

export function useComparing(): Comparing {
  const comparing = useContext(CompareContext);
  if (!comparing) throw new Error("useComparing is only for parts of the comparison");
  return comparing;
}

/** Null while the events of one of them are on their way. */
export function useCompared(): Compared | null {
  return useStore(useComparing().comparison);
}

export function nameOfStep({ left, right }: Readonly<Record<Side, ComparedSide>>, step_id: string): string {
  const step = right.graph.steps.get(step_id) ?? left.graph.steps.get(step_id);
  return step ? stepName(step.step, step.contract) : step_id;
}
