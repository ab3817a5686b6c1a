// Whether two ports may be connected: asked by validation for every edge, and by the canvas while a person drags.
import { edgeKey, type GraphStep, type SegmentGraph } from "./graph.ts";
import type { IssueCode } from "./issue.ts";
import { portsCompatible, typeName } from "./port-type.ts";
import type { Edge, Port } from "./schema.ts";

export type ConnectionProblem = { code: IssueCode; message: string };
export type EdgeFault = ConnectionProblem & { field: keyof Edge | null };

/** What forbids adding `edge` to the graph, the first reason only, or null where nothing does. */
export function connectionProblem(graph: SegmentGraph, edge: Edge): ConnectionProblem | null {
  const fault = edgeFaults(graph, edge)[0];
  if (fault) return { code: fault.code, message: fault.message };
  const key = edgeKey(edge);
  if (graph.steps.get(edge.source_step)?.outgoing.some((known) => edgeKey(known) === key)) {
    return { code: "EDGE_DUPLICATE", message: "These two ports are connected already." };
  }
  if (canReach(graph, edge.target_step, edge.source_step)) {
    const message = `This would make a cycle: "${edge.target_step}" already leads to "${edge.source_step}".`;
    return { code: "CYCLE", message };
  }
  return null;
}

/** What is wrong with one edge by itself; ends and ports each with the field that names them. */
export function edgeFaults(graph: SegmentGraph, edge: Edge): EdgeFault[] {
  const source = graph.steps.get(edge.source_step);
  const target = graph.steps.get(edge.target_step);
  const faults = [
    ...(source ? [] : [missingStep("source_step", edge.source_step)]),
    ...(target ? [] : [missingStep("target_step", edge.target_step)]),
  ];
  if (!source || !target) return faults;
  if (source === target) {
    const message = `The step "${edge.source_step}" is connected to itself. Remove this edge.`;
    return [{ code: "EDGE_SELF", field: null, message }];
  }
  const from = source.ports.outputs.find((port) => port.port_id === edge.source_port);
  const to = target.ports.inputs.find((port) => port.port_id === edge.target_port);
  if (!from && knowsPorts(source, "outputs"))
    faults.push(missingPort(source, "source_port", edge.source_port));
  if (!to && knowsPorts(target, "inputs")) faults.push(missingPort(target, "target_port", edge.target_port));
  if (from && to && !portsCompatible(from, to)) faults.push(mismatch(edge, from, to));
  return faults;
}

/** A step of an unknown type that declares no ports may have any. */
function knowsPorts(step: GraphStep, side: "inputs" | "outputs"): boolean {
  return step.contract !== null || step.step[side] !== undefined;
}

function missingStep(field: "source_step" | "target_step", step_id: string): EdgeFault {
  const message = `There is no step "${step_id}". Remove this edge or connect it to a step that exists.`;
  return { code: "EDGE_STEP_MISSING", field, message };
}

function missingPort(step: GraphStep, field: "source_port" | "target_port", port_id: string): EdgeFault {
  const isSource = field === "source_port";
  const ports = isSource ? step.ports.outputs : step.ports.inputs;
  const kind = isSource ? "output" : "input";
  const names = ports.map((port) => port.port_id).join(", ");
  const advice = names === "" ? "Remove this edge." : `Connect one of these: ${names}.`;
  const message = `The step "${step.step.step_id}" has no ${kind} port "${port_id}". ${advice}`;
  return { code: "EDGE_PORT_MISSING", field, message };
}

function mismatch(edge: Edge, from: Port, to: Port): EdgeFault {
  const given = `"${edge.source_step}.${from.port_id}" gives ${typeName(from.data_type)}`;
  const taken = `"${edge.target_step}.${to.port_id}" takes ${typeName(to.data_type)}`;
  const message = `${given}, but ${taken}. Put a transform between them.`;
  return { code: "EDGE_TYPE_MISMATCH", field: null, message };
}

function canReach(graph: SegmentGraph, from: string, to: string): boolean {
  const seen = new Set([from]);
  const open = [from];
  for (let step_id = open.pop(); step_id !== undefined; step_id = open.pop()) {
    if (step_id === to) return true;
    for (const edge of graph.steps.get(step_id)?.outgoing ?? []) {
      if (seen.has(edge.target_step)) continue;
      seen.add(edge.target_step);
      open.push(edge.target_step);
    }
  }
  return false;
}
