// Commands into events. What acts outside is only noted here: it is launched once its start is durable.
import { assertNever } from "@worktrail/shared/errors";
import type { RunCommand } from "@worktrail/shared/run/commands";
import type { EventDraft } from "@worktrail/shared/run/events";
import type { RunState } from "@worktrail/shared/run/state";
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import { settleChildren, startChild, stopChildren } from "./child-steps.ts";
import type { EngineDeps } from "./engine-deps.ts";
import { recordOutcome } from "./record-outcome.ts";
import { aboutStep, EventTooLarge, type RunMemory, record } from "./run-memory.ts";
import { startStep } from "./start-step.ts";
import { expireTask, resumeTask } from "./task-steps.ts";

/**
 * Records what a command leads to.
 * @param state the run as the plan saw it: the events of one plan do not build on each other
 * @param now RFC 3339, the time that the plan was made for
 */
export function perform(
  deps: EngineDeps,
  run: RunMemory,
  state: RunState,
  command: RunCommand,
  now: string,
): void {
  switch (command.type) {
    case "start_step":
      startStep(deps, run, state, command, now);
      return;
    case "resume_step":
      resumeTask(deps, run, state, command, now);
      return;
    case "expire_task":
      expireTask(deps, run, state, command, now);
      return;
    case "skip_step":
      run.running.get(command.step_id)?.abort.abort();
      stopChildren(run, state, command.step_id);
      record(run, [simpleEvent(run, state, command, now)], deps.limits.event_characters);
      return;
    case "pass_step":
      passStep(deps, run, state, command, now);
      return;
    case "start_child":
      startChild(deps, run, state, command, now);
      return;
    case "settle_children":
      settleChildren(deps, run, state, command, now);
      return;
    case "fail_run":
    case "time_out_run":
      stopChildren(run, state);
      record(run, [simpleEvent(run, state, command, now)], deps.limits.event_characters);
      return;
    case "complete_run":
      completeRun(deps, run, state, command, now);
      return;
    default:
      record(run, [simpleEvent(run, state, command, now)], deps.limits.event_characters);
  }
}

/** Whether a command starts what a process that takes its leave would have to wait for. */
export function beginsWork(graph: SegmentGraph, command: RunCommand): boolean {
  if (command.type === "start_child") return true;
  return command.type === "start_step" && graph.steps.get(command.step_id)?.contract?.effect !== "pure";
}

/** A disabled step: several values that arrive on one port may be too large together. */
function passStep(
  deps: EngineDeps,
  run: RunMemory,
  state: RunState,
  { step_id, outputs }: Extract<RunCommand, { type: "pass_step" }>,
  now: string,
): void {
  const about = { ...aboutStep(run, state, step_id), timestamp: now };
  const payload = { reason: "disabled" as const, outputs };
  try {
    const event: EventDraft = { ...about, event_type: "step.skipped", severity: "info", payload };
    record(run, [event], deps.limits.event_characters);
  } catch (error) {
    const step = run.graph.steps.get(step_id);
    if (!(error instanceof EventTooLarge) || !step) throw error;
    const { code, message, recoverable } = error;
    const attempt = { state, step, attempt: about.attempt, started_at: now };
    const failed = { ok: false, failure: { code, message, recoverable } } as const;
    recordOutcome(deps, run, attempt, failed, { ended_at: now, duration_ms: 0 }, []);
  }
}

/** Outputs that are small enough one by one may still be too much together. */
function completeRun(
  deps: EngineDeps,
  run: RunMemory,
  state: RunState,
  command: Extract<RunCommand, { type: "complete_run" }>,
  now: string,
): void {
  const write = (what: SimpleCommand) =>
    record(run, [simpleEvent(run, state, what, now)], deps.limits.event_characters);
  try {
    write(command);
  } catch (error) {
    if (!(error instanceof EventTooLarge)) throw error;
    write({ type: "fail_run", step_id: null, error: OUTPUTS_TOO_LARGE });
  }
}

const OUTPUTS_TOO_LARGE = {
  error_type: "RunFailure",
  error_message: "The outputs of the run are too large together. End it with steps that pass on less.",
  error_code: "OUTPUT_TOO_LARGE",
  recoverable: false,
};

type SimpleCommand = Exclude<
  RunCommand,
  {
    type: "start_step" | "resume_step" | "expire_task" | "pass_step" | "start_child" | "settle_children";
  }
>;

/** The commands that are one event and nothing else. */
function simpleEvent(run: RunMemory, state: RunState, command: SimpleCommand, now: string): EventDraft {
  switch (command.type) {
    case "schedule_step": {
      const about = { ...aboutStep(run, state, command.step_id), timestamp: now };
      return { ...about, event_type: "step.scheduled", severity: "debug", payload: {} };
    }
    case "skip_step": {
      const about = { ...aboutStep(run, state, command.step_id), timestamp: now };
      return { ...about, event_type: "step.skipped", severity: "info", payload: { reason: command.reason } };
    }
    case "give_step": {
      const { outputs, as } = command.given;
      const about = { ...aboutStep(run, state, command.step_id), timestamp: now };
      const payload = { outputs, given_as: as };
      return { ...about, event_type: "step.completed", severity: "info", payload };
    }
    case "escalate_task": {
      const { task_id, level, assignee_ref } = command;
      const about = { ...aboutStep(run, state, command.step_id), timestamp: now };
      const payload = { task_id, level, assignee_ref };
      return { ...about, event_type: "human.task_escalated", severity: "warning", payload };
    }
    case "arm_timer": {
      const { timer_id, kind, due_at } = command;
      const payload = { timer_id, kind, due_at };
      return { ...aboutTimer(command, now), event_type: "timer.armed", severity: "debug", payload };
    }
    case "fire_timer": {
      const { timer_id, kind, due_at, late_ms } = command;
      const payload = { timer_id, kind, due_at, late_ms };
      return { ...aboutTimer(command, now), event_type: "timer.fired", severity: "debug", payload };
    }
    case "complete_run":
      return {
        ...aboutEnd(state, now),
        event_type: "segment.completed",
        severity: "info",
        payload: { outputs: command.outputs },
      };
    case "fail_run": {
      const step = command.step_id === null ? {} : { step_id: command.step_id };
      const about = { ...aboutEnd(state, now), ...step };
      return { ...about, event_type: "segment.failed", severity: "error", payload: {}, error: command.error };
    }
    case "time_out_run": {
      const payload = { timeout_seconds: command.timeout_seconds };
      return { ...aboutEnd(state, now), event_type: "segment.timed_out", severity: "error", payload };
    }
    default:
      return assertNever(command);
  }
}

function aboutTimer(timer: { step_id: string | null }, now: string) {
  return timer.step_id === null ? { timestamp: now } : { timestamp: now, step_id: timer.step_id };
}

function aboutEnd(state: RunState, now: string) {
  return { timestamp: now, duration_ms: Math.max(0, Date.parse(now) - Date.parse(state.opened_at)) };
}
