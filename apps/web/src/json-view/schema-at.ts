// The JSON Schema of a segment, made from the shape that the product parses with, and the part for one place.
import { isJsonObject, type JsonObject, type JsonValue } from "@worktrail/shared/json";
import { SegmentSchema } from "@worktrail/shared/segment/schema";
import { z } from "zod";
import { configSchema } from "../inspector/config-view.ts";

let whole: JsonObject | null = null;

function segmentSchema(): JsonObject {
  if (!whole) {
    const made: unknown = JSON.parse(
      JSON.stringify(z.toJSONSchema(SegmentSchema, { io: "input", unrepresentable: "any" })),
    );
    whole = isJsonObject(made) ? made : {};
  }
  return whole;
}

/** @param step_type the type of the step that the place is in, for what is inside its config */
export function schemaAt(tokens: readonly string[], step_type: string | null): JsonObject | null {
  const inConfig = tokens[0] === "steps" && tokens[2] === "config";
  const config = inConfig && step_type !== null ? configSchema(step_type) : null;
  if (config) return descend(config, config, tokens.slice(3));
  return descend(segmentSchema(), segmentSchema(), tokens);
}

function descend(root: JsonObject, from: JsonObject, tokens: readonly string[]): JsonObject | null {
  let at: JsonObject | null = resolved(root, from);
  for (const token of tokens) at = at && resolved(root, inside(root, at, token));
  return at;
}

function inside(root: JsonObject, schema: JsonObject, token: string): JsonValue | undefined {
  const { properties, items, additionalProperties } = schema;
  if (isJsonObject(properties) && Object.hasOwn(properties, token)) return properties[token];
  if (/^\d+$/.test(token) && isJsonObject(items)) return items;
  if (isJsonObject(additionalProperties)) return additionalProperties;
  for (const branch of branches(root, schema)) {
    const found = inside(root, branch, token);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The alternatives of a schema, each resolved. */
export function branches(root: JsonObject, schema: JsonObject): JsonObject[] {
  const lists = ["anyOf", "oneOf", "allOf"].map((key) => schema[key]).filter(Array.isArray);
  return lists
    .flat()
    .map((branch: JsonValue) => resolved(root, branch))
    .filter((branch) => branch !== null);
}

function resolved(root: JsonObject, schema: JsonValue | undefined): JsonObject | null {
  let at = schema;
  for (let hops = 0; hops < 8 && isJsonObject(at) && typeof at.$ref === "string"; hops++) {
    at = at.$ref === "#" ? root : referenced(root, at.$ref);
  }
  return isJsonObject(at) ? at : null;
}

function referenced(root: JsonObject, ref: string): JsonValue | undefined {
  let at: JsonValue | undefined = root;
  for (const token of ref.split("/").slice(1)) at = isJsonObject(at) ? at[token] : undefined;
  return at;
}

/** The fields that an object at a place may have. */
export function fieldsOf(schema: JsonObject): [key: string, schema: JsonObject][] {
  const own = isJsonObject(schema.properties) ? Object.entries(schema.properties) : [];
  const found = own.flatMap(([key, part]): [string, JsonObject][] =>
    isJsonObject(part) ? [[key, part]] : [],
  );
  return found.length > 0 ? found : branches(schema, schema).flatMap(fieldsOf);
}

/** The values that a schema names, as JSON. */
export function choicesOf(schema: JsonObject): string[] {
  const { type, enum: values, const: only } = schema;
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value));
  if (only !== undefined) return [JSON.stringify(only)];
  if (type === "boolean") return ["true", "false"];
  return branches(schema, schema).flatMap(choicesOf);
}

/** "text", "list of objects": what kind of value a schema asks for. */
export function kindWords(schema: JsonObject): string {
  switch (schema.type) {
    case "string":
      return "text";
    case "integer":
      return "whole number";
    case "boolean":
      return "true or false";
    case "array":
      return "list";
    case "object":
      return "object";
    case "number":
      return "number";
    default:
      return "";
  }
}
