// JSON Schemas that users write: bounded, without reach to anything outside, and with linear-time patterns.
import { format, type OutputUnit, validate } from "@cfworker/json-schema";
import type { JsonObject, JsonValue } from "../json.ts";
import { type CompiledSchema, compileJsonSchema } from "./json-schema-compile.ts";
import { type SchemaFinding, schemaFindings, schemaSentences } from "./json-schema-sentence.ts";

/** Checking is cut off beyond this many pairs of a schema's part and a value's part. */
const MAX_WORK = 2_000_000;
/** And beyond this many pairs of a pattern's instruction and a character. */
const MAX_PATTERN_WORK = 60_000_000;
const MAX_VALUE_DEPTH = 128;
/** Comparing every two entries of a longer list would take too long. */
const MAX_UNIQUE_ITEMS = 1_000;

const compiled = new WeakMap<object, CompiledSchema | string>();

/** Why this cannot be used as a JSON Schema, as a sentence that says what to do, or null where it can. */
export function jsonSchemaUsable(schema: JsonValue): string | null {
  const result = compile(schema);
  return typeof result === "string" ? result : null;
}

/** What keeps `value` from fitting `schema`, one sentence each, at most 20. Empty where it fits. Never throws. */
export function jsonSchemaProblems(schema: JsonValue, value: JsonValue): string[] {
  return examine(schema, value, schemaSentences, (message) => message);
}

/** As `jsonSchemaProblems`, with places and keywords as data. What concerns the whole check has no keyword. */
export function jsonSchemaFindings(schema: JsonValue, value: JsonValue): SchemaFinding[] {
  return examine(schema, value, schemaFindings, (message) => ({ path: "", keyword: "", message }));
}

function examine<Finding>(
  schema: JsonValue,
  value: JsonValue,
  describe: (errors: readonly OutputUnit[], schema: CompiledSchema) => Finding[],
  whole: (message: string) => Finding,
): Finding[] {
  const result = compile(schema);
  if (typeof result === "string") return [whole(result)];
  const tooLarge = sizeProblem(result, value);
  if (tooLarge) return [whole(tooLarge)];
  return withChecks(result, () => {
    const first = validate(value, result.schema, result.draft, undefined, true);
    if (first.valid) return [];
    const { errors } = isSmall(result, value)
      ? validate(value, result.schema, result.draft, undefined, false)
      : first;
    return describe(errors, result);
  });
}

/** Collecting every fault costs far more than finding the first one. */
function isSmall(schema: CompiledSchema, value: JsonValue): boolean {
  return JSON.stringify(value).length * schema.cost < MAX_WORK;
}

function compile(schema: JsonValue): CompiledSchema | string {
  if (typeof schema !== "object" || schema === null) return compileJsonSchema(schema);
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const result = compileJsonSchema(schema);
  compiled.set(schema, result);
  return result;
}

/**
 * Patterns and formats are checked by our own linear-time functions. The validator finds them by name in its
 * table of formats, which is lent to it for this one synchronous call.
 */
function withChecks<Result>(schema: CompiledSchema, run: () => Result): Result {
  const table: Record<string, (text: string) => boolean> = format;
  for (const [name, check] of schema.checks) table[name] = check.passes;
  try {
    return run();
  } finally {
    for (const name of schema.checks.keys()) delete table[name];
  }
}

function sizeProblem(schema: CompiledSchema, value: JsonValue): string | null {
  let parts = 0;
  let characters = 0;
  const open: { value: JsonValue; depth: number }[] = [{ value, depth: 1 }];
  for (let entry = open.pop(); entry; entry = open.pop()) {
    parts++;
    if (typeof entry.value === "string") characters += entry.value.length;
    if (entry.depth > MAX_VALUE_DEPTH) return `The value is nested over ${MAX_VALUE_DEPTH} levels deep.`;
    if (parts * schema.cost > MAX_WORK || characters * schema.instructions > MAX_PATTERN_WORK)
      return "The value is too large to be checked against this schema.";
    if (typeof entry.value !== "object" || entry.value === null) continue;
    if (schema.hasUniqueItems && Array.isArray(entry.value) && entry.value.length > MAX_UNIQUE_ITEMS) {
      return `A list of over ${MAX_UNIQUE_ITEMS} entries cannot be checked for repeated ones.`;
    }
    for (const child of childrenOf(entry.value)) open.push({ value: child, depth: entry.depth + 1 });
  }
  return null;
}

function childrenOf(value: JsonValue[] | JsonObject): JsonValue[] {
  return Array.isArray(value) ? value : Object.values(value);
}
