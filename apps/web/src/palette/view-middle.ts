import type { Point } from "@worktrail/shared/segment/schema";
import type { Size } from "../canvas/node-geometry.ts";

export type View = { width: number; height: number; transform: readonly [number, number, number] };

/** Where something of this size stands in the middle of what is seen of the canvas. */
export function viewMiddle({ width, height, transform: [x, y, zoom] }: View, size: Size): Point {
  return {
    x: (width / 2 - x) / zoom - size.width / 2,
    y: (height / 2 - y) / zoom - size.height / 2,
  };
}
