import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback } from "react";
import type { Box } from "../canvas/node-geometry.ts";

const MOVE_MS = 160;
/** How much of the free part a thing may fill. */
const SHARE = 0.85;
const MIN_FREE = 240;

/** Brings a place to the middle of what the panel leaves free of the canvas, no closer than at 100 %. */
export function useCentreBeside(): (box: Box) => void {
  const flow = useReactFlow();
  const store = useStoreApi();
  return useCallback(
    (box) => {
      const { width, height } = store.getState();
      const panel = document.querySelector<HTMLElement>("[data-find-panel]")?.offsetWidth ?? 0;
      const covered = width - panel >= MIN_FREE ? panel : 0;
      const fits = Math.min(((width - covered) * SHARE) / box.width, (height * SHARE) / box.height);
      const zoom = Math.min(Math.max(flow.getZoom(), 0.6), 1, Math.max(fits, 0.3));
      const x = box.x + box.width / 2 + covered / 2 / zoom;
      void flow.setCenter(x, box.y + box.height / 2, { zoom, duration: MOVE_MS });
    },
    [flow, store],
  );
}
