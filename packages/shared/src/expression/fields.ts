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

export type Field = {
  name: string;
  type: string;
  info: string;
  /** The value that was seen, in a few characters. */
  sample?: string;
};

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
  if (root === "inputs" && first === undefined) return namesOf(source.inputs, "port");
  if (root === "steps" && first === undefined) return namesOf(source.steps, "step");
  if (root === "steps" && first !== undefined && second === undefined) {
    return namesOf(own(source.steps, first), "port");
  }
  if (root === "run" && first === undefined) return [...RUN_FIELDS];
  if (root === "segment" && first === undefined) return [...SEGMENT_FIELDS];
  return fieldsOf(shapeAt(path, source));
}

/** What is known of the value at a path; undefined where nothing is, and for paths that stop above a value. */
export function shapeAt(path: readonly string[], source: FieldSource): Shape | undefined {
  const [root, first, second] = path;
  switch (root) {
    case "data":
      return walk(source.data, path.slice(1));
    case "inputs":
      return first === undefined ? undefined : walk(own(source.inputs, first), path.slice(2));
    case "steps": {
      const ports = first === undefined ? undefined : own(source.steps, first);
      return second === undefined ? undefined : walk(own(ports, second), path.slice(3));
    }
    case "run":
      return first === "input" ? walk(source.run_input, path.slice(2)) : undefined;
    default:
      return undefined;
  }
}

/** The kind of value that a shape promises or has shown; `any` where neither says. */
export function typeOfShape({ schema, sample }: Shape): string {
  const type = isMapSafely(schema) ? schema.type : undefined;
  if (typeof type === "string") return type;
  return sample === undefined ? "any" : kindOf(sample);
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
  const schemas = isMapSafely(shape?.schema) ? shape.schema.properties : undefined;
  const promised = isMapSafely(schemas) ? Object.keys(schemas) : [];
  const seen = isMapSafely(shape?.sample) ? Object.keys(shape.sample) : [];
  return [...new Set([...promised, ...seen])]
    .filter((name) => /^[A-Za-z_]\w*$/.test(name))
    .slice(0, MAX_FIELDS)
    .map((name) => fieldOf(name, walk(shape, [name]) ?? {}));
}

function fieldOf(name: string, shape: Shape): Field {
  const { schema, sample } = shape;
  const description = isMapSafely(schema) ? schema.description : undefined;
  return {
    name,
    type: typeOfShape(shape),
    info: typeof description === "string" ? description.slice(0, 200) : "",
    ...(sample !== undefined && { sample: samplePreview(sample) }),
  };
}

/** A value in a few characters. */
export function samplePreview(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (typeof value === "number" || typeof value === "boolean" || value === null) return String(value);
  if (isList(value)) return value.length === 1 ? "1 element" : `${value.length} elements`;
  return isMapSafely(value) ? `${Object.keys(value).length} keys` : "";
}
