import type { Step } from "@worktrail/shared/segment/schema";
import type { Gesture } from "./gesture.ts";

/** Disables steps or enables them again; an enabled step carries no word about it. */
export function disableSteps(step_ids: ReadonlySet<string>, disabled: boolean): Gesture {
  return (segment) => {
    let changed = false;
    const steps = segment.steps.map((step): Step => {
      if (!step_ids.has(step.step_id) || (step.disabled ?? false) === disabled) return step;
      changed = true;
      const { disabled: _was, ...rest } = step;
      return disabled ? { ...rest, disabled } : rest;
    });
    return changed ? { ...segment, steps } : segment;
  };
}
