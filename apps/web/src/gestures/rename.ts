import { changeStep } from "./change-step.ts";
import type { Gesture } from "./gesture.ts";

/** Sets the name that people read; an empty one is left out, then the type's name shows. */
export function renameStep(step_id: string, name: string): Gesture {
  const wanted = name.trim().slice(0, 200);
  return changeStep(step_id, (step) => {
    if ((step.name ?? "") === wanted) return step;
    const { name: _old, ...rest } = step;
    return wanted ? { ...rest, name: wanted } : rest;
  });
}
