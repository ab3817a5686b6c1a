import { compileExpression } from "../expression/compile.ts";
import { variableUses } from "../expression/references.ts";
import { parseTemplate } from "../expression/template.ts";
import type { ConfigExpression } from "./config-expressions.ts";

/** An output of another step that an expression names; without a port, all its outputs. */
export type StepReference = {
  readonly step_id: string;
  readonly port_id: string | null;
  /** The expression asks whether it is there: `steps.?a.?output` or `has(steps.a.output)`. */
  readonly isOptional: boolean;
};

/** Each output once; empty for what does not parse. */
export function expressionReferences(source: ConfigExpression): StepReference[] {
  const found = new Map<string, StepReference>();
  for (const expression of expressionSources(source)) {
    for (const reference of referencesIn(expression)) {
      const key = `${reference.step_id}.${reference.port_id ?? ""}`;
      if (!found.has(key) || !reference.isOptional) found.set(key, reference);
    }
  }
  return [...found.values()];
}

/** The expressions of a field: itself, or what stands between the braces of its placeholders. */
export function expressionSources({ text, isTemplate }: ConfigExpression): string[] {
  if (!isTemplate) return [text];
  const parsed = parseTemplate(text);
  if (!parsed.ok) return [];
  return parsed.segments.flatMap((part) => (part.kind === "expression" ? [part.source] : []));
}

function referencesIn(expression: string): StepReference[] {
  const compiled = compileExpression(expression);
  if (!compiled.ok) return [];
  return variableUses(compiled.program.syntax).flatMap((use) => {
    const [step, port] = use.path;
    if (use.name !== "steps" || !step) return [];
    const written = expression.slice(use.start, (port ?? step).end);
    const isOptional = /\?/.test(written) || /\bhas\(\s*$/.test(expression.slice(0, use.start));
    return [{ step_id: step.key, port_id: port?.key ?? null, isOptional }];
  });
}
