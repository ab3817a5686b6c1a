// The input of a segment as a list of fields, and as the JSON Schema that it is.
import { isJsonObject, type JsonObject, type JsonValue } from "@worktrail/shared/json";

export const FIELD_TYPES = ["string", "number", "integer", "boolean", "object", "array"] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export type InputField = {
  readonly name: string;
  /** The schema of the field as it stands; what the list does not show is kept. */
  readonly schema: JsonObject;
  readonly required: boolean;
};

/** The fields of a schema that a list can show, or null for one that it cannot. */
export function readInputFields(schema: JsonObject | undefined): InputField[] | null {
  if (schema === undefined) return [];
  if (schema.type !== undefined && schema.type !== "object") return null;
  const properties = schema.properties ?? {};
  const required = schema.required ?? [];
  if (!isJsonObject(properties) || !Array.isArray(required)) return null;
  const names = Object.keys(properties);
  if (required.some((name) => typeof name !== "string" || !names.includes(name))) return null;
  const fields: InputField[] = [];
  for (const [name, field] of Object.entries(properties)) {
    if (!isJsonObject(field) || !hasKnownType(field)) return null;
    fields.push({ name, schema: field, required: required.includes(name) });
  }
  return fields;
}

function hasKnownType({ type }: JsonObject): boolean {
  return type === undefined || FIELD_TYPES.some((known) => known === type);
}

/**
 * The schema with these fields; everything else in it stays. Fields without a name and repeated ones are left
 * out, and without any field and anything else there is no schema.
 */
export function writeInputFields(
  before: JsonObject | undefined,
  fields: readonly InputField[],
): JsonObject | undefined {
  const { properties: _properties, required: _required, type: _type, ...others } = before ?? {};
  const properties: JsonObject = {};
  const required: string[] = [];
  for (const field of fields) {
    if (field.name === "" || field.name === "__proto__" || Object.hasOwn(properties, field.name)) continue;
    properties[field.name] = field.schema;
    if (field.required) required.push(field.name);
  }
  const isEmpty = Object.keys(properties).length === 0 && Object.keys(others).length === 0;
  if (isEmpty) return before === undefined ? undefined : { type: "object" };
  return { type: "object", ...others, properties, ...(required.length > 0 && { required }) };
}

export function fieldType({ schema }: InputField): FieldType | "any" {
  return FIELD_TYPES.find((type) => type === schema.type) ?? "any";
}

export function withFieldType(field: InputField, type: FieldType | "any"): InputField {
  const { type: _old, default: value, ...rest } = field.schema;
  const text = value === undefined ? "" : defaultText(value);
  const typed: InputField = { ...field, schema: type === "any" ? rest : { type, ...rest } };
  return withDefault(typed, text);
}

export function withTitle(field: InputField, title: string): InputField {
  const { title: _old, ...rest } = field.schema;
  return { ...field, schema: title === "" ? rest : { ...rest, title } };
}

export function defaultText(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A default is read as what the field's type is; what cannot be is kept as the text that it is. */
export function withDefault(field: InputField, text: string): InputField {
  const { default: _old, ...rest } = field.schema;
  if (text === "") return { ...field, schema: rest };
  return { ...field, schema: { ...rest, default: readDefault(fieldType(field), text) } };
}

function readDefault(type: FieldType | "any", text: string): JsonValue {
  if (type === "string") return text;
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}

export function nameProblem(fields: readonly InputField[], index: number): string | null {
  const name = fields[index]?.name ?? "";
  if (name === "") return "Give the field a name.";
  const first = fields.findIndex((field) => field.name === name);
  if (first < index) return "Another field has this name. Choose a different one.";
  return name === "__proto__" ? "This name is reserved. Choose another one." : null;
}
