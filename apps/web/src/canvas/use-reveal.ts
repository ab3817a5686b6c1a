import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback } from "react";
import type { Box } from "./node-geometry.ts";

const MOVE_MS = 160;

/** Moves the view to a place that lies outside it, at the zoom there is; leaves the view alone otherwise. */
export function useReveal(): (box: Box) => void {
  const flow = useReactFlow();
  const store = useStoreApi();
  return useCallback(
    (box) => {
      const { width, height, transform } = store.getState();
      const [x, y, zoom] = transform;
      const left = box.x * zoom + x;
      const top = box.y * zoom + y;
      const inside =
        left >= 0 && top >= 0 && left + box.width * zoom <= width && top + box.height * zoom <= height;
      if (inside) return;
      void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom, duration: MOVE_MS });
    },
    [flow, store],
  );
}
