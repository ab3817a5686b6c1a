// Steps that run another segment: planning what to run, noting starts and ends, and what comes of it all.
import type { JsonObject, JsonValue } from "@worktrail/shared/json";
import type { RunCommand } from "@worktrail/shared/run/commands";
import type { ChildrenPlan, EventDraft, RunError } from "@worktrail/shared/run/events";
import { failedChild } from "@worktrail/shared/run/plan-children";
import type { ChildrenState, ChildState, RunState } from "@worktrail/shared/run/state";
import { childRunId } from "./child-run-id.ts";
import { type Attempt, type Failure, failureOf } from "./context.ts";
import type { EngineDeps } from "./engine-deps.ts";
import { childrenHandler } from "./handler-of.ts";
import { checkOutputs } from "./port-values.ts";
import { type AttemptEnd, recordOutcome } from "./record-outcome.ts";
import { logFor, type Outcome } from "./run-attempt.ts";
import { aboutStep, EventTooLarge, type RunMemory, record } from "./run-memory.ts";
import { endOf, waitingAttempt } from "./waiting-attempt.ts";

export type PlannedChildren = { ok: true; plan: ChildrenPlan } | Extract<Outcome, { ok: false }>;

type AttemptAbout = Pick<Attempt, "state" | "step" | "attempt" | "started_at">;

/** Records what the step is going to run, or why it can't. `before` is the start of its attempt. */
export function recordPlan(
  deps: EngineDeps,
  run: RunMemory,
  attempt: AttemptAbout,
  planned: PlannedChildren,
  end: AttemptEnd,
  before: readonly EventDraft[],
): void {
  if (!planned.ok) {
    recordOutcome(deps, run, attempt, planned, end, before);
    return;
  }
  const { plan } = planned;
  const about = { step_id: attempt.step.step.step_id, step_type: attempt.step.step.step_type };
  const event: EventDraft = {
    ...about,
    event_type: "action.started",
    attempt: attempt.attempt,
    timestamp: end.ended_at,
    severity: "info",
    payload: { ...actionOf(plan), plan },
  };
  try {
    record(run, [...before, event], deps.limits.event_characters);
  } catch (error) {
    if (!(error instanceof EventTooLarge)) throw error;
    const message = "The inputs of all runs together are too large to keep. Run the list in parts.";
    const failure: Failure = { code: "OUTPUT_TOO_LARGE", message, recoverable: false };
    recordOutcome(deps, run, attempt, { ok: false, failure }, end, before);
  }
}

function actionOf({ segment_id, revision }: Pick<ChildrenPlan, "segment_id" | "revision">) {
  const detail: JsonObject = { segment_id, revision };
  return { name: segment_id, kind: "run" as const, detail };
}

type StartChild = Extract<RunCommand, { type: "start_child" }>;

/** Notes that a run is to be started; it is once this is durable. */
export function startChild(
  deps: EngineDeps,
  run: RunMemory,
  state: RunState,
  command: StartChild,
  now: string,
): void {
  const { step_id, iteration, after_seq } = command;
  const children = state.steps[step_id]?.children;
  if (!children) throw new RangeError(`The step “${step_id}” runs nothing.`);
  const child = { run_id: childRunId(state.run_id, step_id, iteration), iteration, after_seq };
  const about = { ...aboutStep(run, state, step_id), timestamp: now };
  const payload = { ...actionOf(children), child };
  record(
    run,
    [{ ...about, event_type: "action.started", severity: "info", payload }],
    deps.limits.event_characters,
  );
  run.look = true;
}

/** How a run that a step has started ended, as its parent hears it. */
export type ChildEnd = { step_id: string; run_id: string; iteration: number } & (
  | { ok: true; output: JsonValue; done: boolean }
  | { ok: false; error: RunError; seq: number }
);

