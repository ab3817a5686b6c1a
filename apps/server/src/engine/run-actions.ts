// What each command from outside checks and appends. The run is locked and folded when these are asked.
import { AppError } from "@worktrail/shared/errors";
import { POISON_RUN, RUN_FAILURE } from "@worktrail/shared/run/dead-letter";
import type { EventDraft, Person } from "@worktrail/shared/run/events";
import { hasEnded, type RunState, type StepState } from "@worktrail/shared/run/state";
import type { TaskDecision } from "@worktrail/shared/step/handler";

export type Requested = { requested_by: Person; reason?: string | undefined };

function requested({ requested_by, reason }: Requested, now: string) {
  const payload = reason === undefined ? { requested_by } : { requested_by, reason };
  return { timestamp: now, severity: "info" as const, payload };
}

export function cancelRun(state: RunState, by: Requested, now: string): EventDraft[] {
  if (state.status === "cancelled") return [];
  if (hasEnded(state.status)) throw ended(state);
  return [{ ...requested(by, now), event_type: "segment.cancelled" }];
}

export function pauseRun(state: RunState, by: Requested, now: string): EventDraft[] {
  if (state.status === "paused") return [];
  if (hasEnded(state.status)) throw ended(state);
  return [{ ...requested(by, now), event_type: "segment.paused" }];
}

export function resumeRun(state: RunState, by: Requested, now: string): EventDraft[] {
  if (hasEnded(state.status)) throw ended(state);
  return state.status === "paused" ? [{ ...requested(by, now), event_type: "segment.resumed" }] : [];
}

/** Opens a run again that did not end well; what it completed is kept. */
export function retryRun(state: RunState, by: Requested, now: string): EventDraft[] {
  if (state.status === "completed") throw ended(state);
  if (!hasEnded(state.status)) {
    throw new AppError("CONFLICT", "The run is still going on. Cancel it first, or wait until it has ended.");
  }
  return [{ ...requested(by, now), event_type: "segment.resumed" }];
}

export function startedByAnother(): AppError {
  return new AppError(
    "CONFLICT",
    "This run was started by a step of another run. Retry that one: it goes on with what failed here.",
  );
}

/** Why the server gives a run up. */
export const GIVEN_UP = {
  error_code: "INTERNAL",
  error_message: "The server could not go on with this run; its log says why. Start it again, or retry it.",
};
export const POISONED = {
  error_code: POISON_RUN,
  error_message:
    "Every server that took this run stopped before the run came any further, so it is not taken again. Find out why in the servers’ logs, then retry it.",
};

/** The server itself gives a run up, so that it doesn't hang for ever. */
export function failRun(state: RunState, why: typeof GIVEN_UP, now: string): EventDraft[] {
  if (hasEnded(state.status)) return [];
  const error = { error_type: RUN_FAILURE, ...why, recoverable: true };
  return [{ event_type: "segment.failed", timestamp: now, severity: "error", payload: {}, error }];
}

function ended(state: RunState): AppError {
  const words = state.status.replace("_", " ");
  return new AppError("RUN_ENDED", `The run has ended already (${words}).`, {
    data: { status: state.status },
  });
}

export type OpenTask = { step_id: string; step: StepState };

/** The step that waits for a task. @throws AppError TASK_CLOSED, NOT_FOUND */
export function findOpenTask(state: RunState, task_id: string): OpenTask {
  for (const [step_id, step] of Object.entries(state.steps)) {
    if (step.task?.task_id !== task_id) continue;
    if (step.task.status === "open" && !hasEnded(state.status)) return { step_id, step };
    throw closed(step.task.status === "open" ? "cancelled" : step.task.status);
  }
  // A step that was tried again has a new task; the row of the old one is still there.
  throw closed("cancelled");
}

function closed(status: "completed" | "expired" | "cancelled"): AppError {
  const reason = {
    completed: "Somebody has answered this task already.",
    expired: "The time to answer this task is over.",
    cancelled: "This task is no longer needed.",
  }[status];
  return new AppError("TASK_CLOSED", reason, { data: { status } });
}

function taskAbout({ step_id, step }: OpenTask, step_type: string, now: string) {
  return {
    step_id,
    step_type,
    attempt: Math.max(1, step.attempts),
    timestamp: now,
    severity: "info" as const,
  };
}

export function completeTask(
  task: OpenTask,
  step_type: string,
  task_id: string,
  decision: TaskDecision,
): EventDraft {
  const about = taskAbout(task, step_type, decision.decided_at);
  return { ...about, event_type: "human.task_completed", payload: { task_id, decision } };
}

export function claimTask(
  task: OpenTask,
  step_type: string,
  task_id: string,
  by: Person,
  now: string,
): EventDraft[] {
  const holder = task.step.task?.claimed_by;
  if (holder?.user_id === by.user_id) return [];
  if (holder) throw new AppError("CONFLICT", `${holder.name} has claimed this task already.`);
  const payload = { task_id, claimed_by: by };
  return [{ ...taskAbout(task, step_type, now), event_type: "human.task_claimed", payload }];
}

export function releaseTask(
  task: OpenTask,
  step_type: string,
  task_id: string,
  by: Person,
  now: string,
): EventDraft[] {
  if (!task.step.task?.claimed_by) return [];
  const payload = { task_id, released_by: by };
  return [{ ...taskAbout(task, step_type, now), event_type: "human.task_released", payload }];
}
