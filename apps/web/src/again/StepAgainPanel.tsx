import { FastForward, Pencil, Play } from "lucide-react";
import { Button } from "../ui/Button.tsx";
import { StepAgainDialogs } from "./StepAgainDialogs.tsx";
import { useStepAgain } from "./use-step-again.ts";

/** Of a run that is over: new runs that take over what came before this step. */
export function StepAgainPanel({ step_id }: { step_id: string }) {
  const again = useStepAgain();
  const canStart = again.canStart(step_id);
  if (!canStart && !again.canEdit(step_id)) return null;
  return (
    <section aria-label="Run again" className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        {canStart && (
          <>
            <Button size="sm" loading={again.starting} onClick={() => again.begin({ step_id, alone: false })}>
              <FastForward aria-hidden />
              Start from here
            </Button>
            <Button size="sm" loading={again.starting} onClick={() => again.begin({ step_id, alone: true })}>
              <Play aria-hidden />
              Run this step alone
            </Button>
          </>
        )}
        {again.canEdit(step_id) && (
          <Button size="sm" onClick={() => again.edit(step_id)}>
            <Pencil aria-hidden />
            Change its input…
          </Button>
        )}
      </div>
      <p className="text-muted text-xs">Each is a new run that takes over what came before this step.</p>
      <StepAgainDialogs again={again} />
    </section>
  );
}
