// The values that a step's fields can name, as a tree that is opened level by level.
import type { CompletionContext } from "@worktrail/shared/expression/complete";
import type { Shape } from "@worktrail/shared/expression/fields";
import type { ReferencePath } from "../../expression-editor/reference-text.ts";

export type DataEntry = {
  /** Undefined for what only groups others, as a step groups its ports. */
  readonly path: ReferencePath;
  readonly name: string;
  readonly shape: Shape;
  /** Entries that are known from the start; otherwise they are read from the shape. */
  readonly children?: readonly DataEntry[];
};

export type DataGroup = { readonly title: string; readonly entries: readonly DataEntry[] };

/** What comes in, what earlier steps gave (the nearest first), and what the run was started with. */
export function dataGroups(
  { data, inputs = {}, steps = {}, run_input }: CompletionContext,
  nameOf: (step_id: string) => string,
): DataGroup[] {
  const [first, ...others] = Object.keys(inputs);
  const input: DataEntry[] = [
    ...(first === undefined ? [] : [{ path: ["data"] as const, name: "data", shape: data ?? {} }]),
    ...others.map((port) => ({
      path: ["inputs", port] as const,
      name: `inputs.${port}`,
      shape: inputs[port] ?? {},
    })),
  ];
  const earlier = Object.entries(steps)
    .reverse()
    .map(([step_id, ports]) => stepEntry(step_id, nameOf(step_id), ports));
  return [
    { title: "Input of this step", entries: input },
    { title: "Earlier steps", entries: earlier },
    {
      title: "Input of the run",
      entries: [{ path: ["run", "input"] as const, name: "run.input", shape: run_input ?? {} }],
    },
  ].filter(({ entries }) => entries.length > 0);
}

function stepEntry(step_id: string, name: string, ports: Readonly<Record<string, Shape>>): DataEntry {
  const children = Object.entries(ports).map(
    ([port, shape]): DataEntry => ({ path: ["steps", step_id, port], name: port, shape }),
  );
  const sample = Object.fromEntries(
    Object.entries(ports).flatMap(([port, { sample: seen }]) => (seen === undefined ? [] : [[port, seen]])),
  );
  return {
    path: ["steps", step_id],
    name,
    shape: Object.keys(sample).length > 0 ? { sample } : {},
    children,
  };
}

/** How many entries lie below this one; a list is as long as the value that was seen, or one where none was. */
export function entryCount({ shape, children }: DataEntry): number {
  if (children) return children.length;
  const { sample } = shape;
  if (Array.isArray(sample)) return sample.length;
  return isRecord(sample) || isRecord(shape.schema) ? keysOf(shape).length + itemCount(shape) : 0;
}

export function childEntries(entry: DataEntry, limit: number): readonly DataEntry[] {
  if (entry.children) return entry.children.slice(0, limit);
  const { path, shape } = entry;
  const { sample, schema } = shape;
  const items = isRecord(schema) ? schema.items : undefined;
  if (Array.isArray(sample)) {
    return sample.slice(0, limit).map((value: unknown, index) => ({
      path: [...path, index] as const,
      name: `[${index}]`,
      shape: { sample: value, ...(items !== undefined && { schema: items }) },
    }));
  }
  if (itemCount(shape) > 0) return [{ path: [...path, 0], name: "[0]", shape: { schema: items } }];
  const properties = isRecord(schema) && isRecord(schema.properties) ? schema.properties : {};
  return keysOf(shape)
    .slice(0, limit)
    .map((key) => ({
      path: [...path, key] as const,
      name: key,
      shape: {
        ...(isRecord(sample) && Object.hasOwn(sample, key) && { sample: sample[key] }),
        ...(Object.hasOwn(properties, key) && { schema: properties[key] }),
      },
    }));
}

/** A list of which only the schema is known shows its first element. */
function itemCount({ sample, schema }: Shape): number {
  return sample === undefined && isRecord(schema) && isRecord(schema.items) ? 1 : 0;
}

function keysOf({ sample, schema }: Shape): string[] {
  const seen = isRecord(sample) ? Object.keys(sample) : [];
  const promised = isRecord(schema) && isRecord(schema.properties) ? Object.keys(schema.properties) : [];
  return [...new Set([...seen, ...promised])];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
