import type { Box } from "../canvas/node-geometry.ts";
import { boundsOf } from "../layout/block.ts";

const SIDE = 20;
const HEAD = 40;

/** The frame around these boxes. It is never stored: it follows from where the steps are. */
export function frameAround(boxes: readonly Box[]): Box {
  const { x, y, width, height } = boundsOf(boxes);
  return { x: x - SIDE, y: y - HEAD, width: width + 2 * SIDE, height: height + HEAD + SIDE };
}
