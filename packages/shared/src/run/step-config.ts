// The config of a step as its handler gets it: templates evaluated in the scope of the run, then parsed. The server
// resolves it so for each attempt, and a browser so again to show what became of it.
import { evaluateConfig, templatesOf } from "../expression/config.ts";
import { ExpressionFailure } from "../expression/failure.ts";
import type { ExpressionScope } from "../expression/scope.ts";
import type { JsonObject } from "../json.ts";
import type { GraphStep } from "../segment/graph.ts";
import { matchingPointers } from "../segment/matching-pointers.ts";
import { StepFailure } from "../step/failure.ts";
import type { AttemptFailure } from "./retry.ts";

type Prepared = {
  skip: readonly string[];
  secret_fields: readonly string[];
  hasTemplates: boolean;
  parsed: unknown;
};
const prepared = new WeakMap<GraphStep, Prepared>();

function prepare(step: GraphStep): Prepared {
  const known = prepared.get(step);
  if (known) return known;
  const config = step.step.config ?? {};
  const { skip, secret_fields } = templateFields(step);
  const hasTemplates = templatesOf(config, skip).length > 0;
  const made = { skip, secret_fields, hasTemplates, parsed: hasTemplates ? null : parseConfig(step, config) };
  prepared.set(step, made);
  return made;
}

/** The places of a step's config that the engine takes as they are, and those whose templates may name `secrets`. */
export function templateFields(step: GraphStep): { skip: string[]; secret_fields: string[] } {
  const config = step.step.config ?? {};
  const verbatim = [...(step.contract?.verbatim ?? []), ...(step.contract?.expressions ?? [])];
  return {
    skip: matchingPointers(config, verbatim),
    secret_fields: matchingPointers(config, step.contract?.secret_fields ?? []),
  };
}

/** `budget` in work units; `secrets` by name, seen only by the fields that declare them. */
export type TemplateOptions = { budget?: number | undefined; secrets?: Record<string, string> };

/**
 * The config with its templates evaluated, parsed by the step type's own schema.
 * @throws StepFailure EXPRESSION_FAILED, CONFIG_INVALID
 */
export function stepConfig(
  step: GraphStep,
  context: { readonly scope: ExpressionScope },
  options: TemplateOptions = {},
): unknown {
  const { hasTemplates, parsed } = prepare(step);
  return hasTemplates ? parseConfig(step, evaluateTemplates(step, context.scope, options)) : parsed;
}

/**
 * The config with its templates evaluated, not checked yet.
 * @throws StepFailure EXPRESSION_FAILED
 */
export function evaluateTemplates(
  step: GraphStep,
  scope: ExpressionScope,
  options: TemplateOptions = {},
): JsonObject {
  const { skip, secret_fields } = prepare(step);
  try {
    // An evaluation gives plain JSON or fails, and the keys of an object stay.
    return evaluateConfig(step.step.config ?? {}, scope, { ...options, skip, secret_fields }) as JsonObject;
  } catch (error) {
    throw expressionFailure(error, {});
  }
}

/** Whether something failed only because it has to be computed on another thread. */
export function isTooCostly({ code, details }: Pick<AttemptFailure, "code" | "details">): boolean {
  return code === "EXPRESSION_FAILED" && details?.reason === "budget_exceeded";
}

/** @throws StepFailure CONFIG_INVALID */
export function parseConfig(step: GraphStep, config: unknown): unknown {
  if (!step.contract) {
    throw new StepFailure("CONFIG_INVALID", `There is no step type “${step.step.step_type}” here.`);
  }
  const result = step.contract.config.safeParse(config);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue?.path.map((token) => `/${String(token)}`).join("") ?? "";
  throw new StepFailure(
    "CONFIG_INVALID",
    `The config does not fit${path ? ` at ${path}` : ""}: ${issue?.message}`,
    {
      details: { path },
    },
  );
}

/** What an evaluation threw, as the failure of a step; anything else as it is. */
export function expressionFailure(error: unknown, details: JsonObject): unknown {
  if (!(error instanceof ExpressionFailure)) return error;
  const where: JsonObject = error.path === null ? {} : { path: error.path };
  return new StepFailure("EXPRESSION_FAILED", error.message, {
    details: { ...details, ...where, reason: error.code },
    cause: error,
  });
}
