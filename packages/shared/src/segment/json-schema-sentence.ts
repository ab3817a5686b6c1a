import type { OutputUnit } from "@cfworker/json-schema";
import { jsonPointer } from "../json.ts";
import type { CompiledSchema } from "./json-schema-compile.ts";

const MAX_SENTENCES = 20;
const MAX_LENGTH = 200;
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
  return [...new Set(tellingErrors(errors).map((error) => sentence(error, schema)))].slice(0, MAX_SENTENCES);
}

/** One place of a value that does not fit, as data: for forms, which have words and a place of their own. */
export type SchemaFinding = {
  /** JSON Pointer into the value; of a missing field, the place where it should be. */
  path: string;
  /** The JSON Schema keyword that was broken. */
  keyword: string;
  /** A sentence that names the place. */
  message: string;
};

export function schemaFindings(errors: readonly OutputUnit[], schema: CompiledSchema): SchemaFinding[] {
  return tellingErrors(errors)
    .slice(0, MAX_SENTENCES)
    .map((error) => ({ path: placeOf(error), keyword: error.keyword, message: sentence(error, schema) }));
}

function placeOf({ instanceLocation, keyword, error }: OutputUnit): string {
  const place = decodeURIComponent(instanceLocation.replace(/^#/, "").replaceAll("%", "%25"));
  const missing = keyword === "required" ? /property ("[\s\S]*")\.$/.exec(error)?.[1] : undefined;
  return missing === undefined ? place : `${place}${jsonPointer(missing.slice(1, -1))}`;
}

function tellingErrors(errors: readonly OutputUnit[]): readonly OutputUnit[] {
  const leaves = errors.filter((error) => !isWrapper(error) && !isInsideAlternative(error));
  return leaves.length > 0 ? leaves : errors.slice(0, 1);
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
  const missing = /^Instance does not have required property "([\s\S]*)"\.$/.exec(error.error)?.[1];
  if (missing !== undefined) return `${name} must have the field ${JSON.stringify(missing)}.`;
  const expected = error.keyword === "type" ? /Expected (.*)\.$/.exec(error.error)?.[1] : undefined;
  if (expected !== undefined) return `${name} must be of type ${expected}.`;
  const rest = error.error.startsWith("Instance ")
    ? ` ${error.error.slice("Instance ".length)}`
    : `: ${error.error}`;
  return `${name}${rest.length > MAX_LENGTH ? `${rest.slice(0, MAX_LENGTH)}…` : rest}`;
}
