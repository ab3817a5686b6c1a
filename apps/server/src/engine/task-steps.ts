// Steps that hand over to a person: asking, taking the answer, and what happens when none comes.
import { randomUUID } from "node:crypto";
import type { JsonValue } from "@worktrail/shared/json";
import type { RunCommand } from "@worktrail/shared/run/commands";
import type { EventDraft } from "@worktrail/shared/run/events";
import { stepInputs } from "@worktrail/shared/run/flow";
import type { RunState } from "@worktrail/shared/run/state";
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import type { TaskDecision, TaskRequest } from "@worktrail/shared/step/handler";
import { type Attempt, contextBase, failureOf, pureContext } from "./context.ts";
import type { EngineDeps } from "./engine-deps.ts";
import { taskHandler } from "./handler-of.ts";
import { checkInputs, checkOutputs } from "./port-values.ts";
import { recordOutcome } from "./record-outcome.ts";
import { logFor, type Outcome } from "./run-attempt.ts";
import { aboutStep, EventTooLarge, type RunMemory, record } from "./run-memory.ts";
import { stepConfig } from "./step-scope.ts";

/** The task of an attempt: recorded with its start, so that nobody is asked by a step that never began. */
export function askPerson(deps: EngineDeps, run: RunMemory, attempt: Attempt, started: EventDraft): void {
  const { step, started_at } = attempt;
  const request = attemptTo(deps, attempt, (): TaskRequest => {
    checkInputs(step, attempt.inputs);
    const context = pureContext(contextBase(attempt));
    return taskHandler(deps.handlers, step).request(stepConfig(step, context) as never, context);
  });
  if (!request.ok) {
    recordOutcome(deps, run, attempt, request, { ended_at: started_at, duration_ms: 0 }, [started]);
    return;
  }
  const { actions, candidate_groups, escalation_chain, ...rest } = request.value;
  const task = {
    ...rest,
    actions: [...actions],
    candidate_groups: [...candidate_groups],
    escalation_chain: [...escalation_chain],
  };
  const created: EventDraft = {
    event_type: "human.task_created",
    step_id: step.step.step_id,
    step_type: step.step.step_type,
    attempt: attempt.attempt,
    timestamp: started_at,
    severity: "info",
    payload: { task_id: randomUUID(), task },
  };
  try {
    record(run, [started, created], deps.limits.event_characters);
  } catch (error) {
    if (!(error instanceof EventTooLarge)) throw error;
    const { code, message, recoverable } = error;
    const failure = { code, message, recoverable };
    recordOutcome(deps, run, attempt, { ok: false, failure }, { ended_at: started_at, duration_ms: 0 }, [
      started,
    ]);
  }
}

type ResumeCommand = Extract<RunCommand, { type: "resume_step" }>;

export function resumeTask(
  deps: EngineDeps,
  run: RunMemory,
  state: RunState,
  command: ResumeCommand,
  now: string,
): void {
  const attempt = waitingAttempt(run.graph, state, command.step_id, command.inputs);
  const outcome = decideOutcome(deps, attempt, command.decision);
  recordOutcome(deps, run, attempt, outcome, endOf(attempt, now), []);
}

function decideOutcome(deps: EngineDeps, attempt: Attempt, decision: TaskDecision): Outcome {
  const result = attemptTo(deps, attempt, () => {
    const context = pureContext(contextBase(attempt));
    const config = stepConfig(attempt.step, context) as never;
    const outputs = taskHandler(deps.handlers, attempt.step).decide(config, decision, context.data);
    checkOutputs(attempt.step, outputs);
    return outputs;
  });
  return result.ok ? { ok: true, outputs: result.value } : result;
}

type ExpireCommand = Extract<RunCommand, { type: "expire_task" }>;

/** Nobody answered in time: the step goes on by its `timed_out` port, or fails. */
export function expireTask(
  deps: EngineDeps,
  run: RunMemory,
  state: RunState,
  { step_id, task_id }: ExpireCommand,
  now: string,
): void {
  const step = run.graph.steps.get(step_id);
  const inputs = step ? stepInputs(step, state) : {};
  const attempt = waitingAttempt(run.graph, state, step_id, inputs);
  const expired: EventDraft = {
    ...aboutStep(run, state, step_id),
    event_type: "human.task_expired",
    timestamp: now,
    severity: "warning",
    payload: { task_id },
  };
  const route = state.steps[step_id]?.task?.request.on_timeout === "route";
  const outcome: Outcome = route
    ? { ok: true, outputs: { timed_out: { data: pureContext(contextBase(attempt)).data } } }
    : { ok: false, failure: EXPIRED };
  recordOutcome(deps, run, attempt, outcome, endOf(attempt, now), [expired]);
}

const EXPIRED = {
  code: "TASK_EXPIRED",
  message: "Nobody answered the task in time.",
  recoverable: false,
} as const;

/**
 * The reasons why an answer can't be taken, empty when it can.
 * @throws StepFailure when the step's config no longer evaluates
 */
export function checkDecision(
  deps: EngineDeps,
  graph: SegmentGraph,
  state: RunState,
  step_id: string,
  decision: Pick<TaskDecision, "action" | "values">,
): readonly string[] {
  const step = graph.steps.get(step_id);
  const attempt = waitingAttempt(graph, state, step_id, step ? stepInputs(step, state) : {});
  const config = stepConfig(attempt.step, pureContext(contextBase(attempt))) as never;
  return taskHandler(deps.handlers, attempt.step).check(config, decision);
}

/** The attempt that asked: evaluated again, it sees what it saw then. */
function waitingAttempt(
  graph: SegmentGraph,
  state: RunState,
  step_id: string,
  inputs: Readonly<Record<string, JsonValue>>,
): Attempt {
  const step = graph.steps.get(step_id);
  const known = state.steps[step_id];
  if (!step || !known?.started_at) throw new RangeError(`The step “${step_id}” is not waiting.`);
  return { graph, state, step, attempt: known.attempts, started_at: known.started_at, inputs };
}

function endOf(attempt: Attempt, now: string) {
  return { ended_at: now, duration_ms: Math.max(0, Date.parse(now) - Date.parse(attempt.started_at)) };
}

function attemptTo<Value>(
  deps: EngineDeps,
  attempt: Attempt,
  work: () => Value,
): { ok: true; value: Value } | Extract<Outcome, { ok: false }> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    return { ok: false, failure: failureOf(error, logFor(deps, attempt)) };
  }
}
