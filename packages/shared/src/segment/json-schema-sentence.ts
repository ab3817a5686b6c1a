import type { OutputUnit } from "@cfworker/json-schema";
import type { CompiledSchema } from "./json-schema-compile.ts";

const MAX_SENTENCES = 20;
/** These only repeat that something inside them failed. */
const WRAPPERS = new Set([
  "properties",
  "items",
  "allOf",
  "prefixItems",
  "additionalItems",
  "patternProperties",
  "if",
  "then",
  "else",
  "dependentSchemas",
  "propertyNames",
]);

/** The validator's findings in plain words, without the wrappers and without what failed inside alternatives. */
export function schemaSentences(errors: readonly OutputUnit[], schema: CompiledSchema): string[] {
  const leaves = errors.filter((error) => !isWrapper(error) && !isInsideAlternative(error));
  const used = leaves.length > 0 ? leaves : errors.slice(0, 1);
  return [...new Set(used.map((error) => sentence(error, schema)))].slice(0, MAX_SENTENCES);
}

function isWrapper(error: OutputUnit): boolean {
  return WRAPPERS.has(error.keyword);
}

function isInsideAlternative(error: OutputUnit): boolean {
  return /\/(anyOf|oneOf|not|contains)\//.test(error.keywordLocation);
}

function sentence(error: OutputUnit, schema: CompiledSchema): string {
  const place = error.instanceLocation.replace(/^#\/?/, "");
  const name =
    place === ""
      ? "The value"
      : JSON.stringify(
          decodeURIComponent(place.replaceAll("%", "%25")).replaceAll("~1", "/").replaceAll("~0", "~"),
        );
  if (error.keyword === "format") {
    const wanted = /format "([\s\S]*)"\.$/.exec(error.error)?.[1] ?? "";
    return `${name} ${schema.checks.get(wanted)?.says ?? "is not written correctly"}.`;
  }
  if (error.keyword === "false" || error.keyword === "additionalProperties")
    return `${name} is not allowed here.`;
  return `${name}: ${error.error}`;
}
