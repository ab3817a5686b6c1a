import type { OverlaySource, StepOverlay } from "../canvas/step-overlay.tsx";
import type { Find } from "./find-store.ts";

/** Marks the steps that were found on top of what is laid over the drawing already. */
export function findOverlay(base: OverlaySource, { state }: Find): OverlaySource {
  const marked = new WeakMap<StepOverlay, StepOverlay>();
  return {
    subscribe: (listener) => {
      const stops = [base.subscribe(listener), state.subscribe(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    step: (step_id) => {
      const overlay = base.step(step_id);
      if (!state.getState().found.has(step_id)) return overlay;
      const found = marked.get(overlay) ?? { ...overlay, found: true };
      marked.set(overlay, found);
      return found;
    },
    edge: (edge_key) => base.edge(edge_key),
  };
}
