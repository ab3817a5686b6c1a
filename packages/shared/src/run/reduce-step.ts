import { assertNever } from "../errors.ts";
import { addCall } from "./cost.ts";
import type { EventOf, WorktrailEvent } from "./events.ts";
import { plannedChildren, reduceChildren, settleChildren, stopChildren } from "./reduce-children.ts";
import type { StepState, TaskState } from "./state.ts";

export type StepEvent = Extract<WorktrailEvent, { step_type: string }>;

export const UNTOUCHED_STEP: StepState = {
  status: "pending",
  attempts: 0,
  started_at: null,
  ended_at: null,
  duration_ms: null,
  outputs: null,
  error: null,
  retry_at: null,
  counting_from: null,
  lost: 0,
  earlier_attempts: 0,
  task: null,
  children: null,
  recorded_in: null,
  skip_reason: null,
  simulated: false,
};

/** The state of a step after one more event about it. */
export function reduceStepEvent(before: StepState | null, event: StepEvent): StepState {
  const step = before ?? UNTOUCHED_STEP;
  switch (event.event_type) {
    case "step.scheduled":
      return { ...step, status: "scheduled", retry_at: null };
    case "step.started":
      return {
        ...step,
        status: "running",
        attempts: event.attempt,
        started_at: event.timestamp,
        ended_at: null,
        duration_ms: null,
        retry_at: null,
        counting_from: step.counting_from ?? event.timestamp,
        task: null,
      };
    case "step.completed":
      return {
        ...ended(step, event),
        status: "completed",
        recorded_in: event.payload.recorded_in ?? null,
        ...(event.payload.given_as && { given_as: event.payload.given_as }),
        outputs: event.payload.outputs,
        error: null,
        children: step.children && settleChildren(step.children),
      };
    case "step.failed":
      return {
        ...ended(step, event),
        status: "failed",
        recorded_in: event.payload.recorded_in ?? null,
        outputs: event.payload.handled === "fail" ? null : event.payload.outputs,
        error: event.error,
        children: step.children && stopChildren(step.children),
      };
    case "step.skipped":
      return {
        ...ended(step, event),
        status: "skipped",
        recorded_in: event.payload.recorded_in ?? null,
        outputs: event.payload.outputs ?? {},
        skip_reason: event.payload.reason,
        children: step.children && settleChildren(step.children),
        task: step.task?.status === "open" ? { ...step.task, status: "cancelled" } : step.task,
      };
    case "step.retrying":
      return {
        ...ended(step, event),
        status: "retrying",
        error: event.error,
        retry_at: event.payload.due_at,
        // An attempt that was lost goes on in the next one; any other failure lets the time limit count anew.
        counting_from: event.error.error_code === "STEP_LOST" ? step.counting_from : null,
        children: step.children && stopChildren(step.children),
      };
    case "step.lost":
      return { ...step, lost: step.lost + 1 };
    case "llm.call_completed":
      return {
        ...step,
        simulated: step.simulated || event.payload.simulated,
        cost: addCall(step.cost, event.payload),
      };
    case "action.started":
      if (event.payload.plan)
        return { ...step, status: "waiting", children: plannedChildren(step.children, event.payload.plan) };
      return step.children ? { ...step, children: reduceChildren(step.children, event) } : step;
    case "action.completed":
    case "action.failed":
      return step.children ? { ...step, children: reduceChildren(step.children, event) } : step;
    case "human.task_created":
      return { ...step, status: "waiting", counting_from: null, task: createdTask(event) };
    case "human.task_assigned":
    case "human.task_claimed":
    case "human.task_released":
    case "human.task_completed":
    case "human.task_escalated":
    case "human.task_expired":
      return step.task ? { ...step, task: reduceTask(step.task, event) } : step;
    default:
      return assertNever(event);
  }
}

function ended(step: StepState, event: StepEvent): StepState {
  return { ...step, ended_at: event.timestamp, duration_ms: event.duration_ms ?? null, retry_at: null };
}

function createdTask(event: EventOf<"human.task_created">): TaskState {
  const { task_id, task } = event.payload;
  return {
    task_id,
    about: event.payload.about ?? null,
    request: task,
    status: "open",
    created_at: event.timestamp,
    assigned_at: event.timestamp,
    assignee_ref: task.assignee_ref,
    claimed_by: null,
    escalation_level: 0,
    decision: null,
  };
}

type TaskChange = Exclude<
  Extract<StepEvent, { event_type: `human.${string}` }>,
  EventOf<"human.task_created">
>;

function reduceTask(task: TaskState, event: TaskChange): TaskState {
  if (task.task_id !== event.payload.task_id || task.status !== "open") return task;
  switch (event.event_type) {
    case "human.task_assigned":
      return { ...task, assignee_ref: event.payload.assignee_ref };
    case "human.task_claimed":
      return { ...task, claimed_by: event.payload.claimed_by };
    case "human.task_released":
      return { ...task, claimed_by: null };
    case "human.task_completed":
      return { ...task, status: "completed", decision: event.payload.decision };
    case "human.task_escalated": {
      const { level, assignee_ref } = event.payload;
      return {
        ...task,
        escalation_level: level,
        assignee_ref,
        assigned_at: event.timestamp,
        claimed_by: null,
      };
    }
    case "human.task_expired":
      return { ...task, status: "expired" };
    default:
      return assertNever(event);
  }
}
