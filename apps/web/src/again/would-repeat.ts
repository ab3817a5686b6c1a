import type { RunState } from "@worktrail/shared/run/state";
import { type SegmentGraph, upstreamOf } from "@worktrail/shared/segment/graph";
import { stepName } from "../canvas/step-look.ts";

/** What a new run does again: everything, a step with what is behind it, or one step alone. */
export type Redone = { readonly from: string; readonly alone: boolean } | "everything";

/** The steps that are not repeatable and were tried in the run: a new run does them a second time. */
export function wouldRepeat(graph: SegmentGraph, state: RunState | null, redone: Redone): string[] {
  return [...graph.steps.values()].flatMap(({ step, contract }) => {
    const { step_id, repeatable } = step;
    if (repeatable !== false || !state?.steps[step_id]?.attempts) return [];
    return isRedone(graph, step_id, redone) ? [stepName(step, contract)] : [];
  });
}

function isRedone(graph: SegmentGraph, step_id: string, redone: Redone): boolean {
  if (redone === "everything" || redone.from === step_id) return true;
  return !redone.alone && upstreamOf(graph, step_id).has(redone.from);
}
