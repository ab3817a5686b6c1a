// What must happen next, as data. `planRun` says it, the engine does it, the journal records that it was done.
import type { JsonValue } from "../json.ts";
import type { TaskDecision } from "../step/handler.ts";
import type { RunError } from "./events.ts";
import type { TimerKind } from "./state.ts";

export type RunCommand =
  /** Start an attempt. `inputs` are the values by input port, already merged from the live edges. */
  | { type: "start_step"; step_id: string; attempt: number; inputs: Record<string, JsonValue> }
  /** The step is ready, but the run has no room for it yet. */
  | { type: "schedule_step"; step_id: string }
  | { type: "skip_step"; step_id: string; reason: "dead_path" | "join_satisfied" | "disabled" }
  /** A step under way whose result no longer matters: stop it, then it is skipped. */
  | { type: "abort_step"; step_id: string; reason: "join_satisfied" }
  /** The attempt was lost with its process: retry it by its policy, or fail it. */
  | { type: "recover_step"; step_id: string; attempt: number }
  /** A person answered: turn the decision into the step's outputs. */
  | { type: "resume_step"; step_id: string; decision: TaskDecision; inputs: Record<string, JsonValue> }
  | { type: "expire_task"; step_id: string; task_id: string }
  | { type: "escalate_task"; step_id: string; task_id: string; level: number; assignee_ref: string }
  | { type: "arm_timer"; timer_id: string; kind: TimerKind; due_at: string; step_id: string | null }
  | { type: "fire_timer"; timer_id: string; kind: TimerKind; due_at: string; late_ms: number; step_id: string | null }
  | { type: "complete_run"; outputs: Record<string, JsonValue> }
  | { type: "fail_run"; error: RunError; step_id: string }
  | { type: "time_out_run"; timeout_seconds: number };
