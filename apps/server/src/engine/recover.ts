import { stepDeadline } from "@worktrail/shared/run/deadline";
import type { EventDraft } from "@worktrail/shared/run/events";
import { asksWhenLost } from "@worktrail/shared/run/lost-step";
import { type AttemptFailure, decideFailure, LOST_ATTEMPT } from "@worktrail/shared/run/retry";
import type { RunState, StepState } from "@worktrail/shared/run/state";
import { timeOut } from "./attempt-time.ts";
import type { EngineDeps } from "./engine-deps.ts";
import { lostQuestionEvent } from "./lost-steps.ts";
import { aboutStep, fold, type RunMemory, record } from "./run-memory.ts";

/**
 * Attempts that the journal says are under way, but that no handler of this process runs: they ended with the
 * process that ran them. Each is recorded as lost, and its policy says what comes next; of one that is not
 * repeatable, a person does. One whose time was over meanwhile ended with that.
 */
export function recordLostAttempts(deps: EngineDeps, run: RunMemory, now: string): void {
  const { state } = run;
  if (!state) return;
  const lost = Object.entries(state.steps).filter(
    ([step_id, step]) =>
      step.status === "running" &&
      run.running.get(step_id)?.attempt !== step.attempts &&
      !run.facts.some((fact) => fact.step_id === step_id && fact.attempt === step.attempts),
  );
  const limit = deps.limits.event_characters;
  for (const [step_id, step] of lost) {
    if (overdue(run, step_id, step, now)) continue;
    const about = { ...aboutStep(run, state, step_id), timestamp: now };
    record(run, [{ ...about, event_type: "step.lost", severity: "warning", payload: {} }], limit);
  }
  fold(run);
  for (const [step_id, step] of lost)
    if (run.state) record(run, [whatFollows(deps, run, run.state, step_id, step, now)], limit);
  fold(run);
}

function whatFollows(
  deps: EngineDeps,
  run: RunMemory,
  state: RunState,
  step_id: string,
  step: StepState,
  now: string,
): EventDraft {
  const known = run.graph.steps.get(step_id);
  if (known && asksWhenLost(known)) return lostQuestionEvent(run.graph, state, known, now);
  const attempt = { step_id, attempt: step.attempts, started_at: step.started_at ?? now };
  const failure = overdue(run, step_id, step, now) ?? LOST_ATTEMPT;
  return decideFailure(run.graph, state, attempt, failure, { now, random: deps.random() });
}

/** The time-out with which an attempt ended while nobody was there to see it; null for one that had time left. */
function overdue(run: RunMemory, step_id: string, step: StepState, now: string): AttemptFailure | null {
  const known = run.graph.steps.get(step_id);
  if (known?.contract?.effect !== "external" || asksWhenLost(known)) return null;
  const deadline = stepDeadline(known, step, step.started_at ?? now);
  if (deadline === null || deadline > Date.parse(now)) return null;
  const { code, message, recoverable } = timeOut(known.step.timeout_seconds ?? 0);
  return { code, message, recoverable };
}
