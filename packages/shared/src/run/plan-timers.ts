import type { SegmentGraph } from "../segment/graph.ts";
import type { RunCommand } from "./commands.ts";
import type { RunState, StepState, TaskState, TimerState } from "./state.ts";

const RUN_TIMER = "run_timeout";
const HOUR_MS = 3_600_000;

function later(from: string, ms: number): string {
  return new Date(Date.parse(from) + ms).toISOString();
}

/**
 * Arms what is missing and fires what is due.
 * @returns true when the run's own time is up: nothing else counts then
 */
export function planTimers(
  graph: SegmentGraph,
  state: RunState,
  now: string,
  commands: RunCommand[],
): boolean {
  const timeout_seconds = state.config.timeout_seconds ?? graph.segment.params?.timeout_seconds;
  if (timeout_seconds !== undefined) {
    const timer = state.timers[RUN_TIMER];
    if (!timer) {
      const due_at = later(state.opened_at, timeout_seconds * 1000);
      commands.push({ type: "arm_timer", timer_id: RUN_TIMER, kind: "run_timeout", due_at, step_id: null });
    } else if (timer.due_at <= now) {
      if (!timer.fired) commands.push(fire(timer, now));
      commands.push({ type: "time_out_run", timeout_seconds });
      return true;
    }
  }
  if (state.status === "paused") return false;
  for (const step_id in state.steps) {
    const step = state.steps[step_id];
    if (step?.status === "waiting") planTaskTimer(state, step_id, step, now, commands);
  }
  return false;
}

function planTaskTimer(
  state: RunState,
  step_id: string,
  step: StepState,
  now: string,
  commands: RunCommand[],
): void {
  const task = step.task;
  if (task?.status !== "open" || task.request.timeout_hours === null) return;
  const timer_id = `${task.task_id}:${task.escalation_level}`;
  const timer = state.timers[timer_id];
  if (!timer) {
    const due_at = later(task.assigned_at, task.request.timeout_hours * HOUR_MS);
    commands.push({ type: "arm_timer", timer_id, kind: "task_due", due_at, step_id });
    return;
  }
  if (timer.due_at > now) return;
  if (!timer.fired) commands.push(fire(timer, now));
  commands.push(overdue(step_id, task));
}

function overdue(step_id: string, task: TaskState): RunCommand {
  const { task_id } = task;
  const next = task.request.escalation_chain[task.escalation_level];
  if (task.request.on_timeout === "escalate" && next !== undefined) {
    return { type: "escalate_task", step_id, task_id, level: task.escalation_level + 1, assignee_ref: next };
  }
  return { type: "expire_task", step_id, task_id };
}

function fire(timer: TimerState, now: string): RunCommand {
  const { timer_id, kind, due_at, step_id } = timer;
  const late_ms = Math.max(0, Date.parse(now) - Date.parse(due_at));
  return { type: "fire_timer", timer_id, kind, due_at, late_ms, step_id };
}
