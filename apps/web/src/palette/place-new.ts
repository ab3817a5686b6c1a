// Where a new step goes when no one says where, and what it is joined to.
import { connectionProblem } from "@worktrail/shared/segment/connection";
import { buildGraph, type GraphStep, type SegmentGraph } from "@worktrail/shared/segment/graph";
import { stepPorts } from "@worktrail/shared/segment/ports";
import type { Edge, Point, Port, Step } from "@worktrail/shared/segment/schema";
import type { Catalog } from "@worktrail/shared/step/define-step";
import { type Box, boxesOverlap, STEP_WIDTH, snapToGrid, stepSize } from "../canvas/node-geometry.ts";

const GAP = 24;
const COLUMN_GAP = 80;

type PlaceOf = (step_id: string) => Point;

/** The free place nearest to `wanted`, looking outwards in rings. */
export function freePlace(
  graph: SegmentGraph,
  placeOf: PlaceOf,
  wanted: Point,
  size = stepSize({ inputs: [], outputs: [] }),
): Point {
  const taken: Box[] = [
    ...[...graph.steps.values()].map((node) => ({ ...placeOf(node.step.step_id), ...stepSize(node.ports) })),
    ...(graph.segment.notes ?? []).map((note) => ({ ...note.position, ...note.size })),
  ];
  const isFree = (at: Point) => !taken.some((box) => boxesOverlap({ ...at, ...size }, box, GAP));
  const stepX = STEP_WIDTH / 2;
  const stepY = 40;
  for (let ring = 0; ring < 60; ring++) {
    for (const [dx, dy] of ringAround(ring)) {
      const at = snapToGrid({ x: wanted.x + dx * stepX, y: wanted.y + dy * stepY });
      if (isFree(at)) return at;
    }
  }
  return snapToGrid(wanted);
}

/** Offsets at this distance: below first, then right, above, left. */
function ringAround(ring: number): (readonly [number, number])[] {
  if (ring === 0) return [[0, 0]];
  const offsets: (readonly [number, number])[] = [];
  for (let i = -ring; i <= ring; i++) offsets.push([i, ring], [ring, i], [i, -ring], [-ring, i]);
  return offsets.sort(([ax, ay], [bx, by]) => Math.abs(ax) + Math.abs(ay) - Math.abs(bx) - Math.abs(by));
}

/** To the right of `from`, moved down while something is there. */
export function placeAfter(graph: SegmentGraph, placeOf: PlaceOf, from: GraphStep): Point {
  const at = placeOf(from.step.step_id);
  return freePlace(graph, placeOf, { x: at.x + STEP_WIDTH + COLUMN_GAP, y: at.y });
}

/** The edge that joins a new step to the one before it: none where every branch leads on already, or it does not fit. */
export function edgesAfter(graph: SegmentGraph, from: GraphStep, step: Step, catalog: Catalog): Edge[] {
  const output = usualOutput(from);
  const input = stepPorts(step, catalog).inputs[0];
  if (!output || !input) return [];
  const edge: Edge = {
    source_step: from.step.step_id,
    source_port: output.port_id,
    target_step: step.step_id,
    target_port: input.port_id,
  };
  const withStep = { ...graph.segment, steps: [...graph.segment.steps, step] };
  return connectionProblem(buildGraph(withStep, catalog), edge) === null ? [edge] : [];
}

/** The way out that a step normally takes; where it branches, the first branch that leads nowhere yet. */
export function usualOutput({ contract, ports, outgoing }: GraphStep): Port | undefined {
  const branches = contract?.category === "control" || contract?.category === "human";
  if (!branches || ports.outputs.length < 2) return ports.outputs[0];
  return ports.outputs.find((port) => !outgoing.some((edge) => edge.source_port === port.port_id));
}
