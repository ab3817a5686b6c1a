// Places for steps that have none: columns by their distance from the start, rows in the order of the segment.
import { stepPorts } from "@worktrail/shared/segment/ports";
import type { Point, Segment, Step } from "@worktrail/shared/segment/schema";
import type { Catalog } from "@worktrail/shared/step/define-step";
import { snapToGrid, stepSize } from "./node-geometry.ts";

const COLUMN = 300;
const GAP = 60;

/** Positions of the steps that carry none, below everything that is placed already. */
export function placeUnplaced(segment: Segment, catalog: Catalog): ReadonlyMap<string, Point> {
  const unplaced = segment.steps.filter((step) => !step.position);
  const places = new Map<string, Point>();
  if (unplaced.length === 0) return places;
  const rowOf = (step: Step) => stepSize(stepPorts(step, catalog)).height + GAP;
  const heightOf = (steps: readonly Step[]) => steps.reduce((sum, step) => sum + rowOf(step), 0);
  const columns = columnsOf(segment);
  const bottom = lowestPlaced(segment, rowOf);
  const byColumn = Map.groupBy(unplaced, (step) => columns.get(step.step_id) ?? 0);
  const tallest = Math.max(...[...byColumn.values()].map(heightOf));
  for (const [column, steps] of byColumn) {
    let y = bottom + (tallest - heightOf(steps)) / 2;
    for (const step of steps) {
      places.set(step.step_id, snapToGrid({ x: column * COLUMN, y }));
      y += rowOf(step);
    }
  }
  return places;
}

/** The longest way from a start to each step; steps on a cycle stop counting after one round. */
function columnsOf(segment: Segment): Map<string, number> {
  const outgoing = Map.groupBy(segment.edges ?? [], (edge) => edge.source_step);
  const waiting = new Map(segment.steps.map((step) => [step.step_id, 0]));
  for (const edge of segment.edges ?? []) {
    const count = waiting.get(edge.target_step);
    if (count !== undefined && waiting.has(edge.source_step)) waiting.set(edge.target_step, count + 1);
  }
  const columns = new Map<string, number>();
  const ready = segment.steps.filter((step) => waiting.get(step.step_id) === 0).map((step) => step.step_id);
  for (let head = 0; head < ready.length; head++) {
    const from = ready[head] ?? "";
    const column = columns.get(from) ?? 0;
    for (const edge of outgoing.get(from) ?? []) {
      columns.set(edge.target_step, Math.max(columns.get(edge.target_step) ?? 0, column + 1));
      const left = (waiting.get(edge.target_step) ?? 0) - 1;
      waiting.set(edge.target_step, left);
      if (left === 0) ready.push(edge.target_step);
    }
  }
  return columns;
}

/** Where the first row below everything placed begins. */
function lowestPlaced(segment: Segment, rowOf: (step: Step) => number): number {
  let lowest = Number.NEGATIVE_INFINITY;
  for (const step of segment.steps) {
    if (step.position) lowest = Math.max(lowest, step.position.y + rowOf(step));
  }
  return Number.isFinite(lowest) ? lowest : 0;
}
