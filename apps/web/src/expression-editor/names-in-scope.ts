import type { CheckContext } from "@worktrail/shared/expression/check";
import type { CompletionContext } from "@worktrail/shared/expression/complete";
import type { Shape } from "@worktrail/shared/expression/fields";
import type { ExpressionScope } from "@worktrail/shared/expression/scope";
import type { JsonObject } from "@worktrail/shared/json";
import { type GraphStep, type SegmentGraph, upstreamOf } from "@worktrail/shared/segment/graph";
import type { Port } from "@worktrail/shared/segment/schema";

/** What an expression of one field may name: for checking it and for completing it. */
export type NamesInScope = { readonly check: CheckContext; readonly completion: CompletionContext };

export const NO_NAMES: NamesInScope = {
  check: { known_steps: {}, known_inputs: [], secrets_allowed: false },
  completion: {},
};

/** Values that were seen where expressions find them: of the last run, or of a sample. */
export type SeenValues = Pick<ExpressionScope, "inputs" | "steps"> & { readonly run_input: unknown };

const NOTHING_SEEN: SeenValues = { inputs: {}, steps: {}, run_input: undefined };

/** The names that a field of this step sees; those of a step that is not in the drawing are none. */
export function namesInScope(
  graph: SegmentGraph,
  step_id: string,
  secrets_allowed: boolean,
  seen: SeenValues = NOTHING_SEEN,
): NamesInScope {
  const step = graph.steps.get(step_id);
  if (!step) return NO_NAMES;
  const upstream = [...upstreamOf(graph, step_id)]
    .filter((id) => id !== step_id)
    .flatMap((id) => graph.steps.get(id) ?? [])
    .sort((a, b) => a.index - b.index);
  const { inputs } = step.ports;
  const shapes = inputs.map(
    (port) => [port.port_id, withSample(inputShape(graph, step, port), seen.inputs, port.port_id)] as const,
  );
  const data = shapes[0]?.[1];
  return {
    check: {
      known_steps: Object.fromEntries(
        upstream.map((known) => [known.step.step_id, known.ports.outputs.map((port) => port.port_id)]),
      ),
      known_inputs: inputs.map((port) => port.port_id),
      secrets_allowed,
    },
    completion: {
      run_input: withSample(schemaShape(graph.segment.input_schema), seen, "run_input"),
      inputs: Object.fromEntries(shapes),
      steps: Object.fromEntries(
        upstream.map((known) => [known.step.step_id, outputShapes(known, seen.steps[known.step.step_id])]),
      ),
      ...(data && { data }),
      ...(secrets_allowed && { secrets: [] }),
    },
  };
}

/** The names that every one of several steps sees, as one field for all of them needs. */
export function commonNames([first, ...others]: readonly NamesInScope[]): NamesInScope {
  if (!first) return NO_NAMES;
  const isCommon = (step_id: string) =>
    others.every(({ check }) => Object.hasOwn(check.known_steps, step_id));
  const shared = <Value>(steps: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(steps).filter(([step_id]) => isCommon(step_id)));
  return {
    check: { ...first.check, known_steps: shared(first.check.known_steps) },
    completion: { ...first.completion, steps: shared(first.completion.steps ?? {}) },
  };
}

/** What arrives on a port: the run's input where nothing is connected, else what the one edge brings. */
function inputShape(graph: SegmentGraph, step: GraphStep, port: Port): Shape {
  if (port.schema) return schemaShape(port.schema);
  if (step.incoming.length === 0) return schemaShape(graph.segment.input_schema);
  const edges = step.incoming.filter((edge) => edge.target_port === port.port_id);
  const [edge] = edges;
  if (!edge || edges.length > 1) return {};
  const source = graph.steps.get(edge.source_step);
  return source ? (outputShapes(source, undefined)[edge.source_port] ?? {}) : {};
}

function outputShapes(step: GraphStep, seen: object | undefined): Record<string, Shape> {
  return Object.fromEntries(
    step.ports.outputs.map((port) => [
      port.port_id,
      withSample(schemaShape(port.schema), seen ?? {}, port.port_id),
    ]),
  );
}

function schemaShape(schema: JsonObject | undefined): Shape {
  return schema ? { schema } : {};
}

function withSample(shape: Shape, seen: object, key: string): Shape {
  const sample: unknown = Object.hasOwn(seen, key) ? Reflect.get(seen, key) : undefined;
  return sample === undefined ? shape : { ...shape, sample };
}
