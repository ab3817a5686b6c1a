// Where boxes go when they are lined up or spread evenly.
import { assertNever } from "@worktrail/shared/errors";
import type { Point } from "@worktrail/shared/segment/schema";
import type { Box } from "../canvas/node-geometry.ts";
import { boundsOf } from "../layout/block.ts";

export const ALIGNMENTS = ["left", "centre", "right", "top", "middle", "bottom"] as const;
export type Alignment = (typeof ALIGNMENTS)[number];
export type Axis = "horizontal" | "vertical";

/** Boxes that have no room between the outermost two are set this far apart. */
const LEAST_GAP = 20;

/** The corners after lining the boxes up with what bounds them all. */
export function aligned(boxes: readonly Box[], how: Alignment): Point[] {
  if (boxes.length === 0) return [];
  const all = boundsOf(boxes);
  return boxes.map((box) => ({ x: box.x, y: box.y, ...alignedTo(box, all, how) }));
}

function alignedTo(box: Box, all: Box, how: Alignment): Partial<Point> {
  switch (how) {
    case "left":
      return { x: all.x };
    case "centre":
      return { x: all.x + (all.width - box.width) / 2 };
    case "right":
      return { x: all.x + all.width - box.width };
    case "top":
      return { y: all.y };
    case "middle":
      return { y: all.y + (all.height - box.height) / 2 };
    case "bottom":
      return { y: all.y + all.height - box.height };
    default:
      return assertNever(how);
  }
}

/** The corners after making the gaps between neighbours equal; the first and, where there is room, the last stay. */
export function distributed(boxes: readonly Box[], axis: Axis): Point[] {
  const [at, size] = axis === "horizontal" ? (["x", "width"] as const) : (["y", "height"] as const);
  const order = boxes.map((_, index) => index);
  const box = (index: number): Box => boxes[index] ?? { x: 0, y: 0, width: 0, height: 0 };
  order.sort((a, b) => box(a)[at] + box(a)[size] / 2 - box(b)[at] - box(b)[size] / 2 || a - b);
  const taken = boxes.reduce((sum, one) => sum + one[size], 0);
  const room = boxes.length === 0 ? 0 : boundsOf(boxes)[size] - taken;
  const gap = Math.max(room / Math.max(boxes.length - 1, 1), room < 0 ? LEAST_GAP : 0);
  const corners: Point[] = boxes.map(({ x, y }) => ({ x, y }));
  let next = Math.min(...boxes.map((one) => one[at]));
  for (const index of order) {
    corners[index] = { x: box(index).x, y: box(index).y, [at]: next };
    next += box(index)[size] + gap;
  }
  return corners;
}
