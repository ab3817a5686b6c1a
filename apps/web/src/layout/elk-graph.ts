// Steps, ports and edges as ELK takes them, and the places that it gives back.
import type { GraphStep, SegmentGraph } from "@worktrail/shared/segment/graph";
import type { Group, Point, Port } from "@worktrail/shared/segment/schema";
import type { ElkExtendedEdge, ElkNode, ElkPort, LayoutOptions } from "elkjs/lib/elk-api.js";
import { portY, stepSize } from "../canvas/node-geometry.ts";
import { FRAME_HEAD, FRAME_SIDE } from "../groups/group-frame.ts";

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
const frameOptions: LayoutOptions = {
  ...base,
  "elk.padding": `[top=${FRAME_HEAD},left=${FRAME_SIDE},bottom=${FRAME_SIDE},right=${FRAME_SIDE}]`,
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
  const children = together(steps, graph.segment.groups ?? []);
  const nested = children.some((child) => child.children !== undefined);
  const options = { ...base, ...sizeOptions(steps.length, nested) };
  return {
    id: "drawing",
    layoutOptions: { ...options, ...(nested && { "elk.hierarchyHandling": "INCLUDE_CHILDREN" }) },
    children,
    edges: edges.map(
      ({ from, to }, index): ElkExtendedEdge => ({ id: `e${index}`, sources: [from], targets: [to] }),
    ),
  };
}

/** ELK cannot keep the order of steps that stand in frames. */
function sizeOptions(count: number, nested: boolean): LayoutOptions {
  if (count > KEEPS_ORDER_UP_TO) return large;
  return nested ? {} : small;
}

/** The upper left corners that ELK found, by step; those of a group are given within its frame. */
export function placesIn(
  laidOut: Pick<ElkNode, "children">,
  from: Point = { x: 0, y: 0 },
): Map<string, Point> {
  const places = new Map<string, Point>();
  for (const { id, x = 0, y = 0, children } of laidOut.children ?? []) {
    const at = { x: from.x + x, y: from.y + y };
    if (!children) places.set(id, at);
    else for (const [inside, place] of placesIn({ children }, at)) places.set(inside, place);
  }
  return places;
}

/** Steps of one group stand in one frame, where the first of them would stand in the order. */
function together(steps: readonly GraphStep[], groups: readonly Group[]): ElkNode[] {
  const frameOf = new Map<string, ElkNode>();
  for (const { group_id, step_ids } of groups) {
    const frame = { id: `frame/${group_id}`, layoutOptions: frameOptions, children: [] };
    for (const id of step_ids) if (!frameOf.has(id)) frameOf.set(id, frame);
  }
  const shown = new Set<ElkNode>();
  for (const one of steps) {
    const frame = frameOf.get(one.step.step_id);
    frame?.children?.push(elkStep(one));
    shown.add(frame ?? elkStep(one));
  }
  return [...shown];
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
