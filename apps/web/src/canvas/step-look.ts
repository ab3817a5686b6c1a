// How a step shows itself: icon, caption and colours, also for a type that the catalog does not know.
import type { Step } from "@worktrail/shared/segment/schema";
import type { StepCategory, StepContract } from "@worktrail/shared/step/define-step";
import { views } from "@worktrail/steps/views";
import { CircleHelp } from "lucide-react";
import type { ComponentType } from "react";

type StepView = {
  Icon: ComponentType<{ className?: string }>;
  caption: (config: NonNullable<Step["config"]>) => string;
};

function viewOf(step_type: string): StepView | null {
  const known: Readonly<Record<string, StepView>> = views;
  return Object.hasOwn(known, step_type) ? (known[step_type] ?? null) : null;
}

export function stepIcon(step_type: string): ComponentType<{ className?: string }> {
  return viewOf(step_type)?.Icon ?? CircleHelp;
}

export function stepName(step: Pick<Step, "step_id" | "name">, contract: StepContract | null): string {
  return step.name?.trim() || contract?.display_name || step.step_id;
}

/** One line that says what the step will do. */
export function stepCaption(step: Step, contract: StepContract | null): string {
  const view = viewOf(step.step_type);
  if (!view) return `Unknown type ${step.step_type}`;
  return view.caption(step.config ?? {}) || contract?.display_name || step.step_type;
}

/** A step of a type that the catalog does not know is drawn like a control step, with a question mark. */
export function stepCategory(contract: StepContract | null): StepCategory {
  return contract?.category ?? "control";
}
