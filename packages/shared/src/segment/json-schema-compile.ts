import type { Schema, SchemaDraft } from "@cfworker/json-schema";
import { RE2JS } from "re2js";
import { isJsonObject, type JsonValue } from "../json.ts";
import { isDate, isDateTime, isEmail, isUri, isUuid, isWebAddress } from "./atoms.ts";

/** A check of texts that the validator calls by name. */
export type TextCheck = { readonly passes: (text: string) => boolean; readonly says: string };

export type CompiledSchema = {
  readonly schema: Schema | boolean;
  readonly draft: SchemaDraft;
  readonly checks: ReadonlyMap<string, TextCheck>;
  /** Parts of the schema, references followed. */
  readonly cost: number;
  /** Instructions of all patterns together: each may be visited for each character of a text. */
  readonly instructions: number;
  readonly hasUniqueItems: boolean;
};

const MAX_DEPTH = 40;
const MAX_PARTS = 2_000;
const MAX_PATTERN = 1_000;
type Work = {
  readonly root: JsonValue;
  readonly checks: Map<string, TextCheck>;
  parts: number;
  cost: number;
  instructions: number;
  hasUniqueItems: boolean;
  hasPrefixItems: boolean;
};

class Unusable extends Error {}

function refuse(message: string): never {
  throw new Unusable(message);
}

/** The schema in a form that is safe to run, or a sentence that says why it cannot be used. */
export function compileJsonSchema(schema: JsonValue): CompiledSchema | string {
  const work: Work = {
    root: schema,
    checks: new Map(),
    parts: 0,
    cost: 0,
    instructions: 0,
    hasUniqueItems: false,
    hasPrefixItems: false,
  };
  try {
    const copy = compilePart(work, schema, [], 0);
    const { checks, cost, instructions, hasUniqueItems, hasPrefixItems } = work;
    return {
      schema: copy,
      draft: hasPrefixItems ? "2020-12" : "2019-09",
      checks,
      cost,
      instructions,
      hasUniqueItems,
    };
  } catch (error) {
    if (error instanceof Unusable) return error.message;
    throw error;
  }
}

/** `refs` are the references being followed: one that comes again would never end. */
function compilePart(
  work: Work,
  part: JsonValue | undefined,
  refs: readonly string[],
  depth: number,
): Schema | boolean {
  if (typeof part === "boolean") return part;
  if (!isJsonObject(part)) refuse('A JSON Schema is an object. Write one, for example { "type": "object" }.');
  if (depth > MAX_DEPTH) refuse(`This JSON Schema is nested over ${MAX_DEPTH} levels deep. Flatten it.`);
  work.parts++;
  work.cost++;
  if (work.parts > MAX_PARTS) refuse(`This JSON Schema has over ${MAX_PARTS} parts. Make it smaller.`);
  const copy: Record<string, unknown> = {};
  const extra: (Schema | boolean)[] = [];
  for (const [keyword, value] of Object.entries(part)) {
    compileKeyword(work, { keyword, value, copy, extra, refs, depth: depth + 1 });
  }
  if (extra.length > 0) copy.allOf = [...(Array.isArray(copy.allOf) ? copy.allOf : []), ...extra];
  return copy;
}

type Place = {
  keyword: string;
  value: JsonValue;
  copy: Record<string, unknown>;
  extra: (Schema | boolean)[];
  refs: readonly string[];
  depth: number;
};

const ONE_SCHEMA = new Set([
  "not",
  "if",
  "then",
  "else",
  "additionalProperties",
  "unevaluatedProperties",
  "propertyNames",
  "contains",
  "additionalItems",
  "unevaluatedItems",
]);
const SCHEMA_LIST = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const SCHEMA_MAP = new Set(["properties", "patternProperties", "dependentSchemas"]);
const WHOLE_NUMBERS = new Set([
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
  "minContains",
  "maxContains",
]);
const NUMBERS = new Set(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]);
const TYPES = new Set(["array", "boolean", "integer", "null", "number", "object", "string"]);

