// What the expressions of a step see of a run: the same when it runs and when a field shows what it would give.
import type { ExpressionScope } from "../expression/scope.ts";
import type { JsonValue } from "../json.ts";
import { type GraphStep, type SegmentGraph, upstreamOf } from "../segment/graph.ts";
import type { RunState } from "./state.ts";

const upstream = new WeakMap<GraphStep, readonly string[]>();

function upstreamSteps(graph: SegmentGraph, step: GraphStep): readonly string[] {
  const known = upstream.get(step) ?? [...upstreamOf(graph, step.step.step_id)];
  upstream.set(step, known);
  return known;
}

/**
 * @param inputs what arrived at the step, by port, as `stepInputs` tells
 * @param now the recorded start of the attempt, RFC 3339
 */
export function stepScope(
  graph: SegmentGraph,
  state: Pick<RunState, "run_id" | "input" | "started_at" | "steps">,
  step: GraphStep,
  inputs: Readonly<Record<string, JsonValue>>,
  now: string,
): ExpressionScope {
  const steps: Record<string, Record<string, unknown>> = {};
  for (const step_id of upstreamSteps(graph, step)) {
    const outputs = state.steps[step_id]?.outputs;
    if (outputs) steps[step_id] = outputs;
  }
  const { segment_id, name, version, params } = graph.segment;
  return {
    data: firstInput(step, inputs),
    inputs: { ...inputs },
    steps,
    run: { id: state.run_id, input: state.input, started_at: state.started_at },
    segment: { segment_id, name, version, params: params ?? {} },
    now,
  };
}

/** The value on the step's first input port; null where nothing arrived there. */
export function firstInput(step: GraphStep, inputs: Readonly<Record<string, JsonValue>>): JsonValue {
  const port = step.ports.inputs[0];
  return (port && inputs[port.port_id]) ?? null;
}
