// How values flow along edges: which edges carry one, which are dead, and what arrives at a step.
import type { JsonValue } from "../json.ts";
import type { GraphStep, SegmentGraph } from "../segment/graph.ts";
import type { Edge } from "../segment/schema.ts";
import type { StepInputs } from "./commands.ts";
import type { RunState } from "./state.ts";

/** `open`: not decided yet; `live`: carries a value; `dead`: never will. */
export type EdgeState = "open" | "live" | "dead";

/** The outputs that a step lets flow on, or null while it hasn't ended. */
function flowingOutputs(state: RunState, step_id: string): Record<string, JsonValue> | null {
  const step = state.steps[step_id];
  if (!step) return null;
  if (step.status === "completed" || step.status === "skipped") return step.outputs ?? {};
  return step.status === "failed" ? step.outputs : null;
}

/** Total: an edge from a step that never ended stays open. */
export function edgeState(state: RunState, edge: Edge): EdgeState {
  const outputs = flowingOutputs(state, edge.source_step);
  if (outputs === null) return "open";
  return Object.hasOwn(outputs, edge.source_port) ? "live" : "dead";
}

/**
 * What arrives at a step: the value of the live edge into each port; several live edges into one port arrive
 * as an array in edge order; a step without incoming edges receives the run's input on its first port.
 */
export function stepInputs(step: GraphStep, state: RunState): StepInputs {
  if (step.incoming.length === 0) {
    const first = step.ports.inputs[0];
    return first ? { [first.port_id]: state.input } : {};
  }
  const inputs: StepInputs = {};
  const several = new Map<string, JsonValue[]>();
  for (const { source_step, source_port, target_port } of step.incoming) {
    const outputs = flowingOutputs(state, source_step);
    if (outputs === null || !Object.hasOwn(outputs, source_port)) continue;
    const value = outputs[source_port] ?? null;
    if (!Object.hasOwn(inputs, target_port)) inputs[target_port] = value;
    else {
      const values = several.get(target_port) ?? [inputs[target_port] ?? null];
      values.push(value);
      several.set(target_port, values);
    }
    if (step.join === "first") break;
  }
  for (const [port_id, values] of several) inputs[port_id] = values;
  return inputs;
}

/**
 * What a disabled step lets through: the value on its first input, or the first that has one, goes out of its first
 * output; its other outputs die.
 */
export function passedOn(step: GraphStep, state: RunState): Record<string, JsonValue> {
  const output = step.ports.outputs[0];
  if (!output) return {};
  const inputs = stepInputs(step, state);
  const live = step.ports.inputs.find(({ port_id }) => Object.hasOwn(inputs, port_id));
  return { [output.port_id]: (live && inputs[live.port_id]) ?? null };
}

/** Of a run of a part, what is not of it takes nothing. */
function isAsked({ part, steps }: RunState, { target_step }: Edge): boolean {
  return part === undefined || steps[target_step]?.skip_reason !== "not_asked";
}

/** The run's output: the value of every step that ended with outputs and whose outputs went nowhere. */
export function runOutputs(graph: SegmentGraph, state: RunState): Record<string, JsonValue> {
  const outputs: Record<string, JsonValue> = {};
  for (const [step_id, step] of graph.steps) {
    const status = state.steps[step_id]?.status ?? "pending";
    if (!["completed", "failed", "skipped"].includes(status)) continue;
    const own = flowingOutputs(state, step_id) ?? {};
    if (step.outgoing.some((edge) => Object.hasOwn(own, edge.source_port) && isAsked(state, edge))) continue;
    const port = step.ports.outputs.find(({ port_id }) => Object.hasOwn(own, port_id));
    if (port) outputs[step_id] = own[port.port_id] ?? null;
  }
  return outputs;
}
