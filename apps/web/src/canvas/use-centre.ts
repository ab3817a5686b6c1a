import { useReactFlow } from "@xyflow/react";
import { useCallback } from "react";

const MOVE_MS = 160;

/** Brings steps to the middle of the view, no closer than they are seen at 100 %. */
export function useCentre(): (step_ids: readonly string[]) => void {
  const flow = useReactFlow();
  return useCallback(
    (step_ids) => {
      const nodes = step_ids.map((id) => ({ id }));
      const zoom = Math.max(flow.getZoom(), 0.6);
      void flow.fitView({ nodes, maxZoom: Math.min(zoom, 1), minZoom: 0.3, padding: 0.3, duration: MOVE_MS });
    },
    [flow],
  );
}
