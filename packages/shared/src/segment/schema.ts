// The shape of a segment, and nothing but its shape: what a segment means is checked by validate.ts.
import { z } from "zod";
import type { JsonValue } from "../json.ts";
import { SEGMENT_LIMITS } from "./limits.ts";

const RESERVED_IDS = new Set(["constructor", "prototype", "__proto__"]);

export const IdSchema = z
  .string()
  .max(SEGMENT_LIMITS.id_length, `An id has at most ${SEGMENT_LIMITS.id_length} characters.`)
  .regex(
    /^[a-z][a-z0-9_]*$/,
    "Use a lower-case letter first, then lower-case letters, digits and underscores.",
  )
  .refine((id) => !RESERVED_IDS.has(id), "This word is reserved; choose another id.");

export const JsonValueSchema: z.ZodType<JsonValue> = z.lazy(() =>
  z.union([
    z.null(),
    z.boolean(),
    z.number(),
    z.string(),
    z.array(JsonValueSchema),
    z.record(z.string(), JsonValueSchema),
  ]),
);
export const JsonObjectSchema = z.record(z.string(), JsonValueSchema);

/** `json` is anything; the named atoms after `array` are their base type plus a check. */
export const DATA_TYPES = [
  "json",
  "string",
  "number",
  "boolean",
  "object",
  "array",
  "email",
  "url",
  "date",
  "datetime",
  "uuid",
  "integer",
] as const;
export const DataTypeSchema = z.enum(DATA_TYPES);
export type DataType = z.infer<typeof DataTypeSchema>;

export const PortSchema = z.strictObject({
  port_id: IdSchema,
  data_type: DataTypeSchema,
  description: z.string().optional(),
  /** A JSON Schema that values on this port must satisfy, beside `data_type`. */
  schema: JsonObjectSchema.optional(),
});
export type Port = z.infer<typeof PortSchema>;

const PointSchema = z.strictObject({ x: z.number(), y: z.number() });
export type Point = z.infer<typeof PointSchema>;

/** Delays in seconds; attempt n waits `delay_seconds * backoff^(n-1)`, at most `max_delay_seconds`, with jitter. */
export const RetryPolicySchema = z.strictObject({
  max_attempts: z.int().min(1).max(100),
  delay_seconds: z.number().positive().max(86_400).optional(),
  backoff: z.number().min(1).max(10).optional(),
  max_delay_seconds: z.number().positive().max(86_400).optional(),
});
export type RetryPolicy = z.infer<typeof RetryPolicySchema>;

/** The longest wait that one time-out may name: a year. Long waits live in the database, not in a timer. */
const MAX_TIMEOUT_SECONDS = 31_536_000;
const TimeoutSchema = z.int().min(1).max(MAX_TIMEOUT_SECONDS);

export const ON_ERROR = ["fail", "continue", "route"] as const;
const ColorSchema = z.string().regex(/^#[0-9a-fA-F]{6}$/, "Write the colour as #rrggbb.");

export const StepSchema = z.strictObject({
  step_id: IdSchema,
  step_type: IdSchema,
  name: z.string().max(200).optional(),
  config: JsonObjectSchema.optional(),
  inputs: z.array(PortSchema).optional(),
  outputs: z.array(PortSchema).optional(),
  retry: RetryPolicySchema.optional(),
  timeout_seconds: TimeoutSchema.optional(),
  on_error: z.enum(ON_ERROR).optional(),
  /** A disabled step does nothing: what arrives on its first input goes out of its first output. */
  disabled: z.boolean().optional(),
  /** False: when its process dies in the middle, the step does not run again before a person has said what happened. */
  repeatable: z.boolean().optional(),
  position: PointSchema.optional(),
  ui: z.strictObject({ color: ColorSchema.optional(), collapsed: z.boolean().optional() }).optional(),
});
export type Step = z.infer<typeof StepSchema>;

export const EdgeSchema = z.strictObject({
  source_step: IdSchema,
  source_port: IdSchema,
  target_step: IdSchema,
  target_port: IdSchema,
});
export type Edge = z.infer<typeof EdgeSchema>;

/** Colours of notes and groups by name: each theme has its own shade. */
export const PAPER_COLORS = ["yellow", "green", "blue", "violet", "pink", "grey"] as const;
export type PaperColor = (typeof PAPER_COLORS)[number];

export const NoteSchema = z.strictObject({
  note_id: IdSchema,
  /** Markdown. */
  text: z.string(),
  color: z.enum(PAPER_COLORS).optional(),
  position: PointSchema,
  size: z.strictObject({ width: z.number().positive(), height: z.number().positive() }),
});
export type Note = z.infer<typeof NoteSchema>;

/** Steps that are drawn together under a title. A group has no meaning in a run and no place of its own. */
export const GroupSchema = z.strictObject({
  group_id: IdSchema,
  title: z.string().max(200),
  color: z.enum(PAPER_COLORS).optional(),
  /** Each step is in one group at most; groups do not nest. */
  step_ids: z.array(IdSchema).max(SEGMENT_LIMITS.steps),
});
export type Group = z.infer<typeof GroupSchema>;

export const ParamsSchema = z.strictObject({
  /** Wall-clock bound of a whole run, waiting included. */
  timeout_seconds: TimeoutSchema.optional(),
  /** Retries, after the first attempt, for steps that support retry and name no policy of their own. */
  max_retries: z.int().min(0).max(99).optional(),
  /** Steps of one run that may be under way at once. */
  max_concurrency: z.int().min(1).max(256).optional(),
});

export const SegmentSchema = z.strictObject({
  segment_id: IdSchema,
  name: z.string().min(1, "Give the segment a name.").max(200),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'Write the version as three numbers, such as "1.0.0".'),
  description: z.string().optional(),
  params: ParamsSchema.optional(),
  input_schema: JsonObjectSchema.optional(),
  steps: z
    .array(StepSchema)
    .max(SEGMENT_LIMITS.steps, `A segment has at most ${SEGMENT_LIMITS.steps} steps.`),
  edges: z
    .array(EdgeSchema)
    .max(SEGMENT_LIMITS.edges, `A segment has at most ${SEGMENT_LIMITS.edges} edges.`)
    .optional(),
  notes: z.array(NoteSchema).max(SEGMENT_LIMITS.notes).optional(),
  groups: z.array(GroupSchema).max(SEGMENT_LIMITS.groups).optional(),
  metadata: JsonObjectSchema.optional(),
});
/** A workflow as portable JSON: what is drawn, stored, exported and run. */
export type Segment = z.infer<typeof SegmentSchema>;