/** Records an end, if the journal still waits for it. */
export function recordChildEnd(deps: EngineDeps, run: RunMemory, end: ChildEnd, now: string): void {
  const { state } = run;
  const children = state?.steps[end.step_id]?.children;
  const known = children?.runs.find(({ run_id }) => run_id === end.run_id);
  if (!state || !children || known?.status !== "started") return;
  const about = { ...aboutStep(run, state, end.step_id), timestamp: now };
  const { run_id, iteration } = end;
  const child = { run_id, iteration };
  const write = (draft: EventDraft) => record(run, [draft], deps.limits.event_characters);
  const fail = (error: RunError, seq: number) => {
    const payload = { ...actionOf(children), child: { ...child, seq } };
    write({ ...about, event_type: "action.failed", severity: "warning", payload, error });
  };
  if (!end.ok) {
    fail(end.error, end.seq);
    return;
  }
  const { output, done } = end;
  try {
    const payload = { ...actionOf(children), child: { ...child, output, done } };
    write({ ...about, event_type: "action.completed", severity: "info", payload });
  } catch (error) {
    if (!(error instanceof EventTooLarge)) throw error;
    fail(runError("OUTPUT_TOO_LARGE", error.message, false), 0);
  }
}

export function runError(error_code: string, error_message: string, recoverable: boolean): RunError {
  return { error_type: "RunFailure", error_message, error_code, recoverable };
}

type SettleCommand = Extract<RunCommand, { type: "settle_children" }>;

/** The step ends: with what its runs gave, or with the first failure that counts. */
export function settleChildren(
  deps: EngineDeps,
  run: RunMemory,
  state: RunState,
  command: SettleCommand,
  now: string,
): void {
  const attempt = waitingAttempt(run.graph, state, command.step_id, command.inputs);
  const children = state.steps[command.step_id]?.children;
  if (!children?.plan) throw new RangeError(`The step “${command.step_id}” runs nothing.`);
  stopChildren(run, state, command.step_id);
  const outcome = settled(deps, attempt, children, children.plan);
  recordOutcome(deps, run, attempt, outcome, endOf(attempt, now), []);
}

function settled(deps: EngineDeps, attempt: Attempt, children: ChildrenState, plan: ChildrenPlan): Outcome {
  const failed = failedChild(children);
  if (failed) return { ok: false, failure: failureOfChild(plan, failed) };
  const last = children.runs.at(-1);
  if (plan.mode === "until" && !last?.done) return { ok: false, failure: unfinished(plan, last) };
  try {
    const handler = childrenHandler(deps.handlers, attempt.step);
    const outputs = handler.collect(plan.mode, children.runs);
    checkOutputs(attempt.step, outputs);
    return { ok: true, outputs };
  } catch (error) {
    return { ok: false, failure: failureOf(error, logFor(deps, attempt)) };
  }
}

function failureOfChild(plan: ChildrenPlan, { run_id, iteration, error, ended_seq }: ChildState): Failure {
  const which = plan.mode === "once" ? "The run" : `Run ${iteration}`;
  const why = error?.error_message ?? "";
  // One that could not even be started has no page to lead to.
  const link: JsonObject = ended_seq > 0 ? { run_id } : {};
  const details: JsonObject = { ...link, iteration, error_code: error?.error_code ?? "" };
  const message = `${which} of ${plan.segment_id} failed: ${why}`;
  return { code: "SUB_SEGMENT_FAILED", message, recoverable: error?.recoverable ?? false, details };
}

function unfinished(plan: ChildrenPlan, last: ChildState | undefined): Failure {
  const times = plan.max_iterations === 1 ? "once" : `${plan.max_iterations} times`;
  return {
    code: "SUB_SEGMENT_UNFINISHED",
    message: `${plan.segment_id} ran ${times}, and the condition to stop still did not hold. Allow more, or change the condition.`,
    recoverable: false,
    details: last ? { run_id: last.run_id, iteration: last.iteration } : {},
  };
}

/** Runs under way that the state will no longer wait for; they are cancelled once that is durable. */
export function stopChildren(run: RunMemory, state: RunState, step_id: string | null = null): void {
  run.stops.push(...openChildren(state, step_id).map(({ child }) => child.run_id));
}

export type OpenChild = { step_id: string; plan: ChildrenPlan; child: ChildState; before: ChildState | null };

/** Every run that has been started and whose end the journal does not know. */
export function openChildren(state: RunState, only: string | null = null): OpenChild[] {
  const steps = only === null ? Object.keys(state.steps) : [only];
  return steps.flatMap((step_id) => {
    const children = state.steps[step_id]?.children;
    const plan = children?.plan;
    if (!children || !plan) return [];
    return children.runs.flatMap((child, index) =>
      child.status === "started" ? [{ step_id, plan, child, before: children.runs[index - 1] ?? null }] : [],
    );
  });
}
