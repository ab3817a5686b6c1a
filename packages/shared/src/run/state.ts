import type { JsonValue } from "../json.ts";
import type { TaskDecision, TaskRequest } from "../step/handler.ts";
import type { Person, RunConfig, RunError, TIMER_KINDS } from "./events.ts";

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
  request: TaskRequest;
  status: "open" | "completed" | "expired" | "cancelled";
  created_at: string;
  assignee_ref: string | null;
  claimed_by: Person | null;
  escalation_level: number;
  decision: TaskDecision | null;
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
  /** The last attempt's failure; stays readable after a retry succeeded as null. */
  error: RunError | null;
  /** When the next attempt may start, while `retrying`. */
  retry_at: string | null;
  /** True between the loss of a process and the next attempt. */
  lost: boolean;
  task: TaskState | null;
  /** True when the built-in echo model answered for this step. */
  simulated: boolean;
};

export type TimerKind = (typeof TIMER_KINDS)[number];
export type TimerState = { timer_id: string; kind: TimerKind; due_at: string; step_id: string | null; fired: boolean };

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
  started_by: Person | null;
  started_at: string | null;
  ended_at: string | null;
  last_seq: number;
  steps: Record<string, StepState>;
  timers: Record<string, TimerState>;
};