function compileKeyword(work: Work, place: Place): void {
  const { keyword, value, copy, extra, refs, depth } = place;
  if (ONE_SCHEMA.has(keyword)) copy[keyword] = compilePart(work, value, refs, depth);
  else if (SCHEMA_LIST.has(keyword)) copy[keyword] = compileList(work, place);
  else if (SCHEMA_MAP.has(keyword)) copy[keyword] = compileMap(work, place);
  else if (keyword === "items")
    copy.items = Array.isArray(value) ? compileList(work, place) : compilePart(work, value, refs, depth);
  else if (keyword === "$ref") extra.push(followReference(work, place));
  else if (keyword === "pattern") extra.push({ format: patternCheck(work, value) });
  else if (keyword === "format") addFormat(work, place);
  else compilePlain(work, place);
}

function compilePlain(work: Work, { keyword, value, copy }: Place): void {
  const name = JSON.stringify(keyword);
  if (keyword === "$dynamicRef" || keyword === "$recursiveRef")
    refuse(`${name} is not supported. Write the schema out.`);
  if (keyword === "type") {
    const types = Array.isArray(value) ? value : [value];
    const wrong = types.find((type) => typeof type !== "string" || !TYPES.has(type));
    if (wrong !== undefined || types.length === 0) {
      refuse(`${JSON.stringify(wrong ?? value).slice(0, 80)} is not a type. Use ${[...TYPES].join(", ")}.`);
    }
    copy.type = value;
  } else if (WHOLE_NUMBERS.has(keyword)) {
    if (typeof value !== "number" || !Number.isInteger(value) || value < 0)
      refuse(`${name} must be a whole number, 0 or more.`);
    copy[keyword] = value;
  } else if (NUMBERS.has(keyword)) {
    if (typeof value !== "number" || (keyword === "multipleOf" && value <= 0))
      refuse(`${name} must be a number${keyword === "multipleOf" ? " above 0" : ""}.`);
    copy[keyword] = value;
  } else if (keyword === "required") {
    copy.required = textList(value, name);
  } else if (keyword === "dependentRequired") {
    if (!isJsonObject(value)) refuse(`${name} must be an object of lists of texts.`);
    copy.dependentRequired = Object.fromEntries(
      Object.entries(value).map(([key, list]) => [key, textList(list, name)]),
    );
  } else if (keyword === "enum") {
    if (!Array.isArray(value) || value.length === 0)
      refuse(`${name} must be a list with at least one value.`);
    work.cost += value.length / (value.some((entry) => typeof entry === "object") ? 1 : 10);
    copy.enum = value;
  } else if (keyword === "const") {
    copy.const = value;
  } else if (keyword === "uniqueItems") {
    if (typeof value !== "boolean") refuse(`${name} must be true or false.`);
    work.hasUniqueItems ||= value;
    copy.uniqueItems = value;
  }
}

function textList(value: JsonValue | undefined, name: string): string[] {
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string"))
    refuse(`${name} must be a list of texts.`);
  return value;
}

function compileList(work: Work, { keyword, value, refs, depth }: Place): (Schema | boolean)[] {
  if (!Array.isArray(value) || (value.length === 0 && keyword !== "items" && keyword !== "prefixItems")) {
    refuse(`${JSON.stringify(keyword)} must be a list of schemas.`);
  }
  if (keyword === "prefixItems") work.hasPrefixItems = true;
  return value.map((part) => compilePart(work, part, refs, depth));
}

function compileMap(work: Work, { keyword, value, refs, depth }: Place): Record<string, Schema | boolean> {
  if (!isJsonObject(value)) refuse(`${JSON.stringify(keyword)} must be an object of schemas.`);
  if (keyword === "patternProperties") for (const pattern of Object.keys(value)) checkKeyPattern(pattern);
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, compilePart(work, part, refs, depth)]),
  );
}

