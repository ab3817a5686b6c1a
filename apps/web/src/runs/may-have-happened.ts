import type { RunState } from "@worktrail/shared/run/state";
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import { stepName } from "../canvas/step-look.ts";

/** The steps that are not repeatable and were cut off: a retry of the run does them again, and nobody knows whether twice. */
export function mayHaveHappened(graph: SegmentGraph, state: RunState | null): string[] {
  return [...graph.steps.values()].flatMap(({ step, contract }) => {
    const own = state?.steps[step.step_id];
    if (step.repeatable !== false || !own || own.attempts === 0) return [];
    const cutOff = own.status === "cancelled" || own.error?.error_code === "STEP_TIMEOUT";
    return cutOff && own.outputs === null ? [stepName(step, contract)] : [];
  });
}
