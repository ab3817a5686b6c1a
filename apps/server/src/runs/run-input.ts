import { AppError } from "@worktrail/shared/errors";
import { isJsonObject, type JsonValue, jsonPointer } from "@worktrail/shared/json";
import { jsonSchemaProblems } from "@worktrail/shared/segment/json-schema";
import type { Segment } from "@worktrail/shared/segment/schema";

const MAX_DEPTH = 100;
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/**
 * The input of a run, checked. What is left out of it is filled with the defaults that `input_schema` names.
 * @throws AppError `INVALID_INPUT` with the place and, for a schema, every problem.
 */
export function runInput(segment: Segment, given: unknown): JsonValue {
  const input = given === undefined ? defaultInput(segment) : withDefaults(segment, plainJson(given));
  if (segment.input_schema === undefined) return input;
  const problems = jsonSchemaProblems(segment.input_schema, input);
  if (problems.length === 0) return input;
  throw new AppError("INVALID_INPUT", `The input does not fit this segment. ${problems.join(" ")}`, {
    path: "/input",
    data: { problems },
  });
}

/** The object of the defaults of an input schema's fields. */
export function defaultInput({ input_schema: schema }: Pick<Segment, "input_schema">): JsonValue {
  if (schema?.default !== undefined) return schema.default;
  const properties = isJsonObject(schema?.properties) ? schema.properties : {};
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) =>
      isJsonObject(property) && property.default !== undefined ? [[name, property.default]] : [],
    ),
  );
}

function withDefaults(segment: Segment, input: JsonValue): JsonValue {
  const defaults = defaultInput(segment);
  return isJsonObject(input) && isJsonObject(defaults) ? { ...defaults, ...input } : input;
}

/**
 * What a caller gave as an input or `at` another place, if it can be kept as JSON. Without recursion: it may be nested deeper than a stack is.
 * @throws AppError `INVALID_INPUT` with the place
 */
export function plainJson(value: unknown, at: readonly string[] = ["input"]): JsonValue {
  const open: { value: unknown; path: (string | number)[] }[] = [{ value, path: [...at] }];
  for (let entry = open.pop(); entry; entry = open.pop()) {
    const { value: part, path } = entry;
    if (path.length - at.length >= MAX_DEPTH)
      throw refused(path.slice(0, at.length + 4), `is nested over ${MAX_DEPTH} levels deep`);
    if (typeof part === "number" && !Number.isFinite(part))
      throw refused(path, "is a number too large to keep");
    if (typeof part !== "object" || part === null) continue;
    for (const [key, child] of Object.entries(part)) {
      if (FORBIDDEN_KEYS.has(key)) throw refused([...path, key], "is a key that cannot be used");
      open.push({ value: child, path: [...path, key] });
    }
  }
  // It was parsed from JSON, and what JSON can hold beyond its values was just refused.
  return value as JsonValue;
}

function refused(path: readonly (string | number)[], what: string): AppError {
  const pointer = jsonPointer(...path);
  return new AppError("INVALID_INPUT", `The input at ${pointer.slice(0, 200)} ${what}.`, { path: pointer });
}
