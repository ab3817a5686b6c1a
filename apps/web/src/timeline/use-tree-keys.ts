import type { KeyboardEvent } from "react";
import { ZOOM_STEP } from "./TimelineControls.tsx";
import type { TimelineRow } from "./timeline-rows.ts";
import type { Zoom } from "./use-zoom.ts";

type Tree = {
  rows: readonly TimelineRow[];
  active: number;
  onActive: (index: number) => void;
  onFold: (step_id: string, unfolded: boolean) => void;
  onSelect: (row: TimelineRow) => void;
  onPan: (direction: number) => void;
  /** Rows on the screen. */
  page: number;
  zoom: Zoom;
};

/** Up and down walk the rows, left and right fold and unfold, with Shift they pan; plus, minus and 0 zoom. */
export function treeKeys(tree: Tree) {
  return (event: KeyboardEvent): void => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (!act(tree, event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

function act(tree: Tree, { key, shiftKey }: KeyboardEvent): boolean {
  const { rows, active, zoom, page } = tree;
  const row = rows[active];
  const go = (index: number) => {
    tree.onActive(Math.max(0, Math.min(rows.length - 1, index)));
    return true;
  };
  switch (key) {
    case "ArrowDown":
      return go(active + 1);
    case "ArrowUp":
      return go(active - 1);
    case "PageDown":
      return go(active + page);
    case "PageUp":
      return go(active - page);
    case "Home":
      return go(0);
    case "End":
      return go(rows.length - 1);
    case "ArrowLeft":
    case "ArrowRight":
      if (shiftKey) tree.onPan(key === "ArrowLeft" ? -1 : 1);
      else if (row) fold(tree, row, key === "ArrowRight");
      return true;
    case "Enter":
    case " ":
      if (row) tree.onSelect(row);
      return true;
    case "+":
    case "=":
      zoom.by(ZOOM_STEP);
      return true;
    case "-":
      zoom.by(1 / ZOOM_STEP);
      return true;
    case "0":
      zoom.fit();
      return true;
    default:
      return false;
  }
}

/** Right goes in, left goes out, as in any tree. */
function fold({ rows, active, onActive, onFold }: Tree, row: TimelineRow, inwards: boolean): void {
  if (row.kind === "child") {
    const parent = rows.findLastIndex(({ kind }, index) => index < active && kind === "step");
    if (!inwards) onActive(parent);
    return;
  }
  if (row.unfolded === null) return;
  if (inwards && row.unfolded) onActive(active + 1);
  else if (inwards !== row.unfolded) onFold(row.track.step_id, inwards);
}
