// What a history checker looks at: what the database holds, what the world outside saw, what clients were told.
import type { RunParent, WorktrailEvent } from "@worktrail/shared/run/events";
import type { Segment } from "@worktrail/shared/segment/schema";

/** One run with everything that the database says about it. */
export type RunHistory = {
  run_id: string;
  organization_id: string;
  segment: Segment;
  row: RunRowFacts;
  /** The whole journal, in the order in which it is read. */
  events: readonly WorktrailEvent[];
  tasks: readonly TaskRowFacts[];
};

export type RunRowFacts = {
  status: string;
  last_seq: number;
  outputs: unknown;
  error: unknown;
  /** RFC 3339. */
  ended_at: string | null;
  idempotency_key: string | null;
  parent: RunParent | null;
};

export type TaskRowFacts = {
  task_id: string;
  step_id: string;
  status: string;
  action: string | null;
  operation_id: string | null;
  claimed_by: string | null;
};

/** One call that reached the world outside. */
export type OutsideCall = {
  /** The `Idempotency-Key`, if there was one. */
  key: string | null;
  run_id: string;
  step_id: string;
  /** Milliseconds since 1970, by the clock that the servers share. */
  at: number;
};

/** What the world outside did: one thing for each key that it had not seen before. */
export type OutsideEffect = { effect: number; key: string; run_id: string; step_id: string };

/** What a client was told, and so must be true for ever. */
export type Told = {
  starts: { run_id: string; idempotency_key: string }[];
  answers: { run_id: string; task_id: string; action: string; operation_id: string }[];
  cancels: { run_id: string }[];
  /** Batches of events as one socket got them; a new `session` begins with each `run:watch`. */
  batches: { session: number; run_id: string; events: readonly WorktrailEvent[] }[];
};

export type History = {
  runs: readonly RunHistory[];
  calls: readonly OutsideCall[];
  effects: readonly OutsideEffect[];
  told: Told;
  /** How long after its end a run may still be heard outside: a call that was on its way when it ended. */
  late_call_ms: number;
};

/** One broken promise, with the place in the journal where it shows. */
export type Violation = { rule: Rule; run_id: string | null; seq: number | null; message: string };

export const RULES = [
  "gapless_seq",
  "unique_event_id",
  "own_events",
  "one_end",
  "one_outcome",
  "start_allowed",
  "skip_allowed",
  "not_early",
  "asked_first",
  "one_effect",
  "same_key",
  "call_after_commit",
  "call_after_end",
  "recorded_effect",
  "acknowledged",
  "told",
  "row_is_fold",
  "tasks_are_fold",
  "children",
  "ended_or_waiting",
] as const;
export type Rule = (typeof RULES)[number];

export type Report = (violation: Omit<Violation, "rule">) => void;
