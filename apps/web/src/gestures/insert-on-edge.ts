import { connectionProblem } from "@worktrail/shared/segment/connection";
import { buildGraph, edgeKey, type SegmentGraph } from "@worktrail/shared/segment/graph";
import { portsCompatible } from "@worktrail/shared/segment/port-type";
import type { Edge, Port } from "@worktrail/shared/segment/schema";
import type { Catalog, StepPorts } from "@worktrail/shared/step/define-step";
import { addToGroup } from "./change-members.ts";
import type { Gesture } from "./gesture.ts";

/** The two edges that lead over a step between the ends of an edge. */
export type EdgeHalves = { readonly first: Edge; readonly second: Edge };

/** Null where one of the sides has no port that fits; the first that does is taken on each. */
export function halvesOf(
  graph: SegmentGraph,
  edge: Edge,
  step_id: string,
  ports: StepPorts,
): EdgeHalves | null {
  const from = portOf(graph, edge.source_step, "outputs", edge.source_port);
  const to = portOf(graph, edge.target_step, "inputs", edge.target_port);
  const input = from && ports.inputs.find((port) => portsCompatible(from, port));
  const output = to && ports.outputs.find((port) => portsCompatible(port, to));
  if (!input || !output) return null;
  return {
    first: { ...edge, target_step: step_id, target_port: input.port_id },
    second: { ...edge, source_step: step_id, source_port: output.port_id },
  };
}

/** Leads an edge over a step of the segment, which joins the group that the edge lies in; nothing changes where that does not fit or would make a cycle. */
export function insertOnEdge(edge: Edge, step_id: string, catalog: Catalog): Gesture {
  return (segment) => {
    const key = edgeKey(edge);
    const edges = segment.edges ?? [];
    const index = edges.findIndex((known) => edgeKey(known) === key);
    if (index < 0) return segment;
    const opened = { ...segment, edges: edges.toSpliced(index, 1) };
    const graph = buildGraph(opened, catalog);
    const node = graph.steps.get(step_id);
    const halves = node && halvesOf(graph, edge, step_id, node.ports);
    if (!halves || connectionProblem(graph, halves.first) || connectionProblem(graph, halves.second)) {
      return segment;
    }
    const joined = { ...segment, edges: edges.toSpliced(index, 1, halves.first, halves.second) };
    if (!buildGraph(joined, catalog).order.includes(step_id)) return segment;
    return joinGroupOf(edge, step_id)(joined);
  };
}

/** Between two steps of one group the step belongs to that group, unless it belongs to another. */
function joinGroupOf({ source_step, target_step }: Edge, step_id: string): Gesture {
  return (segment) => {
    const groups = segment.groups ?? [];
    const around = groups.find(
      ({ step_ids }) => step_ids.includes(source_step) && step_ids.includes(target_step),
    );
    const taken = groups.some(({ step_ids }) => step_ids.includes(step_id));
    return around && !taken ? addToGroup(around.group_id, new Set([step_id]))(segment) : segment;
  };
}

function portOf(
  graph: SegmentGraph,
  step_id: string,
  side: "inputs" | "outputs",
  port_id: string,
): Port | undefined {
  return graph.steps.get(step_id)?.ports[side].find((port) => port.port_id === port_id);
}
