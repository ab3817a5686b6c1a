// Two runs laid over one drawing: a step that went the same way in both shows how, any other shows both below its card.
import type { StepComparison } from "@worktrail/shared/run/compare-runs";
import {
  type EdgeOverlay,
  IDLE_STEP,
  type OverlaySource,
  type StepOverlay,
} from "../canvas/step-overlay.tsx";
import { statusInWords, statusOf, stepInWords } from "./compare-words.ts";
import type { ComparisonStore } from "./comparison-store.ts";

export function compareOverlaySource(store: ComparisonStore): OverlaySource {
  const shown = new WeakMap<StepComparison, StepOverlay>();
  return {
    subscribe: (listener) => store.subscribe(listener),
    step: (step_id) => {
      const step = store.getState()?.steps.get(step_id);
      if (!step) return IDLE_STEP;
      const overlay = shown.get(step) ?? stepOverlay(step);
      shown.set(step, overlay);
      return overlay;
    },
    edge: (edge_key) => edgeOverlay(store, edge_key),
  };
}

export function stepOverlay(step: StepComparison): StepOverlay {
  const left = statusOf(step.left);
  const right = statusOf(step.right);
  const differs = step.verdict === "differs";
  if (left === right && left !== null) {
    return { ...IDLE_STEP, status: left, words: differs ? "differs" : null, slot: differs };
  }
  const both = `A ${statusInWords(step.left)}, B ${statusInWords(step.right)}`;
  return { ...IDLE_STEP, words: `${stepInWords(step)}: ${both}`, slot: true };
}

function edgeOverlay(store: ComparisonStore, edge_key: string): EdgeOverlay {
  const edge = store.getState()?.run.edges.get(edge_key);
  if (!edge) return "idle";
  const states = [edge.left, edge.right];
  if (states.includes("live")) return "live";
  return states.includes("open") ? "idle" : "dead";
}
