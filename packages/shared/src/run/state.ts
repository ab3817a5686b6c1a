import type { JsonValue } from "../json.ts";
import type { TaskDecision, TaskRequest } from "../step/handler.ts";
import type { ModelCost } from "./cost.ts";
import type {
  ChildrenPlan,
  GivenAs,
  GivenOutputs,
  Person,
  RunConfig,
  RunError,
  RunOrigin,
  RunParent,
  RunPart,
  RunTrigger,
  SkipReason,
  StoredValue,
  TIMER_KINDS,
} from "./events.ts";

export const RUN_STATUSES = [
  "queued",
  "running",
  "waiting",
  "paused",
  "completed",
  "failed",
  "cancelled",
  "timed_out",
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];
export const ENDED_RUN_STATUSES = ["completed", "failed", "cancelled", "timed_out"] as const;

/** `pending` is the status of a step that the journal has not mentioned yet. */
export const STEP_STATUSES = [
  "pending",
  "scheduled",
  "running",
  "waiting",
  "retrying",
  "completed",
  "failed",
  "skipped",
  "cancelled",
] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];

export type TaskState = {
  task_id: string;
  /** Null for what the step asks; else what became of an attempt that was lost. */
  about: "lost_attempt" | null;
  request: TaskRequest;
  status: "open" | "completed" | "expired" | "cancelled";
  created_at: string;
  /** When the present assignee got it: the creation or the last escalation. */
  assigned_at: string;
  assignee_ref: string | null;
  claimed_by: Person | null;
  escalation_level: number;
  decision: TaskDecision | null;
};

/** One run that a step has started. `pending`: to be started again, by the next attempt of the step. */
export type ChildState = {
  run_id: string;
  /** From 1. */
  iteration: number;
  status: "pending" | "started" | "completed" | "failed" | "cancelled";
  /** Null unless completed; a step that has ended, and a loop that has gone on, keep no outputs of theirs. */
  output: JsonValue;
  error: RunError | null;
  /** The last event of the child's journal when it ended without success; 0 for one that never did. */
  ended_seq: number;
  /** Of a loop: whether it ends with this one. */
  done: boolean;
};

export type ChildrenState = {
  /** Null once the step has ended well: what is left is for people to look at. */
  plan: ChildrenPlan | null;
  segment_id: string;
  revision: number;
  /** How many are to run; null for a loop, which ends when it says so. */
  total: number | null;
  /** In the order of their iterations. */
  runs: readonly ChildState[];
};

export type StepState = {
  status: StepStatus;
  /** The attempt under way or the last one; 0 before the first. */
  attempts: number;
  /** RFC 3339; of the last attempt. */
  started_at: string | null;
  ended_at: string | null;
  duration_ms: number | null;
  /** Values by output port that flow on; null until the step has ended. */
  outputs: Record<string, JsonValue> | null;
  /** The last attempt's failure; null once an attempt has succeeded. */
  error: RunError | null;
  /** When the next attempt may start, while `retrying`. */
  retry_at: string | null;
  /** Since when the step's time limit counts: the start of the first of the attempts that were lost in a row. */
  counting_from: string | null;
  /** Attempts since the run was last re-opened that ended with their process; no retry policy counts them. */
  lost: number;
  /** Attempts made before the run was last re-opened; the retry policy starts anew there. */
  earlier_attempts: number;
  task: TaskState | null;
  /** Of a step that runs another segment, from its plan on. */
  children: ChildrenState | null;
  /** The run that the outcome was taken over from; null for the step's own. */
  recorded_in: string | null;
  /** Of a step that was not executed: where its outputs came from. */
  given_as?: GivenAs;
  /** Why a skipped step was skipped. */
  skip_reason: SkipReason | null;
  /** True when the built-in echo model answered for this step. */
  simulated: boolean;
  /** Of all its attempts; left out until a model was asked. */
  cost?: ModelCost;
  /** Values of this step that are kept beside the journal; `path` is a JSON Pointer into the step. */
  stored?: readonly StoredValue[];
};

export type TimerKind = (typeof TIMER_KINDS)[number];
export type TimerState = {
  timer_id: string;
  kind: TimerKind;
  due_at: string;
  step_id: string | null;
  fired: boolean;
};

/** To be raised with every change of what a journal folds to: kept states of other formats are folded anew. */
export const RUN_STATE_FORMAT = 2;

/** What the journal says a run is doing; only `reduceRun` makes one. */
export type RunState = {
  run_id: string;
  tenant_id: string;
  segment_id: string;
  revision: number | null;
  status: RunStatus;
  input: JsonValue;
  config: RunConfig;
  outputs: Record<string, JsonValue> | null;
  error: RunError | null;
  started_by: Person;
  /** Null for a run that people or the world outside started. */
  parent: RunParent | null;
  /** How many runs are above this one. */
  depth: number;
  /** Null unless a schedule started the run. */
  trigger: RunTrigger | null;
  /** Null for a run that began at the beginning. */
  from: RunOrigin | null;
  /** Left out unless it repeats another run: that one's id. */
  repeats?: string;
  /** Left out for a run of the whole segment. */
  part?: RunPart;
  /** What steps give without being executed, by step. */
  given?: Readonly<Record<string, GivenOutputs>>;
  started_at: string;
  /** The start, or the last time that an ended run was re-opened: the run's time-out counts from here. */
  opened_at: string;
  ended_at: string | null;
  last_seq: number;
  steps: Record<string, StepState>;
  timers: Record<string, TimerState>;
  /** Of its input and outputs, those that are kept beside the journal; `path` is a JSON Pointer into the state. */
  stored?: readonly StoredValue[];
};

export function hasEnded(status: RunStatus): boolean {
  return (ENDED_RUN_STATUSES as readonly RunStatus[]).includes(status);
}

/** Whether a step has ever asked a person, for an answer that may still be open. */
export function hasTasks({ steps }: RunState): boolean {
  return Object.values(steps).some(({ task }) => task !== null);
}

/**
 * The next time at which a plan can differ without anything else happening: the earliest retry or timer strictly
 * after `now`, since what is due by then has been planned already.
 */
export function nextWake(state: RunState, now: string): string | null {
  if (hasEnded(state.status)) return null;
  let wake: string | null = null;
  const consider = (at: string | null) => {
    if (at !== null && at > now && (wake === null || at < wake)) wake = at;
  };
  for (const timer of Object.values(state.timers)) if (!timer.fired) consider(timer.due_at);
  if (state.status !== "paused") for (const step of Object.values(state.steps)) consider(step.retry_at);
  return wake;
}
