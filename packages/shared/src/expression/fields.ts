/** The fields that a path is known to have, from sample values and JSON Schemas. */
import { isList, isMap, kindOf, ownValue } from "./values.ts";

/** A value that was seen, a schema that was promised, both or neither. */
export type Shape = { sample?: unknown; schema?: unknown };

export type FieldSource = {
  data?: Shape;
  run_input?: Shape;
  /** By input port. */
  inputs?: Readonly<Record<string, Shape>>;
  /** Upstream steps, by step and output port. */
  steps?: Readonly<Record<string, Readonly<Record<string, Shape>>>>;
};

export type Field = { name: string; type: string; info: string };

const RUN_FIELDS: readonly Field[] = [
  { name: "id", type: "text", info: "The id of the run." },
  { name: "input", type: "any", info: "What the run was started with." },
  { name: "started_at", type: "text", info: "When the run started, RFC 3339." },
];
const SEGMENT_FIELDS: readonly Field[] = ["segment_id", "name", "version", "params"].map((name) => ({
  name,
  type: name === "params" ? "map" : "text",
  info: "",
}));
const MAX_FIELDS = 200;

/** The fields under a path whose first key is a top-level name; a list is entered by a position. */
export function fieldsAt(path: readonly string[], source: FieldSource): Field[] {
  const [root, first, second] = path;
  switch (root) {
    case "data":
      return fieldsOf(walk(source.data, path.slice(1)));
    case "inputs":
      return first === undefined
        ? namesOf(source.inputs, "port")
        : fieldsOf(walk(own(source.inputs, first), path.slice(2)));
    case "steps":
      return fieldsOfSteps(source, first, second, path.slice(3));
    case "run":
      if (first === undefined) return [...RUN_FIELDS];
      return first === "input" ? fieldsOf(walk(source.run_input, path.slice(2))) : [];
    case "segment":
      return first === undefined ? [...SEGMENT_FIELDS] : [];
    default:
      return [];
  }
}

function fieldsOfSteps(
  source: FieldSource,
  step: string | undefined,
  port: string | undefined,
  rest: readonly string[],
): Field[] {
  if (step === undefined) return namesOf(source.steps, "step");
  const ports = own(source.steps, step);
  if (port === undefined) return namesOf(ports, "port");
  return fieldsOf(walk(own(ports, port), rest));
}

function own<Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}

function namesOf(record: object | undefined, type: string): Field[] {
  return Object.keys(record ?? {}).map((name) => ({ name, type, info: "" }));
}

function walk(shape: Shape | undefined, path: readonly string[]): Shape | undefined {
  let current = shape;
  for (const key of path) {
    if (!current) return undefined;
    current = { sample: sampleAt(current.sample, key), schema: schemaAt(current.schema, key) };
  }
  return current;
}

function sampleAt(sample: unknown, key: string): unknown {
  if (isList(sample)) return /^\d+$/.test(key) ? sample[Number(key)] : undefined;
  return isMapSafely(sample) ? ownValue(sample, key) : undefined;
}

function schemaAt(schema: unknown, key: string): unknown {
  if (!isMapSafely(schema)) return undefined;
  if (/^\d+$/.test(key) && schema.items !== undefined) return schema.items;
  return isMapSafely(schema.properties) ? ownValue(schema.properties, key) : undefined;
}

function isMapSafely(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && isMap(value);
}

function fieldsOf(shape: Shape | undefined): Field[] {
  const fields = new Map<string, Field>();
  const properties = isMapSafely(shape?.schema) ? shape.schema.properties : undefined;
  if (isMapSafely(properties)) {
    for (const [name, schema] of Object.entries(properties)) fields.set(name, schemaField(name, schema));
  }
  if (isMapSafely(shape?.sample)) {
    for (const [name, value] of Object.entries(shape.sample)) {
      if (!fields.has(name)) fields.set(name, { name, type: kindOf(value), info: preview(value) });
    }
  }
  return [...fields.values()].filter(({ name }) => /^[A-Za-z_]\w*$/.test(name)).slice(0, MAX_FIELDS);
}

function schemaField(name: string, schema: unknown): Field {
  const map = isMapSafely(schema) ? schema : {};
  const type = typeof map.type === "string" ? map.type : "any";
  return { name, type, info: typeof map.description === "string" ? map.description.slice(0, 200) : "" };
}

function preview(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 60));
  if (typeof value === "number" || typeof value === "boolean" || value === null) return String(value);
  return isList(value) ? `${value.length} elements` : "";
}
