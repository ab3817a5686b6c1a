import type { EventDraft } from "@worktrail/shared/run/events";
import { decideFailure } from "@worktrail/shared/run/retry";
import type { Attempt } from "./context.ts";
import type { EngineDeps } from "./engine-deps.ts";
import type { Outcome } from "./run-attempt.ts";
import { EventTooLarge, type RunMemory, record } from "./run-memory.ts";

export type AttemptEnd = { ended_at: string; duration_ms: number };

/** Records how an attempt ended, behind the events that led there; an outcome too large to keep is a failure. */
export function recordOutcome(
  deps: EngineDeps,
  run: RunMemory,
  attempt: Pick<Attempt, "state" | "step" | "attempt" | "started_at">,
  outcome: Outcome,
  end: AttemptEnd,
  before: readonly EventDraft[],
): void {
  const write = (last: EventDraft) => record(run, [...before, last], deps.limits.event_characters);
  try {
    write(outcomeEvent(deps, run, attempt, outcome, end));
  } catch (error) {
    if (!(error instanceof EventTooLarge)) throw error;
    const { code, message, recoverable } = error;
    write(outcomeEvent(deps, run, attempt, { ok: false, failure: { code, message, recoverable } }, end));
  }
}

function outcomeEvent(
  deps: EngineDeps,
  run: RunMemory,
  { state, step, attempt, started_at }: Pick<Attempt, "state" | "step" | "attempt" | "started_at">,
  outcome: Outcome,
  { ended_at, duration_ms }: AttemptEnd,
): EventDraft {
  const { step_id, step_type } = step.step;
  if (!outcome.ok) {
    const clock = { now: ended_at, random: deps.random() };
    return decideFailure(run.graph, state, { step_id, attempt, started_at }, outcome.failure, clock);
  }
  return {
    event_type: "step.completed",
    step_id,
    step_type,
    attempt,
    timestamp: ended_at,
    severity: "info",
    payload: { outputs: outcome.outputs },
    duration_ms: Math.round(duration_ms * 1_000) / 1_000,
  };
}
