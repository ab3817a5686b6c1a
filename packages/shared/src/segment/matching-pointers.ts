import { isJsonObject, type JsonValue, jsonPointer } from "../json.ts";

/** The places in a config that patterns name; a `*` in a pattern stands for any one key or index. */
export function matchingPointers(config: JsonValue, patterns: readonly string[]): string[] {
  return patterns.flatMap((pattern) => expand(config, pattern.split("/").slice(1), []));
}

function expand(value: JsonValue | undefined, tokens: readonly string[], path: readonly string[]): string[] {
  const [token, ...rest] = tokens;
  if (token === undefined) return [jsonPointer(...path)];
  if (Array.isArray(value) || isJsonObject(value)) {
    const entries = Object.entries(value).filter(([key]) => token === "*" || key === token);
    return entries.flatMap(([key, child]) => expand(child, rest, [...path, key]));
  }
  return [];
}
