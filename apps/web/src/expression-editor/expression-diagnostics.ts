import type { Diagnostic } from "@codemirror/lint";
import { checkExpression, checkTemplate } from "@worktrail/shared/expression/check";
import type { NamesInScope } from "./names-in-scope.ts";

export type ExpressionMode = "expression" | "template";

/** The mistakes under the words that make them. Whether an empty field is one is the form's matter. */
export function expressionDiagnostics(
  source: string,
  mode: ExpressionMode,
  { check }: NamesInScope,
): Diagnostic[] {
  if (source.trim() === "") return [];
  const errors = mode === "template" ? checkTemplate(source, check) : checkExpression(source, check);
  return errors.map(({ start, end, message }) => {
    const from = Math.max(0, Math.min(start, source.length - 1));
    return { from, to: Math.min(Math.max(end, from + 1), source.length), severity: "error", message };
  });
}
