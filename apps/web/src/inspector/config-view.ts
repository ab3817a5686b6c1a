// Which fields of a step's config a form shows, as the schema of its type asks.
import { isJsonObject, type JsonObject, type JsonValue } from "@worktrail/shared/json";
import { sameValue } from "@worktrail/shared/segment/same-value";
import { catalogEntries } from "@worktrail/steps/contracts";

export type ConfigView = {
  /** The schema with the everyday fields only. */
  readonly main: JsonObject;
  /** Seldom needed ones; null where there are none. */
  readonly advanced: JsonObject | null;
  /** Fields of which exactly one is to be given, and the one that is shown; null where more than one is set. */
  readonly one_of: { readonly fields: readonly string[]; readonly chosen: string | null } | null;
};

let schemas: ReadonlyMap<string, JsonObject> | null = null;

/** The published JSON Schema of a type's config; null for a type that the catalog does not know. */
export function configSchema(step_type: string): JsonObject | null {
  schemas ??= new Map(Object.values(catalogEntries()).map((entry) => [entry.type_id, entry.config_schema]));
  return schemas.get(step_type) ?? null;
}

export function fieldTitle(schema: JsonObject, field: string): string {
  const title = propertiesOf(schema)[field]?.title;
  return typeof title === "string" ? title : field;
}

/**
 * What holds a value or a problem is always shown, whatever the schema says of when it matters: nothing that a
 * person wrote may hide.
 *
 * @param preferred the alternative that the person chose while none of them is given
 * @param mixed fields that have values, though not one that could be shown
 */
export function configView(
  schema: JsonObject,
  config: JsonObject,
  hasProblem: (field: string) => boolean,
  preferred: string | null = null,
  mixed: ReadonlySet<string> = new Set(),
): ConfigView {
  const properties = propertiesOf(schema);
  const one_of = oneOf(schema, (field) => config[field] !== undefined || mixed.has(field), preferred);
  const shown = Object.keys(properties).filter((field) => {
    if (one_of?.chosen && one_of.fields.includes(field)) return field === one_of.chosen;
    return config[field] !== undefined || hasProblem(field) || matters(properties, field, config);
  });
  const advanced = shown.filter((field) => properties[field]?.["x-advanced"] === true);
  const main = shown.filter((field) => !advanced.includes(field));
  return {
    main: withFields(schema, main),
    advanced: advanced.length > 0 ? withFields(schema, advanced) : null,
    one_of,
  };
}

/** The words for the values of a choice: `escalate` reads as "Escalate"; `GET` stays as it is. */
export function choiceWords(schema: JsonObject): Record<string, { "ui:enumNames": string[] }> {
  return Object.fromEntries(
    Object.entries(propertiesOf(schema)).flatMap(([field, { enum: values }]) =>
      Array.isArray(values) ? [[field, { "ui:enumNames": values.map(choiceWord) }]] : [],
    ),
  );
}

/** Fields of ours that differ say so in place of an example; no default stands in for what they have. */
export function mixedFields(schema: JsonObject, mixed: ReadonlySet<string>): JsonObject {
  const properties = Object.entries(propertiesOf(schema)).map(([field, part]) => {
    if (!mixed.has(field) || part["x-control"] === undefined) return [field, part];
    return [field, { ...part, examples: [MIXED] }];
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** The same for the fields that the form library draws. */
export function mixedWords(
  schema: JsonObject,
  mixed: ReadonlySet<string>,
): Record<string, { "ui:placeholder": string }> {
  return Object.fromEntries(
    Object.entries(propertiesOf(schema)).flatMap(([field, part]) =>
      mixed.has(field) && part.enum === undefined && part["x-control"] === undefined
        ? [[field, { "ui:placeholder": MIXED }]]
        : [],
    ),
  );
}

const MIXED = "Mixed";

function choiceWord(value: JsonValue): string {
  const text = String(value);
  return text.charAt(0).toUpperCase() + text.slice(1).replaceAll("_", " ");
}

function propertiesOf(schema: JsonObject): Record<string, JsonObject> {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, part]) => (isJsonObject(part) ? [[name, part]] : [])),
  );
}

/** `x-when`: the field matters while another one has one of some values, its default counted as its value. */
function matters(properties: Record<string, JsonObject>, field: string, config: JsonObject): boolean {
  const when = properties[field]?.["x-when"];
  if (!isJsonObject(when) || typeof when.field !== "string" || !Array.isArray(when.is)) return true;
  const value: JsonValue | undefined = config[when.field] ?? properties[when.field]?.default;
  return when.is.some((wanted) => sameValue(wanted, value));
}

function oneOf(
  schema: JsonObject,
  isGiven: (field: string) => boolean,
  preferred: string | null,
): ConfigView["one_of"] {
  const listed = schema["x-one-of"];
  if (!Array.isArray(listed)) return null;
  const fields = listed.filter((field) => typeof field === "string");
  const given = fields.filter(isGiven);
  if (given.length > 1) return { fields, chosen: null };
  const wanted = preferred !== null && fields.includes(preferred) ? preferred : null;
  return { fields, chosen: given[0] ?? wanted ?? fields[0] ?? null };
}

function withFields(schema: JsonObject, fields: readonly string[]): JsonObject {
  const properties = propertiesOf(schema);
  const required = Array.isArray(schema.required) ? schema.required : [];
  return {
    type: "object",
    properties: Object.fromEntries(
      fields.flatMap((field) => (properties[field] ? [[field, properties[field]]] : [])),
    ),
    required: required.filter((field) => typeof field === "string" && fields.includes(field)),
  };
}
