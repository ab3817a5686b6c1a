import { useStoreApi } from "@xyflow/react";
import { type RefCallback, useCallback } from "react";
import type { Box } from "../canvas/node-geometry.ts";
import type { CanvasNode, StepFlowEdge } from "../canvas/to-flow.ts";
import { boundsOf } from "../layout/block.ts";

/** Above cards and what hangs at their corners. */
const GAP = 18;
const MARGIN = 8;

/** Keeps an element above what is selected, inside the canvas, without drawing anything again while the view moves. */
export function useAboveSelection(): RefCallback<HTMLElement> {
  const store = useStoreApi<CanvasNode, StepFlowEdge>();
  return useCallback(
    (element) => {
      if (!element) return;
      let nodes: readonly CanvasNode[] | null = null;
      let bounds: Box | null = null;
      let size = { width: 0, height: 0 };
      const place = () => {
        const state = store.getState();
        if (state.nodes !== nodes) {
          nodes = state.nodes;
          bounds = selectedBounds(nodes);
        }
        element.hidden = bounds === null || state.userSelectionActive;
        if (!bounds || element.hidden) return;
        const [x, y, zoom] = state.transform;
        const { width, height } = size;
        const left = (bounds.x + bounds.width / 2) * zoom + x - width / 2;
        const top = bounds.y * zoom + y - height - GAP;
        const at = [within(left, state.width - width), within(top, state.height - height)];
        element.style.transform = `translate(${at[0]}px, ${at[1]}px)`;
      };
      place();
      const forget = store.subscribe(place);
      // Asked for its size in every frame of a move, the browser would lay out the page each time.
      const sizes = new ResizeObserver(([entry]) => {
        const [box] = entry?.borderBoxSize ?? [];
        if (box) size = { width: box.inlineSize, height: box.blockSize };
        place();
      });
      sizes.observe(element);
      return () => {
        forget();
        sizes.disconnect();
      };
    },
    [store],
  );
}

function within(at: number, most: number): number {
  return Math.round(Math.max(MARGIN, Math.min(at, most - MARGIN)));
}

/** Of a group all of whose steps are selected the whole frame counts. */
function selectedBounds(nodes: readonly CanvasNode[]): Box | null {
  const boxes = nodes.flatMap((node) => {
    const chosen = node.selected || (node.type === "frame" && node.data.chosen);
    return chosen ? [{ ...node.position, width: node.width ?? 0, height: node.height ?? 0 }] : [];
  });
  return boxes.length === 0 ? null : boundsOf(boxes);
}
