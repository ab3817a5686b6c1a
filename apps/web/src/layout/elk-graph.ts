// Steps, ports and edges as ELK takes them, and the places that it gives back.
import type { GraphStep, SegmentGraph } from "@worktrail/shared/segment/graph";
import type { Point, Port } from "@worktrail/shared/segment/schema";
import type { ElkExtendedEdge, ElkNode, ElkPort, LayoutOptions } from "elkjs/lib/elk-api.js";
import { portY, stepSize } from "../canvas/node-geometry.ts";

const COLUMN_GAP = 100;
const ROW_GAP = 40;
/** Up to here the order in which steps stand is kept where it costs no crossings; beyond, that takes too long. */
const KEEPS_ORDER_UP_TO = 200;

const base: LayoutOptions = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.layered.spacing.nodeNodeBetweenLayers": String(COLUMN_GAP),
  "elk.layered.spacing.edgeNodeBetweenLayers": "24",
  "elk.layered.nodePlacement.favorStraightEdges": "true",
  "elk.spacing.nodeNode": String(ROW_GAP),
  "elk.spacing.componentComponent": "80",
};
const small: LayoutOptions = { "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES" };
const large: LayoutOptions = { "elk.layered.thoroughness": "1" };

/** The drawing of these steps, in the order from top to bottom in which they stand now. */
export function elkGraph(
  graph: SegmentGraph,
  step_ids: ReadonlySet<string>,
  placeOf: (step_id: string) => Point,
): ElkNode {
  const steps = [...graph.steps.values()]
    .filter(({ step }) => step_ids.has(step.step_id))
    .sort((a, b) => placeOf(a.step.step_id).y - placeOf(b.step.step_id).y);
  const edges = steps.flatMap((from) =>
    from.outgoing.flatMap((edge) => {
      const to = graph.steps.get(edge.target_step);
      if (!to || !step_ids.has(edge.target_step)) return [];
      return [{ from: endOf(from, "out", edge.source_port), to: endOf(to, "in", edge.target_port) }];
    }),
  );
  return {
    id: "drawing",
    layoutOptions: { ...base, ...(steps.length > KEEPS_ORDER_UP_TO ? large : small) },
    children: steps.map(elkStep),
    edges: edges.map(
      ({ from, to }, index): ElkExtendedEdge => ({ id: `e${index}`, sources: [from], targets: [to] }),
    ),
  };
}

/** The upper left corners that ELK found, by step. */
export function placesIn(laidOut: Pick<ElkNode, "children">): Map<string, Point> {
  return new Map((laidOut.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x, y }]));
}

function elkStep({ step: { step_id }, ports }: GraphStep): ElkNode {
  const { width, height } = stepSize(ports);
  return {
    id: step_id,
    width,
    height,
    layoutOptions: { "elk.portConstraints": "FIXED_POS" },
    ports: [
      ...elkPorts(step_id, ports.inputs, "in", 0, height),
      ...elkPorts(step_id, ports.outputs, "out", width, height),
    ],
  };
}

function elkPorts(
  step_id: string,
  ports: readonly Port[],
  kind: "in" | "out",
  x: number,
  height: number,
): ElkPort[] {
  return ports.map(({ port_id }, index) => ({
    id: portKey(step_id, kind, port_id),
    x,
    y: portY(index, ports.length, height),
    width: 0,
    height: 0,
    layoutOptions: { "elk.port.side": kind === "in" ? "WEST" : "EAST" },
  }));
}

/** The port, or the step itself where an edge names a port that the step does not have. */
function endOf({ step, ports }: GraphStep, kind: "in" | "out", port_id: string): string {
  const own = kind === "in" ? ports.inputs : ports.outputs;
  return own.some((port) => port.port_id === port_id) ? portKey(step.step_id, kind, port_id) : step.step_id;
}

function portKey(step_id: string, kind: "in" | "out", port_id: string): string {
  return `${step_id}/${kind}/${port_id}`;
}
