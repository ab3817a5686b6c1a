// The problems of a drawing as badges on its steps.
import type { Issue } from "@worktrail/shared/segment/issue";
import { IDLE_STEP, type OverlaySource, type StepOverlay } from "../canvas/step-overlay.tsx";
import type { Editor } from "../store/editor.ts";

/** Keeps a step's overlay as the same object until its counts change. */
export function problemOverlay(problems: Editor["problems"]): OverlaySource {
  let counted: { issues: readonly Issue[]; steps: Map<string, StepOverlay> } = {
    issues: [],
    steps: new Map(),
  };
  const look = (): Map<string, StepOverlay> => {
    const { issues } = problems.getState();
    if (counted.issues !== issues) counted = { issues, steps: count(issues, counted.steps) };
    return counted.steps;
  };
  return {
    subscribe: (listener) => problems.subscribe(listener),
    step: (step_id) => look().get(step_id) ?? IDLE_STEP,
    edge: () => "idle",
  };
}

function count(issues: readonly Issue[], last: ReadonlyMap<string, StepOverlay>): Map<string, StepOverlay> {
  const totals = new Map<string, { errors: number; warnings: number }>();
  for (const { step_id, severity } of issues) {
    if (step_id === undefined) continue;
    const total = totals.get(step_id) ?? { errors: 0, warnings: 0 };
    if (severity === "error") total.errors++;
    else total.warnings++;
    totals.set(step_id, total);
  }
  const overlays = new Map<string, StepOverlay>();
  for (const [step_id, total] of totals) {
    const known = last.get(step_id);
    const same = known?.errors === total.errors && known.warnings === total.warnings;
    overlays.set(step_id, same ? known : { ...IDLE_STEP, ...total });
  }
  return overlays;
}
