// The smallest plain value that fits a JSON Schema, for the demo model's structured answers.
import { isJsonObject, type JsonObject, type JsonValue } from "@worktrail/shared/json";

const MAX_DEPTH = 12;
const MAX_ITEMS = 100;

const FORMATS: Readonly<Record<string, string>> = {
  email: "demo@example.com",
  uri: "https://example.com/",
  url: "https://example.com/",
  date: "2026-01-01",
  time: "00:00:00Z",
  "date-time": "2026-01-01T00:00:00Z",
  uuid: "00000000-0000-4000-8000-000000000000",
  hostname: "example.com",
  ipv4: "192.0.2.1",
};

/** Deterministic. Patterns and conditions that only a search could satisfy are not looked at. */
export function minimalInstance(schema: JsonObject): JsonValue {
  return build(schema, schema, 0);
}

function build(given: JsonValue | undefined, root: JsonObject, depth: number): JsonValue {
  if (!isJsonObject(given) || depth > MAX_DEPTH) return null;
  const schema = resolve(given, root);
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (Array.isArray(schema.enum)) return schema.enum[0] ?? null;
  switch (typeOf(schema)) {
    case "object":
      return buildObject(schema, root, depth);
    case "array":
      return buildArray(schema, root, depth);
    case "string":
      return buildString(schema);
    case "number":
    case "integer":
      return buildNumber(schema);
    case "boolean":
      return true;
    default:
      return null;
  }
}

/** Follows a local `$ref`, takes the first of alternatives and joins what must hold together. */
function resolve(schema: JsonObject, root: JsonObject): JsonObject {
  let merged = schema;
  if (typeof schema.$ref === "string" && schema.$ref.startsWith("#/")) {
    merged = merge(merged, lookUp(root, schema.$ref));
  }
  const first = [schema.anyOf, schema.oneOf].map((list) => (Array.isArray(list) ? list[0] : undefined));
  const all = Array.isArray(schema.allOf) ? schema.allOf : [];
  return [...first, ...all].reduce<JsonObject>(merge, merged);
}

function merge(into: JsonObject, more: JsonValue | undefined): JsonObject {
  if (!isJsonObject(more)) return into;
  const properties = { ...asObject(into.properties), ...asObject(more.properties) };
  const required = [...asList(into.required), ...asList(more.required)];
  return { ...into, ...more, properties, required };
}

function lookUp(root: JsonObject, pointer: string): JsonValue | undefined {
  let place: JsonValue | undefined = root;
  for (const token of pointer.slice(2).split("/")) {
    const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
    place = isJsonObject(place) && Object.hasOwn(place, key) ? place[key] : undefined;
  }
  return place;
}

function typeOf(schema: JsonObject): string {
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (typeof type === "string") return type;
  if (Object.keys(asObject(schema.properties)).length > 0) return "object";
  return schema.items === undefined ? "null" : "array";
}

function buildObject(schema: JsonObject, root: JsonObject, depth: number): JsonObject {
  const properties = asObject(schema.properties);
  const names = asList(schema.required).filter((name) => typeof name === "string" && name !== "__proto__");
  return Object.fromEntries(
    names.map((name) => [String(name), build(properties[String(name)], root, depth + 1)]),
  );
}

function buildArray(schema: JsonObject, root: JsonObject, depth: number): JsonValue[] {
  const length = Math.min(asNumber(schema.minItems) ?? 0, MAX_ITEMS);
  return Array.from({ length }, () => build(schema.items, root, depth + 1));
}

function buildString(schema: JsonObject): string {
  const known = typeof schema.format === "string" ? FORMATS[schema.format] : undefined;
  if (known !== undefined) return known;
  const shortest = Math.min(asNumber(schema.minLength) ?? 0, 10_000);
  return "demo".padEnd(shortest, "-").slice(0, asNumber(schema.maxLength) ?? Number.POSITIVE_INFINITY);
}

function buildNumber(schema: JsonObject): number {
  const step = asNumber(schema.multipleOf) ?? (typeOf(schema) === "integer" ? 1 : undefined);
  const above = asNumber(schema.exclusiveMinimum);
  const lowest = above === undefined ? asNumber(schema.minimum) : above + (step ?? 1);
  const highest = asNumber(schema.maximum) ?? asNumber(schema.exclusiveMaximum);
  const value = lowest ?? (highest !== undefined && highest <= 0 ? highest - 1 : 0);
  return step === undefined ? value : Math.ceil(value / step) * step;
}

function asObject(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function asList(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function asNumber(value: JsonValue | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}
