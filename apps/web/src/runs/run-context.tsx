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

/** Of the run at the moment that is rested at: what is passed by on the way is not drawn. */
export function useRunStore<Slice>(select: (state: RunStoreState) => Slice): Slice {
  return useStore(useRun().store.resting, select);
}

/** Of the run at every moment that is passed by, for what is drawn quickly. */
export function useMovingRun<Slice>(select: (state: RunStoreState) => Slice): Slice {
  return useStore(useRun().store, select);
}

/** The run at the moment that is looked at, for what shows it; null until its events have arrived. */
export function useRunState(): RunState | null {
  return useRunStore(({ state }) => state);
}

/** Whether the run's events are on their way: until then nothing can be said of what it did. */
export function useAwaitsJournal(): boolean {
  const { run } = useRun();
  return useRunStore(({ head }) => head === null) && run.last_seq > 0;
}

/** At the moment that is looked at. Before its events have arrived, a run is what its record says. */
export function useRunStatus(): RunStatus {
  const { run } = useRun();
  return useRunStore(({ state }) => state?.status) ?? run.status;
}

/** The run as it is now, whatever is looked at: for what acts on it. Null until its events have arrived. */
export function useRunHead(): RunState | null {
  return useRunStore(({ head }) => head);
}

export function useRunHeadStatus(): RunStatus {
  const { run } = useRun();
  return useRunStore(({ head }) => head?.status) ?? run.status;
}

/** The `seq` of the event that is looked at, while newer ones are known; else null. */
export function usePastMoment(): number | null {
  return useRunStore(({ past }) => past);
}

/** Whether newer events are known than the one that is looked at. */
export function useIsPast(): boolean {
  return useMovingRun(({ past }) => past !== null);
}
