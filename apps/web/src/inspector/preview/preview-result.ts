// What an expression or a text with placeholders gives, as a field shows it. Runs on the page and in a worker alike.
import { evaluateExpression } from "@worktrail/shared/expression/evaluate";
import { ExpressionFailure } from "@worktrail/shared/expression/failure";
import type { ExpressionScope } from "@worktrail/shared/expression/scope";
import { evaluateTemplate } from "@worktrail/shared/expression/template";
import type { JsonValue } from "@worktrail/shared/json";
import type { ExpressionMode } from "../../expression-editor/expression-diagnostics.ts";

export type PreviewResult =
  | { readonly kind: "value"; readonly value: JsonValue }
  /** Too long to be handed over whole: its beginning as JSON. */
  | { readonly kind: "long"; readonly start: string; readonly length: number }
  | { readonly kind: "error"; readonly code: string; readonly message: string };

const WHOLE_LENGTH = 50_000;
const START_LENGTH = 5_000;

export function previewResult(
  mode: ExpressionMode,
  source: string,
  scope: ExpressionScope,
  budget: number,
): PreviewResult {
  try {
    const evaluate = mode === "template" ? evaluateTemplate : evaluateExpression;
    // An evaluation gives plain JSON or fails.
    const value = evaluate(source, scope, { budget }) as JsonValue;
    const text = JSON.stringify(value);
    if (text.length <= WHOLE_LENGTH) return { kind: "value", value };
    return { kind: "long", start: text.slice(0, START_LENGTH), length: text.length };
  } catch (error) {
    if (!(error instanceof ExpressionFailure)) throw error;
    const message = error.code === "budget_exceeded" ? TOO_MUCH : error.message;
    return { kind: "error", code: error.code, message };
  }
}

const TOO_MUCH = "This takes too much work to show here. It may still run; make it simpler to see its value.";

/** What stands in for an answer that did not come in time. */
export const TOO_SLOW: PreviewResult = { kind: "error", code: "budget_exceeded", message: TOO_MUCH };
