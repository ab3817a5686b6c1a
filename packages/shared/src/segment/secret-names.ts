import { compileExpression } from "../expression/compile.ts";
import { variableUses } from "../expression/references.ts";
import { configExpressions } from "./config-expressions.ts";
import { expressionSources } from "./expression-references.ts";
import type { GraphStep } from "./graph.ts";

const known = new WeakMap<GraphStep, readonly string[]>();

/** The secrets that a step's config names, in the fields that may name them; each once. */
export function secretNames(step: GraphStep): readonly string[] {
  const found = known.get(step) ?? findNames(step);
  known.set(step, found);
  return found;
}

function findNames(step: GraphStep): readonly string[] {
  if ((step.contract?.secret_fields.length ?? 0) === 0) return [];
  const names = configExpressions(step)
    .filter((source) => source.allowsSecrets)
    .flatMap(expressionSources)
    .flatMap((source) => {
      const compiled = compileExpression(source);
      if (!compiled.ok) return [];
      return variableUses(compiled.program.syntax).flatMap(({ name, path: [secret] }) =>
        name === "secrets" && secret ? [secret.key] : [],
      );
    });
  return [...new Set(names)];
}
