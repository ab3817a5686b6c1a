// What the run as a whole means for its steps: held up by a pause, queued with it, or out of sight.
import { planRun } from "@worktrail/shared/run/plan";
import type { RunState } from "@worktrail/shared/run/state";
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import type { CanvasStatus, OverlaySource, StepOverlay } from "../canvas/step-overlay.tsx";
import type { RunStore } from "./run.ts";

/** What is known of a run beside its journal; all false of a moment in the past. */
export type RunNow = {
  /** It waits for a server with room. */
  readonly queued: boolean;
  /** Nobody shows that it goes on. */
  readonly stale: boolean;
  /** This page has lost its connection: nothing it shows moves. */
  readonly cut_off: boolean;
};

/** Lays over a run what is only true of it as a whole. `now` is asked anew whenever `subscribe` tells. */
export function withRunNow(
  source: OverlaySource,
  run: { store: RunStore; graph: SegmentGraph },
  now: RunNow,
): OverlaySource {
  const shown = new Map<string, { of: StepOverlay; status: CanvasStatus; overlay: StepOverlay }>();
  const held = heldSteps(run.graph);
  const statusOf = (step_id: string, status: CanvasStatus): CanvasStatus => {
    if (now.stale && status === "running") return "stale";
    const { state } = run.store.getState();
    if (state === null) return now.queued && isFirst(run.graph, step_id) ? "queued" : status;
    return state.status === "paused" && held(state).has(step_id) ? "paused" : status;
  };
  return {
    ...source,
    step: (step_id) => {
      const of = source.step(step_id);
      const status = statusOf(step_id, of.status);
      if (status === of.status) return of;
      const before = shown.get(step_id);
      if (before?.of === of && before.status === status) return before.overlay;
      const overlay = { ...of, status, words: null, duration_ms: null, since: null, retry_at: null };
      shown.set(step_id, { of, status, overlay });
      return overlay;
    },
    edge: (edge_key) => {
      const flow = source.edge(edge_key);
      return flow === "flowing" && (now.stale || now.cut_off) ? "live" : flow;
    },
  };
}

const isFirst = (graph: SegmentGraph, step_id: string) => graph.steps.get(step_id)?.incoming.length === 0;

/** The steps of a paused run that would go on if it did. */
function heldSteps(graph: SegmentGraph): (state: RunState) => ReadonlySet<string> {
  let of: RunState | null = null;
  let held: ReadonlySet<string> = new Set();
  return (state) => {
    if (state !== of) {
      of = state;
      held = new Set(wouldGoOn(graph, state));
    }
    return held;
  };
}

function wouldGoOn(graph: SegmentGraph, state: RunState): string[] {
  const waiting = Object.entries(state.steps).filter(
    ([, { status }]) => status === "scheduled" || status === "retrying",
  );
  // At a time when nothing is due yet: what is due goes on in spite of a pause.
  const plan = planRun(graph, { ...state, status: "running" }, state.opened_at);
  const next = plan.flatMap((command) =>
    "step_id" in command && command.step_id !== null && BEGINS.has(command.type) ? [command.step_id] : [],
  );
  return [...waiting.map(([step_id]) => step_id), ...next];
}

const BEGINS: ReadonlySet<string> = new Set([
  "start_step",
  "schedule_step",
  "pass_step",
  "give_step",
  "resume_step",
  "start_child",
  "settle_children",
]);
