import { decideFailure } from "@worktrail/shared/run/retry";
import type { EngineDeps } from "./engine-deps.ts";
import { aboutStep, fold, type RunMemory, record } from "./run-memory.ts";

/**
 * Attempts that the journal says are under way, but that no handler of this process runs: they ended with the
 * process that ran them. Each is recorded as lost, and its policy says what comes next.
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
  for (const [step_id] of lost) {
    const about = { ...aboutStep(run, state, step_id), timestamp: now };
    record(run, [{ ...about, event_type: "step.lost", severity: "warning", payload: {} }], limit);
  }
  fold(run);
  for (const [step_id, step] of lost) {
    if (!run.state) return;
    const attempt = { step_id, attempt: step.attempts, started_at: step.started_at ?? now };
    record(run, [decideFailure(run.graph, run.state, attempt, LOST, { now, random: deps.random() })], limit);
  }
  fold(run);
}

const LOST = {
  code: "STEP_LOST",
  message: "The server stopped while this step was under way, and how far it came is not known.",
  recoverable: true,
} as const;
