import { planRun } from "@worktrail/shared/run/plan";
import type { RunMemory } from "./run-memory.ts";

/** Whether nothing is to be done for a run before its next time, or before somebody says something. */
export function onlyWaits(run: RunMemory, now: string): boolean {
  const { state } = run;
  if (!state || run.look || run.launching.size > 0) return false;
  // Nobody is at a step that counts as running: it has to be tried again.
  if (Object.values(state.steps).some(({ status }) => status === "running")) return false;
  return planRun(run.graph, state, now).length === 0;
}
