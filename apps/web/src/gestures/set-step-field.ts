import type { Step } from "@worktrail/shared/segment/schema";
import { changeStep } from "./change-step.ts";
import type { Gesture } from "./gesture.ts";

/** `step_id` has `renameStepId`, `position` has `moveParts`, `config` has `setConfig`. */
export type StepField = Exclude<keyof Step, "step_id" | "position" | "config">;

/** Sets one field of a step outside its config; `undefined` removes it. */
export function setStepField<Field extends StepField>(
  step_id: string,
  field: Field,
  value: Step[Field] | undefined,
): Gesture {
  return changeStep(step_id, (step) => {
    if (step[field] === value) return step;
    const next = { ...step };
    if (value === undefined) delete next[field];
    else next[field] = value;
    return next;
  });
}
