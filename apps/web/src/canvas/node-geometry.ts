// Where a step's card and its ports stand. Sizes are known before anything is drawn, so that edges to steps
// outside the view are right and nothing has to be measured.

import type { Point } from "@worktrail/shared/segment/schema";
import type { StepPorts } from "@worktrail/shared/step/define-step";

export const STEP_WIDTH = 220;
export const STEP_MIN_HEIGHT = 60;
export const PORT_SIZE = 10;
export const GRID = 4;
const PORT_GAP = 20;

export type Size = { readonly width: number; readonly height: number };
export type Box = Point & Size;

export function stepSize(ports: StepPorts): Size {
  const rows = Math.max(ports.inputs.length, ports.outputs.length, 1);
  return { width: STEP_WIDTH, height: Math.max(STEP_MIN_HEIGHT, rows * PORT_GAP + PORT_GAP) };
}

/** The middle of a port, measured from the top of its card. */
export function portY(index: number, count: number, height: number): number {
  return height / 2 + (index - (count - 1) / 2) * PORT_GAP;
}

export function boxesOverlap(a: Box, b: Box, gap = 0): boolean {
  return (
    a.x < b.x + b.width + gap &&
    b.x < a.x + a.width + gap &&
    a.y < b.y + b.height + gap &&
    b.y < a.y + a.height + gap
  );
}

/** The smallest box around them all; null around nothing. */
export function unionOf(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

type Placed = { position: Point; width?: number | undefined; height?: number | undefined };

export function boxOf({ position, width = 0, height = 0 }: Placed): Box {
  return { x: position.x, y: position.y, width, height };
}

export function snapToGrid(point: Point): Point {
  return { x: Math.round(point.x / GRID) * GRID, y: Math.round(point.y / GRID) * GRID };
}
