import { getViewportForBounds, useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback } from "react";
import type { Box } from "./node-geometry.ts";

const MOVE_MS = 160;
const PADDING = 0.12;
/** The smallest zoom at which steps still show everything. */
const READABLE_ZOOM = 0.5;

/**
 * Brings a place into view that lies outside it: shows the whole drawing with it where that stays readable,
 * else moves there at the zoom there is. Leaves the view alone when the place is in it.
 */
export function useReveal(): (box: Box) => void {
  const flow = useReactFlow();
  const store = useStoreApi();
  return useCallback(
    (box) => {
      const { width, height, transform, minZoom } = store.getState();
      const [x, y, zoom] = transform;
      const left = box.x * zoom + x;
      const top = box.y * zoom + y;
      const inside =
        left >= 0 && top >= 0 && left + box.width * zoom <= width && top + box.height * zoom <= height;
      if (inside) return;
      const all = union(flow.getNodesBounds(flow.getNodes()), box);
      const whole = getViewportForBounds(all, width, height, minZoom, zoom, PADDING);
      if (whole.zoom >= Math.min(READABLE_ZOOM, zoom)) void flow.setViewport(whole, { duration: MOVE_MS });
      else void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom, duration: MOVE_MS });
    },
    [flow, store],
  );
}

function union(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}
