import type { JsonValue } from "../json.ts";
import { isDate, isDateTime, isEmail, isUuid, isWebAddress } from "./atoms.ts";
import { jsonSchemaProblems } from "./json-schema.ts";
import type { DataType, Port } from "./schema.ts";

type Base = "json" | "string" | "number" | "boolean" | "object" | "array";

const BASE: Readonly<Record<DataType, Base>> = {
  json: "json",
  string: "string",
  number: "number",
  boolean: "boolean",
  object: "object",
  array: "array",
  email: "string",
  url: "string",
  date: "string",
  datetime: "string",
  uuid: "string",
  integer: "number",
};

/**
 * Whether a value from `source` may reach `target`. `json` fits everything, an atom fits its base type.
 * A base type is also let into its atoms (a `string` into an `email` port): it may well fit, and
 * `portValueProblem` decides when the value is there. Two different atoms never fit.
 */
export function portsCompatible(source: Pick<Port, "data_type">, target: Pick<Port, "data_type">): boolean {
  const from = source.data_type;
  const to = target.data_type;
  if (from === to || from === "json" || to === "json") return true;
  return BASE[from] === BASE[to] && (BASE[from] === from || BASE[to] === to);
}

/** Whether `narrow` allows no more values than `wide`. */
export function isNarrowerType(narrow: DataType, wide: DataType): boolean {
  return wide === "json" || narrow === wide || BASE[narrow] === wide;
}

/** Why `value` does not fit `port`, as a sentence, or null where it fits. */
export function portValueProblem(port: Port, value: JsonValue): string | null {
  const name = `"${port.port_id}"`;
  if (!hasBase(BASE[port.data_type], value)) {
    return `The port ${name} takes ${TYPE_NAMES[port.data_type]}, not ${describeValue(value)}.`;
  }
  if (!passesAtom(port.data_type, value)) {
    return `The value on the port ${name} is not ${TYPE_NAMES[port.data_type]}.`;
  }
  if (!port.schema) return null;
  const problems = jsonSchemaProblems(port.schema, value);
  if (problems.length === 0) return null;
  return `The value on the port ${name} does not fit its schema: ${problems.slice(0, 3).join(" ")}`;
}

const TYPE_NAMES: Readonly<Record<DataType, string>> = {
  json: "any value",
  string: "a text",
  number: "a number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
  email: "an e-mail address",
  url: "a web address that begins with http:// or https://",
  date: "a date such as 2026-01-31",
  datetime: "a date and time with its zone, such as 2026-01-31T09:30:00Z",
  uuid: "a UUID",
  integer: "a whole number",
};

export function typeName(type: DataType): string {
  return TYPE_NAMES[type];
}

function describeValue(value: JsonValue): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  const kinds: Readonly<Record<string, string>> = {
    string: "a text",
    number: "a number",
    boolean: "true or false",
    object: "an object",
  };
  return kinds[typeof value] ?? typeof value;
}

function hasBase(base: Base, value: JsonValue): boolean {
  switch (base) {
    case "json":
      return true;
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    default:
      return typeof value === base;
  }
}

const MAX_ATOM_LENGTH = 2_000;

function passesAtom(type: DataType, value: JsonValue): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (typeof value !== "string" || BASE[type] === type) return true;
  if (value.length > MAX_ATOM_LENGTH) return false;
  switch (type) {
    case "email":
      return isEmail(value);
    case "url":
      return isWebAddress(value);
    case "date":
      return isDate(value);
    case "datetime":
      return isDateTime(value);
    default:
      return isUuid(value);
  }
}
