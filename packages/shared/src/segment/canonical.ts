import type { z } from "zod";
import {
  EdgeSchema,
  GroupSchema,
  NoteSchema,
  ParamsSchema,
  PortSchema,
  RetryPolicySchema,
  type Segment,
  SegmentSchema,
  StepSchema,
} from "./schema.ts";

/**
 * The one text of a segment: keys of the contract's objects in the contract's order, two-space indent, a
 * newline at the end, `undefined` left out. Free objects (config, metadata, schemas) keep the order of their
 * keys, because it carries meaning there: the order of the fields of a form, of headers, of a mapping's output.
 * `parseSegmentText` reads it back to an equal segment.
 */
export function exportSegment(segment: Segment): string {
  return `${JSON.stringify(canonicalSegment(segment), null, 2)}\n`;
}

/** An equal segment whose objects have their keys in the exported order. */
export function canonicalSegment(segment: Segment): Segment {
  return {
    ...inOrder(SegmentSchema, segment),
    ...(segment.params && { params: inOrder(ParamsSchema, segment.params) }),
    steps: segment.steps.map(canonicalStep),
    ...(segment.edges && { edges: segment.edges.map((edge) => inOrder(EdgeSchema, edge)) }),
    ...(segment.notes && { notes: segment.notes.map(canonicalNote) }),
    ...(segment.groups && { groups: segment.groups.map((group) => inOrder(GroupSchema, group)) }),
  };
}

type Step = Segment["steps"][number];
type Note = NonNullable<Segment["notes"]>[number];

function canonicalStep(step: Step): Step {
  return {
    ...inOrder(StepSchema, step),
    ...(step.inputs && { inputs: step.inputs.map((port) => inOrder(PortSchema, port)) }),
    ...(step.outputs && { outputs: step.outputs.map((port) => inOrder(PortSchema, port)) }),
    ...(step.retry && { retry: inOrder(RetryPolicySchema, step.retry) }),
    ...(step.position && { position: { x: step.position.x, y: step.position.y } }),
    ...(step.ui && { ui: inOrder(StepSchema.shape.ui.unwrap(), step.ui) }),
  };
}

function canonicalNote(note: Note): Note {
  return {
    ...inOrder(NoteSchema, note),
    position: { x: note.position.x, y: note.position.y },
    size: { width: note.size.width, height: note.size.height },
  };
}

/** A spread over the result keeps the places of its keys, so that nested parts can be replaced in order. */
function inOrder<Value extends object>(schema: z.ZodObject, value: Value): Value {
  const order = new Map(Object.keys(schema.shape).map((key, index) => [key, index]));
  const place = ([key]: [string, unknown]) => order.get(key) ?? order.size;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.sort((a, b) => place(a) - place(b))) as Value;
}
