// Places for steps that have none: columns by their distance from the start, rows in the order of the segment.
import type { Point, Segment } from "@worktrail/shared/segment/schema";

const COLUMN = 300;
const ROW = 120;

/** Positions of the steps that carry none, below everything that is placed already. */
export function placeUnplaced(segment: Segment): ReadonlyMap<string, Point> {
  const unplaced = segment.steps.filter((step) => !step.position);
  const places = new Map<string, Point>();
  if (unplaced.length === 0) return places;
  const columns = columnsOf(segment);
  const bottom = lowestPlaced(segment);
  const byColumn = Map.groupBy(unplaced, (step) => columns.get(step.step_id) ?? 0);
  const tallest = Math.max(...[...byColumn.values()].map((steps) => steps.length));
  for (const [column, steps] of byColumn) {
    const top = bottom + ((tallest - steps.length) * ROW) / 2;
    for (const [row, step] of steps.entries()) {
      places.set(step.step_id, { x: column * COLUMN, y: top + row * ROW });
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

function lowestPlaced(segment: Segment): number {
  let lowest = Number.NEGATIVE_INFINITY;
  for (const step of segment.steps) if (step.position) lowest = Math.max(lowest, step.position.y);
  return Number.isFinite(lowest) ? lowest + ROW : 0;
}
