import type { JsonValue } from "@worktrail/shared/json";
import type { RunState } from "@worktrail/shared/run/state";
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import type { Attempt } from "./context.ts";

/** The attempt that began to wait: evaluated again, it sees what it saw then. */
export function waitingAttempt(
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

export function endOf(attempt: Attempt, now: string) {
  return { ended_at: now, duration_ms: Math.max(0, Date.parse(now) - Date.parse(attempt.started_at)) };
}
