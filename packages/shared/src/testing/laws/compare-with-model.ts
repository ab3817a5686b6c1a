import type { Segment } from "../../segment/schema.ts";
import { digest } from "./drawn-world.ts";
import type { Told } from "./read-chance.ts";
import type { ReferenceModel, Values } from "./reference-model.ts";

/** Where a run that has ended differs from what the model says of it, in sentences. */
export function compareWithModel(
  model: ReferenceModel,
  segment: Segment,
  told: Told,
  inputs: ReadonlyMap<string, Values> | null,
): string[] {
  const wrong: string[] = [];
  const failures: string[] = [];
  for (const { step_id } of segment.steps) {
    const end = told.ends.get(step_id);
    if (!end) {
      if (told.end === "completed") wrong.push(`${step_id} has no outcome.`);
      continue;
    }
    const fate = model.fate(step_id);
    if (!fate) {
      wrong.push(`${step_id} ended without having started.`);
      continue;
    }
    if (fate.ended === "failed" && fate.outputs === null) failures.push(fate.error_code ?? "");
    if (fate.ended !== end.ended) wrong.push(`${step_id}: ${end.ended} is recorded, ${fate.ended} is right.`);
    else if (!same(fate.outputs, end.outputs))
      wrong.push(`${step_id} gave ${text(end.outputs)}, ${text(fate.outputs)} is right.`);
    const got = inputs?.get(step_id);
    if (got && fate.ended !== "skipped" && !same(got, fate.inputs))
      wrong.push(`${step_id} received ${text(got)}, ${text(fate.inputs)} is right.`);
    if (end.reason === "join_satisfied" && !model.useless(step_id, told.begun))
      wrong.push(`${step_id} was stopped though somebody waits for it.`);
  }
  return [...wrong, ...compareEnd(model, told, failures)];
}

function compareEnd(model: ReferenceModel, told: Told, failures: readonly string[]): string[] {
  switch (told.end) {
    case "completed":
      if (failures.length > 0) return ["The run completed with a step that failed for good."];
      return same(model.outputs(), told.outputs)
        ? []
        : [`The run gave ${text(told.outputs)}, ${text(model.outputs())} is right.`];
    case "failed":
      return failures.includes(told.error_code ?? "")
        ? []
        : [`The run failed with ${told.error_code}, not with what a step of it failed with.`];
    case "cancelled":
    case "timed_out":
      return [];
    case null:
      return ["The run has not ended."];
  }
}

const text = (value: unknown) => JSON.stringify(value);
const same = (one: unknown, other: unknown) => digest(asJson(one)) === digest(asJson(other));
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value ?? null));
