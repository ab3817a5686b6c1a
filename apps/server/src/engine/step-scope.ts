// The config of a step as the handler gets it, its expressions and templates evaluated in the scope of its run.
import { evaluateConfig, templatesOf } from "@worktrail/shared/expression/config";
import { evaluateExpression } from "@worktrail/shared/expression/evaluate";
import { ExpressionFailure } from "@worktrail/shared/expression/failure";
import type { ExpressionScope } from "@worktrail/shared/expression/scope";
import type { JsonObject, JsonValue } from "@worktrail/shared/json";
import type { AttemptFailure } from "@worktrail/shared/run/retry";
import type { GraphStep } from "@worktrail/shared/segment/graph";
import { StepFailure } from "@worktrail/shared/step/failure";
import { matchingPointers } from "./config-pointers.ts";

/** @throws StepFailure EXPRESSION_FAILED */
export function evaluateInScope(source: string, scope: ExpressionScope, budget?: number): JsonValue {
  try {
    // An evaluation gives plain JSON or fails.
    return evaluateExpression(source, scope, budget === undefined ? {} : { budget }) as JsonValue;
  } catch (error) {
    throw expressionFailure(error, { expression: source });
  }
}

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
  const verbatim = [...(step.contract?.verbatim ?? []), ...(step.contract?.expressions ?? [])];
  const skip = matchingPointers(config, verbatim);
  const secret_fields = matchingPointers(config, step.contract?.secret_fields ?? []);
  const hasTemplates = templatesOf(config, skip).length > 0;
  const made = { skip, secret_fields, hasTemplates, parsed: hasTemplates ? null : parseConfig(step, config) };
  prepared.set(step, made);
  return made;
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

function expressionFailure(error: unknown, details: JsonObject): unknown {
  if (!(error instanceof ExpressionFailure)) return error;
  const where: JsonObject = error.path === null ? {} : { path: error.path };
  return new StepFailure("EXPRESSION_FAILED", error.message, {
    details: { ...details, ...where, reason: error.code },
    cause: error,
  });
}
