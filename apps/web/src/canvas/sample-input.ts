import { isJsonObject, type JsonObject, type JsonValue } from "@worktrail/shared/json";

const MAX_DEPTH = 4;

/** A first input that has the schema's shape: its default or example where it has one, else an empty value. */
export function sampleInput(schema: JsonObject | undefined): JsonValue {
  return schema ? sample(schema, 0) : {};
}

function sample(schema: JsonObject, depth: number): JsonValue {
  if (schema.default !== undefined) return schema.default;
  if (Array.isArray(schema.examples) && schema.examples[0] !== undefined) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum) && schema.enum[0] !== undefined) return schema.enum[0];
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "string":
      return "";
    case "number":
    case "integer":
      return typeof schema.minimum === "number" ? schema.minimum : 0;
    case "boolean":
      return false;
    case "array":
      return [];
    case "null":
      return null;
    default:
      return sampleObject(schema, depth);
  }
}

function sampleObject({ properties }: JsonObject, depth: number): JsonObject {
  if (!isJsonObject(properties) || depth >= MAX_DEPTH) return {};
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, schema]) =>
      isJsonObject(schema) ? [[name, sample(schema, depth + 1)] as const] : [],
    ),
  );
}
