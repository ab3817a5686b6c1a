// Where a step goes that is put on an edge, and what makes room for it.
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import type { Edge, Point } from "@worktrail/shared/segment/schema";
import { type Size, STEP_WIDTH, snapToGrid, stepSize } from "../canvas/node-geometry.ts";

const GAP = 60;

export type InsertPlaces = {
  readonly at: Point;
  /** New places of the steps that had to move on. */
  readonly pushed: ReadonlyMap<string, Point>;
};

/**
 * In the middle between both ends, or near `wanted` where a person let go. Where there is no room before the
 * target, it moves to the right with all that follows it.
 */
export function insertPlaces(
  graph: SegmentGraph,
  placeOf: (step_id: string) => Point,
  edge: Edge,
  size: Size,
  wanted: Point | null = null,
): InsertPlaces {
  const from = boxOf(graph, placeOf, edge.source_step);
  const to = boxOf(graph, placeOf, edge.target_step);
  const earliest = from.x + from.width + GAP;
  const forwards = to.x >= from.x + from.width;
  const middle = {
    x: (from.x + from.width + to.x - size.width) / 2,
    y: (from.y + from.height / 2 + to.y + to.height / 2 - size.height) / 2,
  };
  const asked = wanted ?? middle;
  const at = snapToGrid(forwards ? { x: Math.max(asked.x, earliest), y: asked.y } : asked);
  const missing = at.x + size.width + GAP - to.x;
  if (!forwards || missing <= 0) return { at, pushed: new Map() };
  const shift = snapToGrid({ x: missing, y: 0 }).x;
  const pushed = [...following(graph, edge)]
    .map((id) => [id, placeOf(id)] as const)
    .filter(([, place]) => place.x >= to.x)
    .map(([id, place]) => [id, { x: place.x + shift, y: place.y }] as const);
  return { at, pushed: new Map(pushed) };
}

function boxOf(graph: SegmentGraph, placeOf: (step_id: string) => Point, step_id: string): Point & Size {
  const node = graph.steps.get(step_id);
  const size = node ? stepSize(node.ports) : { width: STEP_WIDTH, height: 0 };
  return { ...placeOf(step_id), ...size };
}

/** The target and every step after it, without what leads to the edge. */
function following(graph: SegmentGraph, { source_step, target_step }: Edge): Set<string> {
  const seen = new Set([target_step]);
  const open = [target_step];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const { target_step: next } of graph.steps.get(id)?.outgoing ?? []) {
      if (seen.has(next) || next === source_step) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return seen;
}
