// What must happen next, as data. `planRun` says it, the engine does it, the journal records that it was done.
import type { JsonValue } from "../json.ts";
import type { TaskDecision } from "../step/handler.ts";
import type { GivenOutputs, RunError } from "./events.ts";
import type { TimerKind } from "./state.ts";

/** Values by input port; a port without a live edge is left out. */
export type StepInputs = Record<string, JsonValue>;

export type RunCommand =
  | { type: "start_step"; step_id: string; attempt: number; inputs: StepInputs }
  /** The step is ready, but the run has no room for it yet. */
  | { type: "schedule_step"; step_id: string }
  /** With `join_satisfied` the step may be under way: stop it, its result no longer matters. */
  | { type: "skip_step"; step_id: string; reason: "dead_path" | "join_satisfied" }
  /** The step is disabled: what arrived goes on as it is. */
  | { type: "pass_step"; step_id: string; outputs: Record<string, JsonValue> }
  /** The step is not executed: its outputs came with the start of the run. */
  | { type: "give_step"; step_id: string; given: GivenOutputs }
  /** A person answered: turn the decision into the step's outputs. */
  | { type: "resume_step"; step_id: string; decision: TaskDecision; inputs: StepInputs }
  /** Start a run of the segment that the step runs, or let one that ended without success go on after `after_seq`. */
  | { type: "start_child"; step_id: string; iteration: number; input: JsonValue; after_seq: number }
  /** Enough of the step's runs have ended: turn them into its outputs, or into its failure. */
  | { type: "settle_children"; step_id: string; inputs: StepInputs }
  | { type: "expire_task"; step_id: string; task_id: string }
  | { type: "escalate_task"; step_id: string; task_id: string; level: number; assignee_ref: string }
  | { type: "arm_timer"; timer_id: string; kind: TimerKind; due_at: string; step_id: string | null }
  | {
      type: "fire_timer";
      timer_id: string;
      kind: TimerKind;
      due_at: string;
      late_ms: number;
      step_id: string | null;
    }
  | { type: "complete_run"; outputs: Record<string, JsonValue> }
  | { type: "fail_run"; error: RunError; step_id: string | null }
  | { type: "time_out_run"; timeout_seconds: number };
