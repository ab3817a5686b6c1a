import { useReactFlow, useStore } from "@xyflow/react";
import { type RefObject, useEffect } from "react";

const MARGIN = 12;
const MOVE_MS = 160;

/** Keeps the picker as large as text is read at any zoom, and brings all of it into view once. Gives its scale. */
export function usePickerView(root: RefObject<HTMLElement | null>): number {
  const flow = useReactFlow();
  const zoom = useStore((state) => state.transform[2]);
  useEffect(() => {
    const box = root.current?.getBoundingClientRect();
    const view = root.current?.closest("[data-canvas]")?.getBoundingClientRect();
    if (!box || !view) return;
    const dx = shift(box.left, box.right, view.left, view.right);
    const dy = shift(box.top, box.bottom, view.top, view.bottom);
    if (dx === 0 && dy === 0) return;
    const { x, y, zoom: at } = flow.getViewport();
    void flow.setViewport({ x: x + dx, y: y + dy, zoom: at }, { duration: MOVE_MS });
  }, [flow, root]);
  return 1 / zoom;
}

function shift(from: number, to: number, least: number, most: number): number {
  if (from < least + MARGIN) return least + MARGIN - from;
  return Math.min(0, most - MARGIN - to);
}
