import { evaluateExpression } from "@worktrail/shared/expression/evaluate";
import type { ExpressionScope } from "@worktrail/shared/expression/scope";
import type { JsonValue } from "@worktrail/shared/json";
import { expressionFailure } from "@worktrail/shared/run/step-config";

/** @throws StepFailure EXPRESSION_FAILED */
export function evaluateInScope(source: string, scope: ExpressionScope, budget?: number): JsonValue {
  try {
    // An evaluation gives plain JSON or fails.
    return evaluateExpression(source, scope, budget === undefined ? {} : { budget }) as JsonValue;
  } catch (error) {
    throw expressionFailure(error, { expression: source });
  }
}
