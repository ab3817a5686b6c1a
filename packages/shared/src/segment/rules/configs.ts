import { isJsonObject, jsonPointer } from "../../json.ts";
import type { StepContract } from "../../step/define-step.ts";
import type { Issue } from "../issue.ts";
import { jsonSchemaUsable } from "../json-schema.ts";
import type { Step } from "../schema.ts";
import { zodSentences } from "../zod-issue.ts";
import { errorAt, type RuleContext } from "./context.ts";

export function configs({ segment, catalog }: RuleContext): Issue[] {
  return segment.steps.flatMap((step, index) => {
    const contract = Object.hasOwn(catalog, step.step_type) ? catalog[step.step_type] : undefined;
    if (!contract) return [];
    return [...configIssues(step, index, contract), ...schemaIssues(step, index)];
  });
}

function configIssues(step: Step, index: number, contract: StepContract): Issue[] {
  const config = step.config ?? {};
  const parsed = contract.config.safeParse(config);
  if (parsed.success) return [];
  const known = Object.keys(
    "shape" in contract.config && isObject(contract.config.shape) ? contract.config.shape : {},
  );
  const sentences = zodSentences(parsed.error, config, (tokens) => (tokens.length === 0 ? known : []));
  return sentences.map(({ path, message }) =>
    errorAt("CONFIG_INVALID", `/steps/${index}/config${path}`, message, step.step_id),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Fields of a config that hold a JSON Schema of the user are known by their name. */
function schemaIssues(step: Step, index: number): Issue[] {
  return Object.entries(step.config ?? {}).flatMap(([field, value]) => {
    if (!field.endsWith("_schema") || !isJsonObject(value)) return [];
    const problem = jsonSchemaUsable(value);
    if (problem === null) return [];
    return [errorAt("CONFIG_INVALID", jsonPointer("steps", index, "config", field), problem, step.step_id)];
  });
}
