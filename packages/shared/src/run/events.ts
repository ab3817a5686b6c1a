// One fact about a run. The journal of a run is the ordered list of these; everything else is folded from it.
import { z } from "zod";
import { IdSchema, JsonObjectSchema, JsonValueSchema } from "../segment/schema.ts";
import { RUN_PRIORITIES } from "./priority.ts";

const TimeSchema = z.iso.datetime();

export const RunErrorSchema = z.strictObject({
  error_type: z.string(),
  error_message: z.string(),
  error_code: z.string(),
  recoverable: z.boolean(),
  details: JsonObjectSchema.optional(),
});
export type RunError = z.infer<typeof RunErrorSchema>;

const PersonSchema = z.strictObject({ user_id: z.string(), name: z.string() });
export type Person = z.infer<typeof PersonSchema>;

const RequestedSchema = z.strictObject({ requested_by: PersonSchema, reason: z.string().optional() });
const OutputsSchema = z.record(IdSchema, JsonValueSchema);

export const RunConfigSchema = z.strictObject({
  timeout_seconds: z.int().min(1).max(31_536_000).optional(),
  max_retries: z.int().min(0).max(99).optional(),
  max_concurrency: z.int().min(1).max(256).optional(),
  /** Which runs are taken first while they have to queue; left out, `normal`. */
  priority: z.enum(RUN_PRIORITIES).optional(),
});
/** Overrides of the segment's params for one run. */
export type RunConfig = z.infer<typeof RunConfigSchema>;

const TaskSchema = z.strictObject({
  task_type: z.enum(["approval", "choice", "input", "review"]),
  title: z.string(),
  description: z.string(),
  actions: z.array(
    z.strictObject({
      action: z.string(),
      label: z.string(),
      style: z.enum(["primary", "danger", "neutral"]),
      without_form: z.boolean().optional(),
    }),
  ),
  form_schema: JsonObjectSchema.nullable(),
  data: JsonValueSchema,
  assignee_ref: z.string().nullable(),
  candidate_groups: z.array(z.string()),
  timeout_hours: z.number().nullable(),
  on_timeout: z.enum(["fail", "route", "escalate"]),
  escalation_chain: z.array(z.string()),
});
export const TaskDecisionSchema = z.strictObject({
  action: z.string(),
  values: JsonObjectSchema,
  comment: z.string().nullable(),
  decided_by: PersonSchema,
  decided_at: TimeSchema,
  operation_id: z.string().nullable(),
});

/** `not_asked`: the run was started for a part of the segment, and the step is not of it. */
export const SKIP_REASONS = ["dead_path", "join_satisfied", "disabled", "not_asked"] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

export const TIMER_KINDS = ["task_due", "run_timeout"] as const;
const TimerSchema = z.strictObject({
  timer_id: z.string(),
  kind: z.enum(TIMER_KINDS),
  due_at: TimeSchema,
});

const StoredValueSchema = z.strictObject({
  /** JSON Pointer; null stands there instead. */
  path: z.string(),
  /** SHA-256 of its JSON text, in hex. */
  hash: z.string(),
  bytes: z.int().min(1),
});
/** A value that is too large for the journal, kept beside it. */
export type StoredValue = z.infer<typeof StoredValueSchema>;

const envelope = {
  event_id: z.string(),
  /** Gapless per run, from 1. */
  seq: z.int().min(1),
  timestamp: TimeSchema,
  tenant_id: z.string(),
  run_id: z.string(),
  segment_id: IdSchema,
  severity: z.enum(["debug", "info", "warning", "error"]),
  correlation_id: z.string().optional(),
  parent_event_id: z.string().optional(),
  /** Values of the payload that are kept beside the journal. */
  stored: z.array(StoredValueSchema).optional(),
};
const stepFields = { step_id: IdSchema, step_type: IdSchema, attempt: z.int().min(1) };

function runEvent<Type extends string, Payload extends z.ZodType>(type: Type, payload: Payload) {
  return z.strictObject({
    ...envelope,
    event_type: z.literal(type),
    payload,
    error: RunErrorSchema.optional(),
    duration_ms: z.number().min(0).optional(),
  });
}
function stepEvent<Type extends string, Payload extends z.ZodType>(type: Type, payload: Payload) {
  return runEvent(type, payload).extend(stepFields);
}
function failedStepEvent<Type extends string, Payload extends z.ZodType>(type: Type, payload: Payload) {
  return stepEvent(type, payload).extend({ error: RunErrorSchema });
}
const nothing = z.strictObject({});
/** The run in which the outcome really came about, where this one only took it over. */
const recorded_in = z.string().optional();

