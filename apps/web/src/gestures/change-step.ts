import type { Step } from "@worktrail/shared/segment/schema";
import type { Gesture } from "./gesture.ts";

/** Replaces one step by what `change` makes of it; the same step back means nothing changed. */
export function changeStep(step_id: string, change: (step: Step) => Step): Gesture {
  return (segment) => {
    const index = segment.steps.findIndex((step) => step.step_id === step_id);
    const step = segment.steps[index];
    if (!step) return segment;
    const next = change(step);
    return next === step ? segment : { ...segment, steps: segment.steps.with(index, next) };
  };
}
