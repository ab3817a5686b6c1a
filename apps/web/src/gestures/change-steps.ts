import type { Step } from "@worktrail/shared/segment/schema";
import type { Gesture } from "./gesture.ts";

/** Replaces each of the steps by what `change` makes of it; the same step back means that nothing changed. */
export function changeSteps(step_ids: ReadonlySet<string>, change: (step: Step) => Step): Gesture {
  return (segment) => {
    let changed = false;
    const steps = segment.steps.map((step) => {
      const next = step_ids.has(step.step_id) ? change(step) : step;
      changed ||= next !== step;
      return next;
    });
    return changed ? { ...segment, steps } : segment;
  };
}
