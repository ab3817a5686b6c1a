import type { RunState } from "@worktrail/shared/run/state";
import type { RunProjection } from "../journal/append.ts";

/** The row of a run as its journal says. */
export function projectRun(state: RunState, wake_at: string | null): RunProjection {
  const { status, outputs, error, started_at, ended_at } = state;
  return { status, outputs, error, started_at, ended_at, wake_at };
}
