// The fold: the only way to know what a run is doing, on the server and in the browser.
import { assertNever } from "../errors.ts";
import type { EventOf, WorktrailEvent } from "./events.ts";
import { stopChildren } from "./reduce-children.ts";
import { reduceStepEvent } from "./reduce-step.ts";
import { hasEnded, type RunState, type StepState } from "./state.ts";
import { notedInRun, noteStored } from "./stored-values.ts";

/**
 * Folds events onto a state. Total and deterministic: events may come twice or out of order; those already
 * folded are passed over, and those behind a gap in `seq` wait for it to be filled.
 *
 * @param events any events of one run
 * @param from the state to go on from; left out, the events must begin at seq 1
 * @returns a new state, sharing every step that the events did not touch; null before `segment.started`
 */
export function reduceRun(events: readonly WorktrailEvent[], from: RunState | null = null): RunState | null {
  const ordered = isOrdered(events) ? events : [...events].sort((a, b) => a.seq - b.seq);
  let state: RunState | null = from;
  for (const event of ordered) {
    const last_seq = state?.last_seq ?? 0;
    if (event.seq <= last_seq) continue;
    if (event.seq > last_seq + 1) break;
    if (state === null) {
      if (event.event_type !== "segment.started") break;
      state = startedState(event);
      continue;
    }
    if (state === from) state = { ...state, steps: { ...state.steps }, timers: { ...state.timers } };
    applyEvent(state, event);
  }
  if (state !== null && state !== from) settleStatus(state);
  return state;
}

function isOrdered(events: readonly WorktrailEvent[]): boolean {
  return events.every((event, index) => event.seq > (events[index - 1]?.seq ?? 0));
}

function startedState(event: EventOf<"segment.started">): RunState {
  return {
    run_id: event.run_id,
    tenant_id: event.tenant_id,
    segment_id: event.segment_id,
    revision: event.payload.revision,
    status: "running",
    input: event.payload.input,
    config: event.payload.config,
    outputs: null,
    error: null,
    started_by: event.payload.started_by,
    parent: event.payload.parent ?? null,
    depth: event.payload.depth ?? 0,
    trigger: event.payload.trigger ?? null,
    from: event.payload.from ?? null,
    ...(event.payload.repeats !== undefined && { repeats: event.payload.repeats }),
    ...(event.payload.part && { part: event.payload.part }),
    ...(event.payload.given && { given: event.payload.given }),
    started_at: event.timestamp,
    opened_at: event.timestamp,
    ended_at: null,
    last_seq: event.seq,
    steps: {},
    timers: {},
    ...(event.stored && { stored: notedInRun(event.stored) }),
  };
}

/** Changes `state` in place; its containers are this fold's own, step objects are replaced, never changed. */
function applyEvent(state: RunState, event: WorktrailEvent): void {
  state.last_seq = event.seq;
  if (hasEnded(state.status)) {
    if (event.event_type === "segment.resumed") reopen(state, event.timestamp);
    return;
  }
  switch (event.event_type) {
    case "segment.started":
      return;
    case "segment.completed":
      state.outputs = event.payload.outputs;
      if (event.stored) state.stored = [...(state.stored ?? []), ...notedInRun(event.stored)];
      end(state, "completed", event.timestamp);
      return;
    case "segment.failed":
      state.error = event.error;
      end(state, "failed", event.timestamp);
      return;
    case "segment.cancelled":
      end(state, "cancelled", event.timestamp);
      return;
    case "segment.timed_out":
      state.error = timeOutError(event.payload.timeout_seconds);
      end(state, "timed_out", event.timestamp);
      return;
    case "segment.paused":
      state.status = "paused";
      return;
    case "segment.resumed":
      state.status = "running";
      return;
    case "timer.armed": {
      const { timer_id, kind, due_at } = event.payload;
      state.timers[timer_id] = { timer_id, kind, due_at, step_id: event.step_id ?? null, fired: false };
      return;
    }
    case "timer.fired": {
      const timer = state.timers[event.payload.timer_id];
      if (timer) state.timers[timer.timer_id] = { ...timer, fired: true };
      return;
    }
    case "step.scheduled":
    case "step.started":
    case "step.completed":
    case "step.failed":
    case "step.skipped":
    case "step.retrying":
    case "step.lost":
    case "human.task_created":
    case "human.task_assigned":
    case "human.task_claimed":
    case "human.task_released":
    case "human.task_completed":
    case "human.task_escalated":
    case "human.task_expired":
    case "action.started":
    case "action.completed":
    case "action.failed":
    case "llm.call_completed": {
      const before = state.steps[event.step_id] ?? null;
      state.steps[event.step_id] = noteStored(before, reduceStepEvent(before, event), event);
      return;
    }
    default:
      assertNever(event);
  }
}

function timeOutError(timeout_seconds: number): RunState["error"] {
  return {
    error_type: "RunTimeout",
    error_message: `The run took longer than its limit of ${timeout_seconds} seconds.`,
    error_code: "RUN_TIMEOUT",
    recoverable: true,
  };
}

/** What was still open when the run ended can't end any other way. */
function end(state: RunState, status: RunState["status"], at: string): void {
  state.status = status;
  state.ended_at = at;
  for (const [step_id, step] of Object.entries(state.steps)) {
    if (isOpen(step)) state.steps[step_id] = cancelled(step, at);
  }
}

function isOpen(step: StepState): boolean {
  return ["scheduled", "running", "waiting", "retrying"].includes(step.status);
}

function cancelled(step: StepState, at: string): StepState {
  const task = step.task?.status === "open" ? { ...step.task, status: "cancelled" as const } : step.task;
  const children = step.children && stopChildren(step.children);
  return { ...step, status: "cancelled", ended_at: at, retry_at: null, task, children };
}

/** Steps that ended well keep their outputs; what failed or was cut off is to be tried again. */
function reopen(state: RunState, at: string): void {
  state.status = "running";
  state.error = null;
  state.outputs = null;
  if (state.stored) state.stored = state.stored.filter(({ path }) => !path.startsWith("/outputs/"));
  state.ended_at = null;
  state.opened_at = at;
  state.timers = {};
  for (const [step_id, step] of Object.entries(state.steps)) {
    const stopped = step.status === "cancelled" || (step.status === "failed" && step.outputs === null);
    if (!stopped) continue;
    const fresh = { earlier_attempts: step.attempts, lost: 0, counting_from: null, task: null };
    state.steps[step_id] = { ...step, status: "pending", ...fresh };
  }
}

/** `waiting` is not a fact of its own: nothing is under way, and something waits for a person or a time. */
function settleStatus(state: RunState): void {
  if (state.status !== "running" && state.status !== "waiting") return;
  let waits = false;
  for (const step_id in state.steps) {
    const step = state.steps[step_id];
    if (step === undefined || step.status === "completed") continue;
    if (step.status === "running" || step.status === "scheduled") {
      state.status = "running";
      return;
    }
    // What other runs do for this one is under way, whatever they wait for themselves.
    if (step.status === "waiting" && step.children) {
      state.status = "running";
      return;
    }
    if (step.status === "retrying") waits = true;
    if (step.status === "waiting") waits ||= step.task?.status === "open";
  }
  state.status = waits ? "waiting" : "running";
}