/** A reference is replaced by what it points to, so that its cost is counted. */
function followReference(work: Work, { value, refs, depth }: Place): Schema | boolean {
  if (typeof value !== "string" || !/^#(\/|$)/.test(value)) {
    refuse('"$ref" may only point inside this schema, for example to "#/$defs/address".');
  }
  if (refs.includes(value))
    refuse(
      `The reference ${shown(value)} leads back to itself. Schemas that contain themselves are not supported.`,
    );
  return compilePart(work, resolvePointer(work.root, value), [...refs, value], depth);
}

function resolvePointer(root: JsonValue, reference: string): JsonValue {
  let value: JsonValue | undefined = root;
  for (const token of reference.split("/").slice(1)) {
    const key = decodePart(token).replaceAll("~1", "/").replaceAll("~0", "~");
    const parent: JsonValue | undefined = value;
    value =
      typeof parent === "object" && parent !== null && Object.hasOwn(parent, key)
        ? Reflect.get(parent, key)
        : undefined;
  }
  return (
    value ??
    refuse(`The reference ${shown(reference)} points to nothing. Add it under "$defs" or correct it.`)
  );
}

function decodePart(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}

function patternCheck(work: Work, value: JsonValue): string {
  if (typeof value !== "string") refuse('"pattern" must be a text.');
  const regex = compilePattern(value);
  work.instructions += regex.programSize();
  return addCheck(work, `pattern ${value}`, {
    passes: (text) => regex.matcher(text).find(),
    says: `must match the pattern ${shown(value)}`,
  });
}

function compilePattern(source: string): RE2JS {
  if (source.length > MAX_PATTERN) refuse(`A pattern has at most ${MAX_PATTERN} characters. Shorten it.`);
  try {
    return RE2JS.compile(source);
  } catch {
    return refuse(
      `The pattern ${shown(source)} cannot be used. Write it in RE2 syntax: no look-around, no back references.`,
    );
  }
}

/**
 * The validator matches keys with the engine of the host, which may backtrack: so only anchored patterns
 * without groups and with one open repetition pass, whose time is linear.
 */
function checkKeyPattern(pattern: string): void {
  compilePattern(pattern);
  const plain = pattern.replace(/\\./gs, "x").replace(/\[[^\]]*\]/g, "x");
  const repetitions = plain.match(/[*+?{]/g)?.length ?? 0;
  if (plain.startsWith("^") && repetitions <= 1 && !/[(|]/.test(plain)) {
    try {
      new RegExp(pattern, "u");
      return;
    } catch {
      refuse(`The pattern ${shown(pattern)} cannot be used for keys. Correct it.`);
    }
  }
  refuse(
    `The pattern ${shown(pattern)} is too rich for keys. Begin it with ^ and use no groups and at most one repetition.`,
  );
}

const FORMATS: Readonly<Record<string, TextCheck>> = {
  email: { passes: isEmail, says: "must be an e-mail address" },
  date: { passes: isDate, says: "must be a date such as 2026-01-31" },
  "date-time": {
    passes: isDateTime,
    says: "must be a date and time with its zone, such as 2026-01-31T09:30:00Z",
  },
  uri: { passes: isUri, says: "must be an address such as https://example.com" },
  url: { passes: isWebAddress, says: "must be a web address that begins with http:// or https://" },
  uuid: { passes: isUuid, says: "must be a UUID" },
};

/** A format that is not checked is a note to the reader, as the standard has it. */
function addFormat(work: Work, { value, copy }: Place): void {
  if (typeof value !== "string") refuse('"format" must be a text.');
  const check = Object.hasOwn(FORMATS, value) ? FORMATS[value] : undefined;
  if (check) copy.format = addCheck(work, `format ${value}`, check);
}

function addCheck(work: Work, name: string, check: TextCheck): string {
  work.checks.set(name, check);
  return name;
}

function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}