/** `pinned`: a person keeps it at the step while drawing; `typed`: written for this one run. */
export const GIVEN_AS = ["pinned", "typed"] as const;
export type GivenAs = (typeof GIVEN_AS)[number];
const GivenSchema = z.strictObject({ outputs: OutputsSchema, as: z.enum(GIVEN_AS) });
/** What a step gives without being executed. */
export type GivenOutputs = z.infer<typeof GivenSchema>;

export const PART_KINDS = ["step", "until"] as const;
export const RunPartSchema = z.strictObject({ kind: z.enum(PART_KINDS), step_id: IdSchema });
/** The part of its segment that a run was started for: one step alone, or everything up to that step. */
export type RunPart = z.infer<typeof RunPartSchema>;

export const ParentSchema = z.strictObject({
  run_id: z.string(),
  step_id: IdSchema,
  /** From 1. */
  iteration: z.int().min(1),
});
/** The place in another run that a run was started from. */
export type RunParent = z.infer<typeof ParentSchema>;

const OriginSchema = z.strictObject({
  run_id: z.string(),
  step_id: IdSchema,
  /** How much of that run's journal was known. */
  last_seq: z.int().min(1),
});
/** The run whose recorded outcomes a run began with, and the step that it began at. */
export type RunOrigin = z.infer<typeof OriginSchema>;

export const TriggerSchema = z.strictObject({
  schedule_id: z.string(),
  /** The time that the schedule names; the run began `late_ms` after it. */
  due_at: TimeSchema,
  late_ms: z.number().min(0),
});
/** The due time of a schedule that a run was started for. */
export type RunTrigger = z.infer<typeof TriggerSchema>;

export const CHILD_MODES = ["once", "for_each", "until"] as const;
const ChildrenPlanSchema = z.strictObject({
  segment_id: IdSchema,
  /** Every iteration runs this revision. */
  revision: z.int().min(1),
  mode: z.enum(CHILD_MODES),
  /** The input of each iteration; a loop's later iterations get the output of the one before. */
  inputs: z.array(JsonValueSchema),
  max_concurrency: z.int().min(1),
  max_iterations: z.int().min(1),
  on_item_error: z.enum(["fail", "continue"]),
});
/** What a step that runs another segment is going to run; recorded once, so that a crash changes nothing of it. */
export type ChildrenPlan = z.infer<typeof ChildrenPlanSchema>;

const actionFields = {
  name: z.string(),
  kind: z.enum(["http", "tool", "run"]),
  detail: JsonObjectSchema,
};
const childFields = { run_id: z.string(), iteration: z.int().min(1) };

