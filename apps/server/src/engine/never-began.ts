import type { EventDraft } from "@worktrail/shared/run/events";
import type { Attempt } from "./context.ts";
import type { Outcome } from "./run-attempt.ts";

/**
 * What is recorded of an attempt whose process stopped before it was its turn. It did nothing outside: it is lost and
 * tried again, also where a person would have to be asked about one that is not repeatable.
 */
export function neverBegan({ step, attempt }: Attempt, now: string): { event: EventDraft; outcome: Outcome } {
  const { step_id, step_type } = step.step;
  const about = { step_id, step_type, attempt, timestamp: now };
  const message = "The server stopped before it was this step's turn.";
  return {
    event: { ...about, event_type: "step.lost", severity: "info", payload: {} },
    outcome: { ok: false, failure: { code: "STEP_LOST", message, recoverable: true } },
  };
}
