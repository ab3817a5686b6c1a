// Boxes that move together: where they may stand without covering others.
import { type Box, boxesOverlap, GRID } from "../canvas/node-geometry.ts";

/** Keeps this much room to what is not moved. */
export const CLEARANCE = 24;

/** The smallest way up or down, on the grid, after which none of the boxes lies on one of the others. */
export function clearingShift(boxes: readonly Box[], others: readonly Box[]): number {
  const down = shiftUntilFree(boxes, others, 1);
  const up = shiftUntilFree(boxes, others, -1);
  return down <= -up ? down : up;
}

function shiftUntilFree(boxes: readonly Box[], others: readonly Box[], sign: 1 | -1): number {
  let shift = 0;
  for (;;) {
    const needed = largestOverlap(boxes, others, shift, sign);
    if (needed === 0) return shift;
    shift += sign * Math.ceil(needed / GRID) * GRID;
  }
}

/** How far the boxes, moved by `shift`, still have to go in this direction to leave what they lie on. */
function largestOverlap(boxes: readonly Box[], others: readonly Box[], shift: number, sign: 1 | -1): number {
  let needed = 0;
  for (const box of boxes) {
    const moved = { ...box, y: box.y + shift };
    for (const other of others) {
      if (!boxesOverlap(moved, other, CLEARANCE)) continue;
      const way =
        sign === 1
          ? other.y + other.height + CLEARANCE - moved.y
          : moved.y + moved.height + CLEARANCE - other.y;
      needed = Math.max(needed, way);
    }
  }
  return needed;
}

export function boundsOf(boxes: readonly Box[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    left = Math.min(left, box.x);
    top = Math.min(top, box.y);
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export function sameBox(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
