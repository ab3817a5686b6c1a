import type { OverlaySource, StepOverlay } from "../canvas/step-overlay.tsx";
import type { Pins } from "./pins.ts";

/** Marks the steps that are pinned on top of what is laid over the drawing already. */
export function pinOverlay(base: OverlaySource, { state, of }: Pins): OverlaySource {
  const marked = new WeakMap<StepOverlay, StepOverlay>();
  return {
    subscribe: (listener) => {
      const stops = [base.subscribe(listener), state.subscribe(() => listener())];
      return () => {
        for (const stop of stops) stop();
      };
    },
    step: (step_id) => {
      const overlay = base.step(step_id);
      if (of(step_id) === null) return overlay;
      const pinned = marked.get(overlay) ?? { ...overlay, pinned: true };
      marked.set(overlay, pinned);
      return pinned;
    },
    edge: (edge_key) => base.edge(edge_key),
  };
}
