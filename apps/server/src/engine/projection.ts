import { hasEnded, type RunState } from "@worktrail/shared/run/state";
import type { RunProjection } from "../journal/append.ts";

/** The row of a run as its journal says. */
export function projectRun(state: RunState, wake_at: string | null): RunProjection {
  const { status, outputs, error, started_at, ended_at } = state;
  return { status, outputs, error, started_at, ended_at, wake_at };
}

/**
 * The next time at which a plan can differ without anything else happening, strictly after `now`: what is due
 * by `now` has been planned already.
 */
export function nextDue(state: RunState, now: string): string | null {
  if (hasEnded(state.status)) return null;
  let next: string | null = null;
  const consider = (at: string | null) => {
    if (at !== null && at > now && (next === null || at < next)) next = at;
  };
  for (const timer of Object.values(state.timers)) {
    if (!timer.fired) consider(timer.due_at);
  }
  if (state.status !== "paused") for (const step of Object.values(state.steps)) consider(step.retry_at);
  return next;
}