export const WorktrailEventSchema = z.discriminatedUnion("event_type", [
  runEvent(
    "segment.started",
    z.strictObject({
      /** Null for a run of a segment that was never saved. */
      revision: z.int().min(1).nullable(),
      input: JsonValueSchema,
      config: RunConfigSchema,
      started_by: PersonSchema,
      parent: ParentSchema.optional(),
      /** How many runs are above this one. */
      depth: z.int().min(1).optional(),
      /** What started the run by itself; left out for a run that people or another run started. */
      trigger: TriggerSchema.optional(),
      /** A person asked for it in the browser; older journals never say so. */
      by_hand: z.literal(true).optional(),
      /** The run that this one repeats, with the same input or another one. */
      repeats: z.string().optional(),
      from: OriginSchema.optional(),
      /** Left out for a run of the whole segment. */
      part: RunPartSchema.optional(),
      /** By step: these give their outputs when it is their turn, and are not executed. */
      given: z.record(IdSchema, GivenSchema).optional(),
    }),
  ),
  /** `outputs` holds the value of every step whose outputs went nowhere. */
  runEvent("segment.completed", z.strictObject({ outputs: OutputsSchema })),
  runEvent("segment.failed", nothing).extend({ error: RunErrorSchema, step_id: IdSchema.optional() }),
  runEvent("segment.cancelled", RequestedSchema),
  runEvent("segment.paused", RequestedSchema),
  runEvent("segment.resumed", RequestedSchema),
  runEvent("segment.timed_out", z.strictObject({ timeout_seconds: z.number() })),
  /** Ready, and held back until there is room. */
  stepEvent("step.scheduled", nothing),
  stepEvent("step.started", z.strictObject({ idempotency_key: z.string() })),
  /** `given_as`: the step was not executed; its outputs came with the start. */
  stepEvent(
    "step.completed",
    z.strictObject({ outputs: OutputsSchema, recorded_in, given_as: z.enum(GIVEN_AS).optional() }),
  ),
  /** The step's final failure. `outputs` holds what `on_error` lets flow on: nothing, nulls, or the error. */
  failedStepEvent(
    "step.failed",
    z.strictObject({ handled: z.enum(["fail", "continue", "route"]), outputs: OutputsSchema, recorded_in }),
  ),
  /** `outputs`: what a disabled step passes on. */
  stepEvent(
    "step.skipped",
    z.strictObject({ reason: z.enum(SKIP_REASONS), outputs: OutputsSchema.optional(), recorded_in }),
  ),
  failedStepEvent("step.retrying", z.strictObject({ next_attempt: z.int().min(2), due_at: TimeSchema })),
  /** The process that ran this attempt is gone, and nobody knows how far it came. */
  stepEvent("step.lost", nothing),
  /** `about`: the step itself asks nothing; its attempt was lost, and a person has to say what became of it. */
  stepEvent(
    "human.task_created",
    z.strictObject({ task_id: z.string(), task: TaskSchema, about: z.literal("lost_attempt").optional() }),
  ),
  stepEvent(
    "human.task_assigned",
    z.strictObject({ task_id: z.string(), assignee_ref: z.string().nullable() }),
  ),
  stepEvent("human.task_claimed", z.strictObject({ task_id: z.string(), claimed_by: PersonSchema })),
  stepEvent("human.task_released", z.strictObject({ task_id: z.string(), released_by: PersonSchema })),
  stepEvent("human.task_completed", z.strictObject({ task_id: z.string(), decision: TaskDecisionSchema })),
  stepEvent(
    "human.task_escalated",
    z.strictObject({ task_id: z.string(), level: z.int().min(1), assignee_ref: z.string() }),
  ),
  stepEvent("human.task_expired", z.strictObject({ task_id: z.string() })),
  /** `plan`: this step runs another segment; `child`: one run of it begins, or goes on after its event `after_seq`. */
  stepEvent(
    "action.started",
    z.strictObject({
      ...actionFields,
      plan: ChildrenPlanSchema.optional(),
      child: z.strictObject({ ...childFields, after_seq: z.int().min(0) }).optional(),
    }),
  ),
  /** `done`: whether a loop ends here. */
  stepEvent(
    "action.completed",
    z.strictObject({
      ...actionFields,
      child: z.strictObject({ ...childFields, output: JsonValueSchema, done: z.boolean() }).optional(),
    }),
  ),
  /** `seq`: the last event of the child's journal, so that a later attempt knows its new end from this one. */
  failedStepEvent(
    "action.failed",
    z.strictObject({
      ...actionFields,
      child: z.strictObject({ ...childFields, seq: z.int().min(0) }).optional(),
    }),
  ),
  stepEvent(
    "llm.call_completed",
    z.strictObject({
      model: z.string(),
      /** True when no model was asked: the built-in echo answered. */
      simulated: z.boolean(),
      input_tokens: z.int().min(0),
      output_tokens: z.int().min(0),
      /** US dollars; null when the price of the model is not known. */
      cost_usd: z.number().nullable(),
      latency_ms: z.number().min(0),
      finish_reason: z.string(),
    }),
  ),
  runEvent("timer.armed", TimerSchema).extend({ step_id: IdSchema.optional() }),
  runEvent("timer.fired", TimerSchema.extend({ late_ms: z.number().min(0) })).extend({
    step_id: IdSchema.optional(),
  }),
]);
export type WorktrailEvent = z.infer<typeof WorktrailEventSchema>;
export type EventType = WorktrailEvent["event_type"];
export type EventOf<Type extends EventType> = Extract<WorktrailEvent, { event_type: Type }>;

type Assigned = "event_id" | "seq" | "tenant_id" | "run_id" | "segment_id";
type DraftOf<Event> = Event extends WorktrailEvent ? Omit<Event, Assigned> : never;
/** An event before the writer gives it its place in the journal. */
export type EventDraft = DraftOf<WorktrailEvent>;
