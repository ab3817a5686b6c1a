import { useReactFlow } from "@xyflow/react";
import { useMemo } from "react";

const MOVE_MS = 160;
const PADDING = 0.08;

/** Shows the whole drawing, or some of its steps, at no more than 100 %. */
export function useFit() {
  const flow = useReactFlow();
  return useMemo(
    () => ({
      fitAll: () => void flow.fitView({ padding: PADDING, maxZoom: 1, duration: MOVE_MS }),
      fitSteps: (step_ids: Iterable<string>) => {
        const nodes = [...step_ids].map((id) => ({ id }));
        if (nodes.length > 0) void flow.fitView({ nodes, padding: PADDING, maxZoom: 1, duration: MOVE_MS });
      },
    }),
    [flow],
  );
}
