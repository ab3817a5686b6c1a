// Steps that are not repeatable and whose attempt was lost: asking what became of it, and going on as the answer says.
import { randomUUID } from "node:crypto";
import type { RunCommand } from "@worktrail/shared/run/commands";
import type { EventDraft } from "@worktrail/shared/run/events";
import { stepInputs } from "@worktrail/shared/run/flow";
import { cutOffSteps, decideLostAnswer, lostQuestion } from "@worktrail/shared/run/lost-step";
import type { RunState } from "@worktrail/shared/run/state";
import type { GraphStep, SegmentGraph } from "@worktrail/shared/segment/graph";
import { idempotencyKey } from "./context.ts";
import type { EngineDeps } from "./engine-deps.ts";
import { recordOutcome } from "./record-outcome.ts";
import { type RunMemory, record } from "./run-memory.ts";
import { endOf, waitingAttempt } from "./waiting-attempt.ts";

export function lostQuestionEvent(
  graph: SegmentGraph,
  state: RunState,
  step: GraphStep,
  now: string,
): EventDraft {
  const { step_id, step_type } = step.step;
  const attempt = waitingAttempt(graph, state, step_id, stepInputs(step, state));
  const { actions, ...rest } = lostQuestion(step, {
    attempt: attempt.attempt,
    started_at: attempt.started_at,
    inputs: attempt.inputs,
    idempotency_key: idempotencyKey(state.run_id, step_id),
  });
  const task = {
    ...rest,
    actions: [...actions],
    candidate_groups: [...rest.candidate_groups],
    escalation_chain: [...rest.escalation_chain],
  };
  return {
    event_type: "human.task_created",
    step_id,
    step_type,
    attempt: attempt.attempt,
    timestamp: now,
    severity: "warning",
    payload: { task_id: randomUUID(), task, about: "lost_attempt" },
  };
}

/** What a person has to be asked when a run is opened again. @param ended the run before it is */
export function questionsBeforeRetry(graph: SegmentGraph, ended: RunState, now: string): EventDraft[] {
  return cutOffSteps(graph, ended).map((step) => lostQuestionEvent(graph, ended, step, now));
}

export function resumeLost(
  deps: EngineDeps,
  run: RunMemory,
  state: RunState,
  { step_id, inputs, decision }: Extract<RunCommand, { type: "resume_step" }>,
  now: string,
): void {
  const attempt = waitingAttempt(run.graph, state, step_id, inputs);
  const { step_type } = attempt.step.step;
  const about = { step_id, step_type, attempt: attempt.attempt, started_at: attempt.started_at };
  const clock = { now, random: deps.random() };
  const decided = decideLostAnswer(run.graph, state, about, decision, clock);
  if ("event" in decided) record(run, [decided.event], deps.limits.event_characters);
  else recordOutcome(deps, run, attempt, { ok: true, ...decided }, endOf(attempt, now), []);
}
