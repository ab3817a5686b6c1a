// From the places that ELK found to places in the drawing: on the grid, where the steps stood, covering nothing.
import type { GraphStep, SegmentGraph } from "@worktrail/shared/segment/graph";
import type { Point } from "@worktrail/shared/segment/schema";
import { type Box, snapToGrid, stepSize } from "../canvas/node-geometry.ts";
import type { Places } from "../gestures/move.ts";
import { frameAround } from "../groups/group-frame.ts";
import { boundsOf, clearingShift } from "./block.ts";
import { followSteps } from "./follow-steps.ts";

/** Where the steps that were laid out and the notes beside them go; the other steps stay. */
export function tidyPlaces(
  graph: SegmentGraph,
  laidOut: ReadonlyMap<string, Point>,
  placeOf: (step_id: string) => Point,
): Places {
  const steps = [...graph.steps.values()];
  const moved = steps.filter(({ step }) => laidOut.has(step.step_id));
  if (moved.length === 0) return {};
  const boxOf = ({ ports }: GraphStep, at: Point): Box => ({ ...snapToGrid(at), ...stepSize(ports) });
  const drawnBox = (one: GraphStep): Box => boxOf(one, placeOf(one.step.step_id));
  const stillById = new Map(
    steps.filter(({ step }) => !laidOut.has(step.step_id)).map((one) => [one.step.step_id, drawnBox(one)]),
  );
  const still = [...stillById.values()];
  const before = moved.map(drawnBox);
  const found = moved.map((one) => boxOf(one, laidOut.get(one.step.step_id) ?? { x: 0, y: 0 }));
  const corner = boundsOf(before);
  const origin = boundsOf(found);
  const anchored = found.map((box) => ({
    ...box,
    x: box.x - origin.x + corner.x,
    y: box.y - origin.y + corner.y,
  }));
  const boxesById = new Map(moved.map(({ step }, index) => [step.step_id, anchored[index] ?? corner]));
  const shift = clearingShift(
    [...anchored, ...framesOf(graph, boxesById)],
    [...still, ...framesOf(graph, stillById)],
  );
  const after = anchored.map((box) => ({ ...box, y: box.y + shift }));
  const moves = after.map((to, index) => ({ from: before[index] ?? to, to }));
  return {
    steps: new Map(moved.map(({ step }, index) => [step.step_id, pointOf(after[index] ?? corner)])),
    notes: followSteps(graph.segment.notes ?? [], moves, still),
  };
}

/** The frames of the groups whose steps are all among these. */
function framesOf({ segment, steps }: SegmentGraph, boxes: ReadonlyMap<string, Box>): Box[] {
  return (segment.groups ?? []).flatMap(({ step_ids }) => {
    const present = step_ids.filter((id) => steps.has(id));
    const members = present.flatMap((id) => boxes.get(id) ?? []);
    return members.length > 0 && members.length === present.length ? [frameAround(members)] : [];
  });
}

function pointOf({ x, y }: Box): Point {
  return { x, y };
}
