// What steps come to in a random run: values that tell where they come from, and failures as they were drawn.
import type { JsonValue } from "../../json.ts";
import type { Step } from "../../segment/schema.ts";
import { testCatalog } from "../test-catalog.ts";
import type { DrawnRun, StepScript } from "./draw-run.ts";
import type { TryEnd, Values, World } from "./reference-model.ts";

export function drawnWorld({ segment, scripts }: DrawnRun): World {
  const steps = new Map(segment.steps.map((step) => [step.step_id, step]));
  return {
    input: { order: 7 },
    attempt: (step, number, inputs) => {
      const script = scripts[step.step_id];
      if (!script || !steps.has(step.step_id)) throw new RangeError(`Nobody drew ${step.step_id}.`);
      if (step.step_type === "human_task") return answered(script);
      if (step.step_type === "sub_segment") return childrenEnd(script, number, inputs);
      if (number <= script.fails) return trouble(number, script.recoverable);
      return { outputs: valuesOf(step, script, inputs) };
    },
  };
}

/** What a run of another segment says when it fails. */
export const BELOW = "It went wrong below.";

function trouble(number: number, recoverable: boolean): TryEnd {
  return { code: "TROUBLE", message: `It went wrong for the ${number}. time.`, recoverable };
}

export function actionOf(script: StepScript): string {
  return script.ports % 2 === 1 ? "approved" : "rejected";
}

function answered(script: StepScript): TryEnd {
  if (script.expires) return { code: "TASK_EXPIRED", message: "Nobody answered.", recoverable: false };
  const action = actionOf(script);
  return { outputs: { [action]: { action } } };
}

function valuesOf(step: Step, { ports }: StepScript, inputs: Values): Values {
  const value = (port_id: string) => ({ of: `${step.step_id}.${port_id}`, saw: digest(inputs) });
  if (step.step_type === "condition") {
    const side = ports % 2 === 1 ? "true" : "false";
    return { [side]: value(side) };
  }
  const all = testCatalog[step.step_type]?.ports(step.config ?? {}).outputs ?? [];
  const live = all.filter((_, index) => (ports >> index) % 2 === 1);
  return Object.fromEntries(live.map(({ port_id }) => [port_id, value(port_id)]));
}

/**
 * How often the run of this iteration fails before it ends well. In a list that a failure ends, one fails at most; in
 * one that goes on without it, it fails for good, since each re-opening of the run tries it again.
 */
export function childFails(script: StepScript, iteration: number): number {
  const { mode, on_item_error, fails } = script.children;
  const drawn = fails[iteration - 1] ?? 0;
  if (mode !== "for_each") return drawn;
  if (on_item_error === "continue") return drawn > 0 ? Number.POSITIVE_INFINITY : 0;
  return iteration === 1 + (script.ports % 3) ? drawn : 0;
}

export function childOutput(script: StepScript, iteration: number, input: JsonValue): JsonValue {
  return { run: iteration, saw: digest([input, script.children.mode]) };
}

export function childInputs({ children }: StepScript, inputs: Values): JsonValue[] {
  const first = digest(inputs);
  return children.mode === "for_each"
    ? Array.from({ length: children.count }, (_, index) => [index, first])
    : [first];
}

function childrenEnd(script: StepScript, number: number, inputs: Values): TryEnd {
  const { mode, on_item_error, count } = script.children;
  const runs = mode === "once" ? 1 : count;
  const iterations = Array.from({ length: runs }, (_, index) => index + 1);
  const tolerant = mode === "for_each" && on_item_error === "continue";
  const failures = iterations.reduce((sum, iteration) => sum + childFails(script, iteration), 0);
  if (!tolerant && number <= failures) {
    return { code: "SUB_SEGMENT_FAILED", message: BELOW, recoverable: true };
  }
  const given = childInputs(script, inputs);
  if (mode === "for_each") {
    const output = iterations.map((iteration) =>
      tolerant && childFails(script, iteration) > 0
        ? null
        : childOutput(script, iteration, given[iteration - 1] ?? null),
    );
    return { outputs: { output } };
  }
  let value: JsonValue = given[0] ?? null;
  for (const iteration of iterations) value = childOutput(script, iteration, value);
  return { outputs: { output: value } };
}

/** A short name for a value, the same whatever the order of its keys. */
export function digest(value: JsonValue): string {
  let hash = 0x81_1c_9d_c5;
  for (const character of sortedText(value)) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01_00_01_93) >>> 0;
  }
  return hash.toString(36);
}

function sortedText(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(sortedText).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${key}:${sortedText(value[key] ?? null)}`).join()}}`;
}
