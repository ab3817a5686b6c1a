// The comparison of two runs, made anew while they go on.
import {
  type ComparedRun,
  compareRuns,
  type RunComparison,
  type StepComparison,
} from "@worktrail/shared/run/compare-runs";
import type { SegmentChange } from "@worktrail/shared/segment/changes";
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { RunStore } from "../store/run.ts";

export type Compared = {
  readonly left: ComparedRun;
  readonly right: ComparedRun;
  readonly run: RunComparison;
  readonly steps: ReadonlyMap<string, StepComparison>;
};

/** Null while the events of one of them are on their way. */
export type ComparisonStore = StoreApi<Compared | null> & {
  /** Compares, and again whenever one of the runs went on; returns how to stop. */
  follow: () => () => void;
};

export type SideSource = { readonly store: RunStore; readonly graph: SegmentGraph };

/** Of a stream of events no more than the eye can follow. */
const SPACING_MS = 200;

/** @param common only what both segments have, for runs of two segments */
export function createComparisonStore(
  left: SideSource,
  right: SideSource,
  changes: readonly SegmentChange[],
  common = false,
): ComparisonStore {
  const store = createStore<Compared | null>(() => null);
  const compare = () => {
    const one = left.store.getState().state;
    const other = right.store.getState().state;
    const before = store.getState();
    if (!one || !other || (before?.left.state === one && before.right.state === other)) return;
    const sides = { left: { state: one, graph: left.graph }, right: { state: other, graph: right.graph } };
    const all = compareRuns(sides.left, sides.right, changes, before?.run);
    const run = common ? onlyCommon(all) : all;
    store.setState({ ...sides, run, steps: new Map(run.steps.map((step) => [step.step_id, step])) }, true);
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      compare();
    }, SPACING_MS);
  };
  return Object.assign(store, {
    follow: () => {
      compare();
      const stops = [left.store.subscribe(soon), right.store.subscribe(soon)];
      return () => {
        for (const stop of stops) stop();
        clearTimeout(timer);
        timer = undefined;
      };
    },
  });
}

function onlyCommon(run: RunComparison): RunComparison {
  const edges = [...run.edges].filter(([, { left, right }]) => left !== null && right !== null);
  return {
    ...run,
    steps: run.steps.filter(({ left, right }) => left && right),
    edges: new Map(edges),
  };
}
