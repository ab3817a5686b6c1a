// The scope in which a field is previewed: that of the last run, or one made from a sample.
import type { CompletionContext } from "@worktrail/shared/expression/complete";
import type { Shape } from "@worktrail/shared/expression/fields";
import type { ExpressionScope } from "@worktrail/shared/expression/scope";
import { isJsonObject, type JsonObject, type JsonValue } from "@worktrail/shared/json";
import { stepInputs } from "@worktrail/shared/run/flow";
import type { RunState } from "@worktrail/shared/run/state";
import { firstInput, stepScope } from "@worktrail/shared/run/step-scope";
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import { sampleInput } from "../../canvas/sample-input.ts";

/** Null where the step is not in the drawing. Values of steps that did not run are left out. */
export function scopeOfRun(graph: SegmentGraph, step_id: string, state: RunState): ExpressionScope | null {
  const step = graph.steps.get(step_id);
  if (!step) return null;
  const now = state.steps[step_id]?.started_at ?? state.started_at;
  return stepScope(graph, state, step, stepInputs(step, state), now);
}

const SAMPLE_TIME = "2026-01-01T12:00:00Z";

/** Null while the sample is no JSON object. `data` counts as what is on the first port. */
export function scopeOfSample(graph: SegmentGraph, step_id: string, text: string): ExpressionScope | null {
  const step = graph.steps.get(step_id);
  const sample = readObject(text);
  if (!step || !sample) return null;
  const [first] = step.ports.inputs;
  const inputs: Record<string, JsonValue> = {
    ...(isJsonObject(sample.inputs) ? sample.inputs : {}),
    ...(first && sample.data !== undefined && { [first.port_id]: sample.data }),
  };
  const { segment_id, name, version, params } = graph.segment;
  const run = isJsonObject(sample.run) ? sample.run : {};
  return {
    data: firstInput(step, inputs),
    inputs,
    steps: Object.fromEntries(
      Object.entries(isJsonObject(sample.steps) ? sample.steps : {}).flatMap(([id, ports]) =>
        isJsonObject(ports) ? [[id, ports]] : [],
      ),
    ),
    run: { id: "run_sample", started_at: SAMPLE_TIME, ...run, input: run.input ?? null },
    segment: { segment_id, name, version, params: params ?? {} },
    now: SAMPLE_TIME,
  };
}

function readObject(text: string): JsonObject | null {
  try {
    const value: JsonValue = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Beyond this a recorded value is no sample that a person would edit. */
const MAX_RECORDED = 20_000;
const MAX_SAMPLED_STEPS = 12;

/** A first sample: what was recorded where there is something, else values of the promised shapes. */
export function firstSample({ data, inputs = {}, steps = {}, run_input }: CompletionContext): string {
  const others = Object.entries(inputs).slice(1);
  const nearest = Object.fromEntries(Object.entries(steps).slice(-MAX_SAMPLED_STEPS));
  const sample = {
    data: sampleOf(data),
    ...(others.length > 0 && { inputs: mapped(Object.fromEntries(others), sampleOf) }),
    ...(Object.keys(nearest).length > 0 && { steps: mapped(nearest, (ports) => mapped(ports, sampleOf)) }),
    run: { input: sampleOf(run_input) },
  };
  return `${JSON.stringify(sample, null, 2)}\n`;
}

function sampleOf(shape: Shape | undefined): unknown {
  const { sample, schema } = shape ?? {};
  if (sample !== undefined && JSON.stringify(sample).length <= MAX_RECORDED) return sample;
  return sampleInput(isSchema(schema) ? schema : undefined);
}

function isSchema(schema: unknown): schema is JsonObject {
  return typeof schema === "object" && schema !== null && !Array.isArray(schema);
}

function mapped<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
