import type { JsonObject } from "@worktrail/shared/json";
import { edgeFaults } from "@worktrail/shared/segment/connection";
import { buildGraph, edgeKey, type SegmentGraph } from "@worktrail/shared/segment/graph";
import { jsonSchemaProblems } from "@worktrail/shared/segment/json-schema";
import { portsCompatible } from "@worktrail/shared/segment/port-type";
import { stepPorts } from "@worktrail/shared/segment/ports";
import type { Edge, Port, Segment, Step } from "@worktrail/shared/segment/schema";
import type { Catalog, StepContract, StepPorts } from "@worktrail/shared/step/define-step";
import type { Gesture } from "./gesture.ts";

export type Replacement = {
  readonly step: Step;
  /** All edges of the segment as they are afterwards. */
  readonly edges: readonly Edge[];
  /** What the new type has no place for, in words: "url", "the retry policy", "2 connections". */
  readonly lost: readonly string[];
};

/**
 * What becomes of a step when its type changes: id, place and looks stay, and so do the fields, policies and edges
 * that the new type has a place for. A name that nobody wrote follows the type.
 *
 * @param schema the published JSON Schema of the new type's config
 */
export function replacementOf(
  segment: Segment,
  step: Step,
  contract: StepContract,
  schema: JsonObject | null,
  catalog: Catalog,
): Replacement {
  const before = Object.hasOwn(catalog, step.step_type) ? catalog[step.step_type] : undefined;
  const config = configFor(contract, schema, step.config ?? {});
  const { retry, timeout_seconds, inputs, outputs, ...rest } = step;
  const ports = contract.ports(config.kept);
  const next: Step = {
    ...rest,
    step_type: contract.type_id,
    ...(step.name !== undefined && {
      name: step.name === before?.display_name ? contract.display_name : step.name,
    }),
    config: config.kept,
    ...declared("inputs", inputs, ports.inputs),
    ...declared("outputs", outputs, ports.outputs),
    ...(retry && contract.supports_retry && { retry }),
    ...(timeout_seconds !== undefined && contract.supports_timeout && { timeout_seconds }),
  };
  const edges = edgesFor(segment, step, next, catalog);
  const lostEdges = (segment.edges?.length ?? 0) - edges.length;
  return {
    step: next,
    edges,
    lost: [
      ...config.lost,
      ...(retry && !contract.supports_retry ? ["the retry policy"] : []),
      ...(timeout_seconds !== undefined && !contract.supports_timeout ? ["the time-out"] : []),
      ...(lostEdges > 0 ? [lostEdges === 1 ? "1 connection" : `${lostEdges} connections`] : []),
    ],
  };
}

/** Gives a step another type in its place; see `replacementOf`. */
export function replaceStepType(step_id: string, { step, edges }: Replacement): Gesture {
  return (segment) => {
    const index = segment.steps.findIndex((one) => one.step_id === step_id);
    if (index < 0 || segment.steps[index]?.step_type === step.step_type) return segment;
    return {
      ...segment,
      steps: segment.steps.with(index, step),
      ...(segment.edges && { edges: [...edges] }),
    };
  };
}

/** The new type's first config with every field of the old one that it takes; the values of old defaults are no loss. */
function configFor(contract: StepContract, schema: JsonObject | null, old: JsonObject) {
  const properties = schema?.properties;
  const known: JsonObject =
    typeof properties === "object" && properties !== null && !Array.isArray(properties) ? properties : {};
  const fits = (field: string) => {
    const property = known[field];
    const value = old[field];
    if (property === undefined || value === undefined) return false;
    return jsonSchemaProblems(withDefinitions(property, schema), value).length === 0;
  };
  const fields = Object.keys(old);
  const taken = fields.filter(fits);
  const first = structuredClone(contract.initial_config);
  const alternatives = schema?.["x-one-of"];
  // Of fields that exclude each other, the one that was written counts.
  if (Array.isArray(alternatives) && alternatives.some((field) => taken.includes(String(field)))) {
    for (const field of alternatives) delete first[String(field)];
  }
  const kept: JsonObject = {
    ...first,
    ...Object.fromEntries(taken.map((field) => [field, old[field] ?? null])),
  };
  return { kept, lost: fields.filter((field) => !taken.includes(field)) };
}

function withDefinitions(property: JsonObject[string], schema: JsonObject | null): JsonObject[string] {
  const definitions = schema?.$defs;
  if (!definitions || typeof property !== "object" || property === null || Array.isArray(property))
    return property;
  return { ...property, $defs: definitions };
}

function declared(side: "inputs" | "outputs", ports: Port[] | undefined, own: readonly Port[]) {
  const left = ports?.filter((port) => own.some((known) => known.port_id === port.port_id)) ?? [];
  return left.length > 0 ? { [side]: left } : {};
}

function edgesFor(segment: Segment, before: Step, after: Step, catalog: Catalog): Edge[] {
  const id = before.step_id;
  const steps = segment.steps.map((step) => (step.step_id === id ? after : step));
  const graph = buildGraph({ ...segment, steps }, catalog);
  const ports = stepPorts(after, catalog);
  const taken = new Set<string>();
  return (segment.edges ?? []).flatMap((edge): Edge[] => {
    if (edge.source_step !== id && edge.target_step !== id) return [edge];
    const next = edge.source_step === id ? fromPort(edge, ports, graph) : toPort(edge, ports, graph);
    if (!next || taken.has(edgeKey(next)) || edgeFaults(graph, next).length > 0) return [];
    taken.add(edgeKey(next));
    return [edgeKey(next) === edgeKey(edge) ? edge : next];
  });
}

function fromPort(edge: Edge, own: StepPorts, graph: SegmentGraph): Edge | null {
  const far = portNamed(graph.steps.get(edge.target_step)?.ports.inputs, edge.target_port);
  const fitting = own.outputs.filter((port) => portsCompatible(port, far));
  const port = sameOrOnly(fitting, edge.source_port);
  return port && { ...edge, source_port: port.port_id };
}

function toPort(edge: Edge, own: StepPorts, graph: SegmentGraph): Edge | null {
  const far = portNamed(graph.steps.get(edge.source_step)?.ports.outputs, edge.source_port);
  const fitting = own.inputs.filter((port) => portsCompatible(far, port));
  const port = sameOrOnly(fitting, edge.target_port);
  return port && { ...edge, target_port: port.port_id };
}

function portNamed(ports: readonly Port[] | undefined, port_id: string): Port {
  return ports?.find((port) => port.port_id === port_id) ?? { port_id, data_type: "json" };
}

/** The port of the same id where it fits, else the only one that fits. */
function sameOrOnly(fitting: readonly Port[], port_id: string): Port | null {
  const same = fitting.find((port) => port.port_id === port_id);
  return same ?? (fitting.length === 1 ? (fitting[0] ?? null) : null);
}
