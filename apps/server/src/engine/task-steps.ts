// Steps that hand over to a person: asking, taking the answer, and what happens when none comes.
import { randomUUID } from "node:crypto";
import type { RunCommand } from "@worktrail/shared/run/commands";
import type { EventDraft } from "@worktrail/shared/run/events";
import { stepInputs } from "@worktrail/shared/run/flow";
import { lostAnswerProblems } from "@worktrail/shared/run/lost-step";
import type { RunState } from "@worktrail/shared/run/state";
import { parseConfig, stepConfig } from "@worktrail/shared/run/step-config";
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import type { TaskDecision, TaskRequest } from "@worktrail/shared/step/handler";
import { type Attempt, contextBase, failureOf, pureContext } from "./context.ts";
import type { CostlySteps } from "./costly-steps.ts";
import type { EngineDeps } from "./engine-deps.ts";
import { taskHandler } from "./handler-of.ts";
import { resumeLost } from "./lost-steps.ts";
import { checkInputs, checkOutputs } from "./port-values.ts";
import { type AttemptEnd, recordOutcome } from "./record-outcome.ts";
import { logFor, type Outcome } from "./run-attempt.ts";
import { aboutStep, EventTooLarge, type RunMemory, record } from "./run-memory.ts";
import { endOf, waitingAttempt } from "./waiting-attempt.ts";

export type TaskQuestion = { ok: true; request: TaskRequest } | Extract<Outcome, { ok: false }>;

/** What an attempt asks; a config that is too costly for this thread is a failure like any other here. */
export function taskRequest(deps: EngineDeps, attempt: Attempt): TaskQuestion {
  return attemptTo(deps, attempt, () => {
    const context = pureContext(contextBase(attempt));
    return requestOf(deps, attempt, stepConfig(attempt.step, context));
  });
}

/** The same with the config computed on another thread. Never rejects. */
export async function costlyTaskRequest(
  deps: EngineDeps,
  costly: Pick<CostlySteps, "config">,
  attempt: Attempt,
): Promise<TaskQuestion> {
  const computed = await costly.config(attempt);
  if (!computed.ok) return computed;
  return attemptTo(deps, attempt, () => requestOf(deps, attempt, parseConfig(attempt.step, computed.value)));
}

function requestOf(deps: EngineDeps, attempt: Attempt, config: unknown): { request: TaskRequest } {
  checkInputs(attempt.step, attempt.inputs);
  const context = pureContext(contextBase(attempt));
  return { request: taskHandler(deps.handlers, attempt.step).request(config as never, context) };
}

/** The task of an attempt, or its failure. `before` is its start, so that nobody is asked by a step that never began. */
export function askPerson(
  deps: EngineDeps,
  run: RunMemory,
  attempt: AskedAttempt,
  question: TaskQuestion,
  end: AttemptEnd,
  before: readonly EventDraft[],
): void {
  if (!question.ok) {
    recordOutcome(deps, run, attempt, question, end, before);
    return;
  }
  try {
    record(
      run,
      [...before, createdEvent(attempt, question.request, end.ended_at)],
      deps.limits.event_characters,
    );
  } catch (error) {
    if (!(error instanceof EventTooLarge)) throw error;
    const { code, message, recoverable } = error;
    recordOutcome(deps, run, attempt, { ok: false, failure: { code, message, recoverable } }, end, before);
  }
}

type AskedAttempt = Pick<Attempt, "state" | "step" | "attempt" | "started_at">;

function createdEvent({ step, attempt }: AskedAttempt, request: TaskRequest, timestamp: string): EventDraft {
  const { actions, candidate_groups, escalation_chain, ...rest } = request;
  const task = {
    ...rest,
    actions: [...actions],
    candidate_groups: [...candidate_groups],
    escalation_chain: [...escalation_chain],
  };
  return {
    event_type: "human.task_created",
    step_id: step.step.step_id,
    step_type: step.step.step_type,
    attempt,
    timestamp,
    severity: "info",
    payload: { task_id: randomUUID(), task },
  };
}

type ResumeCommand = Extract<RunCommand, { type: "resume_step" }>;

export function resumeTask(
  deps: EngineDeps,
  run: RunMemory,
  state: RunState,
  command: ResumeCommand,
  now: string,
): void {
  if (state.steps[command.step_id]?.task?.about === "lost_attempt") {
    resumeLost(deps, run, state, command, now);
    return;
  }
  const attempt = waitingAttempt(run.graph, state, command.step_id, command.inputs);
  const outcome = decideOutcome(deps, attempt, command.decision);
  recordOutcome(deps, run, attempt, outcome, endOf(attempt, now), []);
}

function decideOutcome(deps: EngineDeps, attempt: Attempt, decision: TaskDecision): Outcome {
  return attemptTo(deps, attempt, () => {
    const { data } = pureContext(contextBase(attempt));
    const outputs = taskHandler(deps.handlers, attempt.step).decide(decision, data);
    checkOutputs(attempt.step, outputs);
    return { outputs };
  });
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

/** The reasons why an answer can't be taken, empty when it can: it is held against what was asked. */
export function checkDecision(
  deps: EngineDeps,
  graph: SegmentGraph,
  state: RunState,
  step_id: string,
  decision: Pick<TaskDecision, "action" | "values">,
): readonly string[] {
  const step = graph.steps.get(step_id);
  const task = state.steps[step_id]?.task;
  if (!step || !task) throw new RangeError(`The step “${step_id}” is not waiting.`);
  if (task.about === "lost_attempt") return lostAnswerProblems(step, task.request, decision);
  return taskHandler(deps.handlers, step).check(task.request, decision);
}

function attemptTo<Result extends object>(
  deps: EngineDeps,
  attempt: Attempt,
  work: () => Result,
): ({ ok: true } & Result) | Extract<Outcome, { ok: false }> {
  try {
    return { ok: true, ...work() };
  } catch (error) {
    return { ok: false, failure: failureOf(error, logFor(deps, attempt)) };
  }
}
