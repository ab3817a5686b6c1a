// The part of a scope that a text names: only that is handed to the worker, and only masks stand for secrets.
import { compileExpression } from "@worktrail/shared/expression/compile";
import { type VariableUse, variableUses } from "@worktrail/shared/expression/references";
import type { ExpressionScope } from "@worktrail/shared/expression/scope";
import { parseTemplate } from "@worktrail/shared/expression/template";
import type { ExpressionMode } from "../../expression-editor/expression-diagnostics.ts";

const MASK = "•••••";

/** Every name that a text uses; null where it does not parse. */
export function usesOf(mode: ExpressionMode, source: string): VariableUse[] | null {
  const sources = mode === "expression" ? [source] : sourcesOf(source);
  if (!sources) return null;
  const uses: VariableUse[] = [];
  for (const one of sources) {
    const compiled = compileExpression(one);
    if (!compiled.ok) return null;
    uses.push(...variableUses(compiled.program.syntax));
  }
  return uses;
}

function sourcesOf(text: string): string[] | null {
  const parsed = parseTemplate(text);
  if (!parsed.ok) return null;
  return parsed.segments.flatMap((segment) => (segment.kind === "expression" ? [segment.source] : []));
}

export type Mentioned = {
  readonly scope: ExpressionScope;
  /** The same for the same part of the same scope. */
  readonly key: string;
};

export function mentionedScope(uses: readonly VariableUse[], scope: ExpressionScope): Mentioned {
  const of = (root: string) => uses.filter(({ name }) => name === root);
  const names = new Set(uses.map(({ name }) => name));
  const steps = picked(scope.steps, of("steps"));
  const inputs = picked(scope.inputs, of("inputs"));
  const wantsInput = of("run").some(({ path }) => path[0] === undefined || path[0].key === "input");
  const secrets = Object.fromEntries(
    of("secrets").flatMap(({ path }) => (path[0] ? [[path[0].key, MASK]] : [])),
  );
  return {
    scope: {
      ...scope,
      data: names.has("data") ? scope.data : null,
      inputs,
      steps,
      run: wantsInput ? scope.run : { ...scope.run, input: null },
      ...(names.has("secrets") && { secrets }),
    },
    key: JSON.stringify([
      names.has("data"),
      wantsInput,
      Object.keys(inputs),
      Object.keys(steps),
      Object.keys(secrets),
    ]),
  };
}

/** The records that are named, all of them where a name is computed. */
function picked<Value>(
  record: Readonly<Record<string, Value>>,
  uses: readonly VariableUse[],
): Record<string, Value> {
  if (uses.some(({ path }) => path[0] === undefined)) return { ...record };
  const wanted = new Set(uses.map(({ path }) => path[0]?.key));
  return Object.fromEntries(Object.entries(record).filter(([key]) => wanted.has(key)));
}
