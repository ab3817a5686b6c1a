import type { CheckContext } from "@worktrail/shared/expression/check";
import type { CompletionContext } from "@worktrail/shared/expression/complete";
import type { Shape } from "@worktrail/shared/expression/fields";
import type { JsonObject } from "@worktrail/shared/json";
import { type GraphStep, type SegmentGraph, upstreamOf } from "@worktrail/shared/segment/graph";
import type { Port } from "@worktrail/shared/segment/schema";

/** What an expression of one field may name: for checking it and for completing it. */
export type NamesInScope = { readonly check: CheckContext; readonly completion: CompletionContext };

export const NO_NAMES: NamesInScope = {
  check: { known_steps: {}, known_inputs: [], secrets_allowed: false },
  completion: {},
};

/** The names that a field of this step sees; those of a step that is not in the drawing are none. */
export function namesInScope(graph: SegmentGraph, step_id: string, secrets_allowed: boolean): NamesInScope {
  const step = graph.steps.get(step_id);
  if (!step) return NO_NAMES;
  const upstream = [...upstreamOf(graph, step_id)]
    .filter((id) => id !== step_id)
    .flatMap((id) => graph.steps.get(id) ?? [])
    .sort((a, b) => a.index - b.index);
  const { inputs } = step.ports;
  const shapes = inputs.map((port) => [port.port_id, inputShape(graph, step, port)] as const);
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
      run_input: schemaShape(graph.segment.input_schema),
      inputs: Object.fromEntries(shapes),
      steps: Object.fromEntries(upstream.map((known) => [known.step.step_id, outputShapes(known)])),
      ...(data && { data }),
      ...(secrets_allowed && { secrets: [] }),
    },
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
  return source ? (outputShapes(source)[edge.source_port] ?? {}) : {};
}

function outputShapes(step: GraphStep): Record<string, Shape> {
  return Object.fromEntries(step.ports.outputs.map((port) => [port.port_id, schemaShape(port.schema)]));
}

function schemaShape(schema: JsonObject | undefined): Shape {
  return schema ? { schema } : {};
}
