// Which types fit where the picker was opened, and the edges that a new step would get there.
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import { portsCompatible, typeName } from "@worktrail/shared/segment/port-type";
import type { Edge, Port } from "@worktrail/shared/segment/schema";
import type { StepContract, StepPorts } from "@worktrail/shared/step/define-step";
import { edgeBetween, type OpenPort } from "../canvas/canvas-context.tsx";
import { halvesOf } from "../gestures/insert-on-edge.ts";
import { sourceOf, targetOf } from "./port-place.ts";

/** The edge between an open port and a new step: to its first port that fits, or null. */
export function edgeToNew(
  graph: SegmentGraph,
  from: OpenPort,
  step_id: string,
  ports: StepPorts,
): Edge | null {
  const open = openPort(graph, from);
  const port = open && fittingPort(open, from.kind, ports);
  return port ? edgeBetween(from, { step_id, port_id: port.port_id, kind: otherSide(from.kind) }) : null;
}

/** Why a type cannot be joined to an open port, in a few words. */
export function portMisfit(graph: SegmentGraph, from: OpenPort, contract: StepContract): string | null {
  const open = openPort(graph, from);
  const ports = contract.ports(contract.initial_config);
  if (!open || fittingPort(open, from.kind, ports)) return null;
  const own = from.kind === "out" ? ports.inputs : ports.outputs;
  const [first] = own;
  if (!first) return from.kind === "out" ? "has no input" : "has no output";
  const verb = from.kind === "out" ? "takes" : "gives";
  return `${verb} ${typeName(first.data_type)}, not ${typeName(open.data_type)}`;
}

/** Why a type cannot stand between the ends of an edge, in a few words. */
export function edgeMisfit(graph: SegmentGraph, edge: Edge, contract: StepContract): string | null {
  const ports = contract.ports(contract.initial_config);
  if (halvesOf(graph, edge, "new", ports)) return null;
  return portMisfit(graph, sourceOf(edge), contract) ?? portMisfit(graph, targetOf(edge), contract);
}

function fittingPort(open: Port, kind: OpenPort["kind"], { inputs, outputs }: StepPorts): Port | undefined {
  return kind === "out"
    ? inputs.find((input) => portsCompatible(open, input))
    : outputs.find((output) => portsCompatible(output, open));
}

function openPort(graph: SegmentGraph, { step_id, port_id, kind }: OpenPort): Port | undefined {
  const ports = graph.steps.get(step_id)?.ports;
  return (kind === "out" ? ports?.outputs : ports?.inputs)?.find((port) => port.port_id === port_id);
}

function otherSide(kind: OpenPort["kind"]): OpenPort["kind"] {
  return kind === "out" ? "in" : "out";
}
