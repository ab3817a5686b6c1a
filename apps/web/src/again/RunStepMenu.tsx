import { FastForward, Pencil, Play } from "lucide-react";
import { type MouseEvent, type ReactNode, useState } from "react";
import { useRun } from "../runs/run-context.tsx";
import { ContextMenu, ContextMenuContent, ContextMenuItem, ContextMenuTrigger } from "../ui/ContextMenu.tsx";
import { StepAgainDialogs } from "./StepAgainDialogs.tsx";
import { useStepAgain } from "./use-step-again.ts";

/** On the canvas of a run that is over, each step's own menu offers to start from there. */
export function RunStepMenu({ children }: { children: ReactNode }) {
  const { select } = useRun();
  const again = useStepAgain();
  const [step_id, setStep] = useState<string | null>(null);
  const look = (event: MouseEvent) => {
    const id = stepAt(event.target);
    setStep(id);
    if (id !== null && again.canEdit(id)) select(id);
    // Elsewhere the browser's own menu stays.
    else event.stopPropagation();
  };
  return (
    <div className="size-full" onContextMenuCapture={look} role="presentation">
      <ContextMenu>
        <ContextMenuTrigger asChild>
          <div className="size-full">{children}</div>
        </ContextMenuTrigger>
        {step_id !== null && (
          <ContextMenuContent aria-label="This step">
            {again.canStart(step_id) && (
              <>
                <ContextMenuItem onSelect={() => again.begin({ step_id, alone: false })}>
                  <FastForward /> Start from here
                </ContextMenuItem>
                <ContextMenuItem onSelect={() => again.begin({ step_id, alone: true })}>
                  <Play /> Run this step alone
                </ContextMenuItem>
              </>
            )}
            <ContextMenuItem onSelect={() => again.edit(step_id)}>
              <Pencil /> Change its input…
            </ContextMenuItem>
          </ContextMenuContent>
        )}
      </ContextMenu>
      <StepAgainDialogs again={again} />
    </div>
  );
}

function stepAt(target: EventTarget): string | null {
  if (!(target instanceof Element)) return null;
  return target.closest<HTMLElement>("[data-step-id]")?.dataset.stepId ?? null;
}
