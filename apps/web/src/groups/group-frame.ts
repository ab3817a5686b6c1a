import type { Box } from "../canvas/node-geometry.ts";
import { boundsOf } from "../layout/block.ts";

/** Between a frame and its steps; above them there is room for the title. */
export const FRAME_SIDE = 20;
export const FRAME_HEAD = 40;

/** The frame around these boxes. It is never stored: it follows from where the steps are. */
export function frameAround(boxes: readonly Box[]): Box {
  const { x, y, width, height } = boundsOf(boxes);
  return {
    x: x - FRAME_SIDE,
    y: y - FRAME_HEAD,
    width: width + 2 * FRAME_SIDE,
    height: height + FRAME_HEAD + FRAME_SIDE,
  };
}
