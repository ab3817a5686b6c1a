// Where a step's config holds expressions: the fields that its type declares, and templates everywhere else.
import { hasTemplate } from "../expression/template.ts";
import { type JsonValue, jsonPointer } from "../json.ts";
import type { GraphStep } from "./graph.ts";

export type ConfigExpression = {
  /** JSON Pointer into the config. */
  readonly path: string;
  readonly text: string;
  readonly isTemplate: boolean;
  readonly allowsSecrets: boolean;
  /** Names that the field offers beside the usual ones. */
  readonly variables: readonly string[];
};

type Tokens = readonly string[];

/** Every expression and every text with placeholders in the step's config, in document order. */
export function configExpressions(step: GraphStep): ConfigExpression[] {
  const { contract } = step;
  if (!contract || !step.step.config) return [];
  const expressions = contract.expressions.map(parsePattern);
  const offered = Object.entries(contract.variables ?? {}).map(
    ([pointer, names]) => [parsePattern(pointer), names] as const,
  );
  const verbatim = contract.verbatim.map(parsePattern);
  const secrets = contract.secret_fields.map(parsePattern);
  const found: ConfigExpression[] = [];
  walk(step.step.config, []);
  return found;

  function walk(value: JsonValue, tokens: Tokens): void {
    if (verbatim.some((pattern) => isAtOrUnder(tokens, pattern))) return;
    if (typeof value === "string") {
      const isExpression = expressions.some(
        (pattern) => pattern.length === tokens.length && isAtOrUnder(tokens, pattern),
      );
      if (!isExpression && !hasTemplate(value)) return;
      const allowsSecrets = secrets.some((pattern) => isAtOrUnder(tokens, pattern));
      const variables = offered.find(([pattern]) => isAtOrUnder(tokens, pattern))?.[1] ?? [];
      const path = jsonPointer(...tokens);
      found.push({ path, text: value, isTemplate: !isExpression, allowsSecrets, variables });
    } else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) walk(item, [...tokens, String(index)]);
    } else if (value !== null && typeof value === "object") {
      for (const [key, item] of Object.entries(value)) walk(item, [...tokens, key]);
    }
  }
}

/** A JSON Pointer in which `*` stands for any one token. */
function parsePattern(pointer: string): Tokens {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function isAtOrUnder(tokens: Tokens, pattern: Tokens): boolean {
  return (
    pattern.length <= tokens.length &&
    pattern.every((token, index) => token === "*" || token === tokens[index])
  );
}
