// What every part of one run's page reads: the pinned segment, its graph, and the live state.
import type { RunState, RunStatus } from "@worktrail/shared/run/state";
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import { createContext, type Dispatch, useContext } from "react";
import { useStore } from "zustand";
import type { ApiOutputs } from "../api/trpc.ts";
import type { CanvasSelection } from "../canvas/selection.ts";
import type { RunStore, RunStoreState } from "../store/run.ts";

/** A run as `runs.get` tells it: who, when, which segment. What it is doing comes from its events. */
export type RunRecord = ApiOutputs["runs"]["get"];

export type RunView = {
  store: RunStore;
  run: RunRecord;
  graph: SegmentGraph;
  selection: CanvasSelection;
  onSelect: Dispatch<(current: CanvasSelection) => CanvasSelection>;
  /** The step whose details are shown; null shows the run as a whole. */
  selected: string | null;
  select: (step_id: string | null) => void;
  /** Selects a step and brings it into view. */
  reveal: (step_id: string) => void;
};

export const RunContext = createContext<RunView | null>(null);

export function useRun(): RunView {
  const view = useContext(RunContext);
  if (!view) throw new Error("useRun is only for parts of the run page");
  return view;
}

export function useRunStore<Slice>(select: (state: RunStoreState) => Slice): Slice {
  return useStore(useRun().store, select);
}

/** Null until the first event has arrived. */
export function useRunState(): RunState | null {
  return useRunStore(({ state }) => state);
}

/** Before the first event, a run is what its record says. */
export function useRunStatus(): RunStatus {
  const { run } = useRun();
  return useRunStore(({ state }) => state?.status) ?? run.status;
}
