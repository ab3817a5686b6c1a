// Rows that follow from the journal: `runs`, `tasks`, and the runs that a step has started.
import { isDeepStrictEqual } from "node:util";
import { reduceRun } from "@worktrail/shared/run/reduce";
import { hasEnded, type RunState } from "@worktrail/shared/run/state";
import type { History, Report, RunHistory } from "../history.ts";
import { endsRun } from "./order.ts";

export function checkRow({ run_id, row, events }: RunHistory, report: Report): void {
  const state = reduceRun(events);
  const say = (what: string, held: unknown, folded: unknown) =>
    report({
      run_id,
      seq: events.at(-1)?.seq ?? null,
      message: `The row says ${what} ${JSON.stringify(held)}, its journal ${JSON.stringify(folded)}.`,
    });
  if (row.last_seq !== (state?.last_seq ?? 0)) say("last_seq", row.last_seq, state?.last_seq ?? 0);
  if (!state) {
    if (row.status !== "queued") say("status", row.status, "nothing");
    return;
  }
  if (row.status !== state.status) say("status", row.status, state.status);
  if (row.ended_at !== state.ended_at) say("ended_at", row.ended_at, state.ended_at);
  if (!isDeepStrictEqual(row.outputs ?? null, state.outputs)) say("outputs", row.outputs, state.outputs);
  if (!isDeepStrictEqual(row.error ?? null, state.error)) say("error", row.error, state.error);
}

type Task = { status: string; action: string | null; operation_id: string | null; claimed_by: string | null };

/** Folded here once more, and not by the engine's own projection. */
function foldTasks({ events }: RunHistory): Map<string, Task & { step_id: string }> {
  const tasks = new Map<string, Task & { step_id: string }>();
  const cancel = (step_id: string | null) => {
    for (const task of tasks.values()) {
      if (task.status === "open" && (step_id === null || task.step_id === step_id)) task.status = "cancelled";
    }
  };
  for (const event of events) {
    if (endsRun(event.event_type)) cancel(null);
    switch (event.event_type) {
      case "human.task_created": {
        const { step_id } = event;
        const task = { step_id, status: "open", action: null, operation_id: null, claimed_by: null };
        tasks.set(event.payload.task_id, task);
        break;
      }
      case "human.task_completed": {
        const { task_id, decision } = event.payload;
        const { action, operation_id } = decision;
        const task = tasks.get(task_id);
        if (task) tasks.set(task_id, { ...task, status: "completed", action, operation_id });
        break;
      }
      case "human.task_claimed":
      case "human.task_released":
      case "human.task_escalated": {
        const claimed_by =
          event.event_type === "human.task_claimed" ? event.payload.claimed_by.user_id : null;
        const task = tasks.get(event.payload.task_id);
        if (task) tasks.set(event.payload.task_id, { ...task, claimed_by });
        break;
      }
      case "human.task_expired": {
        const task = tasks.get(event.payload.task_id);
        if (task) tasks.set(event.payload.task_id, { ...task, status: "expired" });
        break;
      }
      case "step.skipped":
        cancel(event.step_id);
        break;
      default:
    }
  }
  return tasks;
}

export function checkTasks(run: RunHistory, report: Report): void {
  const folded = foldTasks(run);
  const rows = new Map(run.tasks.map(({ task_id, ...task }) => [task_id, task]));
  for (const task_id of new Set([...folded.keys(), ...rows.keys()])) {
    const [row, task] = [rows.get(task_id), folded.get(task_id)];
    if (isDeepStrictEqual(row, task)) continue;
    const message = `The task ${task_id} is ${JSON.stringify(row)} in its table and ${JSON.stringify(task)} in the journal.`;
    report({ run_id: run.run_id, seq: run.events.at(-1)?.seq ?? null, message });
  }
}

/** Each run that a step has started is there once, knows where it belongs, and does not outlive its parent. */
export function checkChildren({ runs }: History, report: Report): void {
  const byId = new Map(runs.map((run) => [run.run_id, run]));
  const places = new Set<string>();
  for (const { run_id, row } of runs) {
    if (row.parent === null) continue;
    const { run_id: above, step_id, iteration } = row.parent;
    const place = `${above} ${step_id} ${iteration}`;
    if (places.has(place)) report({ run_id, seq: null, message: `Two runs stand at ${place}.` });
    places.add(place);
    const parent = byId.get(above);
    const noted = parent?.events.some(
      (event) => event.event_type === "action.started" && event.payload.child?.run_id === run_id,
    );
    if (!noted) report({ run_id, seq: null, message: `The journal of ${above} does not know of this run.` });
    const over = parent && endsRun(`segment.${parent.row.status}`);
    if (over && !endsRun(`segment.${row.status}`))
      report({ run_id, seq: null, message: `The run goes on although ${above} has ended.` });
  }
}

/** Nothing hangs: a run has ended, is paused, or waits for a person or a time to come. */
export function checkAtRest({ runs }: History, now: string, report: Report): void {
  const states = new Map(runs.map((run) => [run.run_id, reduceRun(run.events)]));
  for (const { run_id, row } of runs) {
    const state = states.get(run_id);
    if (state && (hasEnded(state.status) || state.status === "paused" || waits(state, now, states))) continue;
    report({ run_id, seq: state?.last_seq ?? 0, message: `The run is ${row.status}, and nothing moves it.` });
  }
}

function waits(state: RunState, now: string, states: ReadonlyMap<string, RunState | null>): boolean {
  return Object.values(state.steps).some((step) => {
    if (step.status === "waiting" && step.task?.status === "open") return true;
    if (step.status === "retrying") return step.retry_at !== null && step.retry_at > now;
    const open = (step.children?.runs ?? []).filter(({ status }) => status === "started");
    return open.some(({ run_id }) => {
      const child = states.get(run_id);
      return child ? child.status === "paused" || waits(child, now, states) : false;
    });
  });
}
