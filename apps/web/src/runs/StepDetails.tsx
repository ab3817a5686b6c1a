import { UNTOUCHED_STEP } from "@worktrail/shared/run/reduce-step";
import type { GraphStep } from "@worktrail/shared/segment/graph";
import { StepAgainPanel } from "../again/StepAgainPanel.tsx";
import { AttemptBar } from "../step-data/AttemptBar.tsx";
import { StepFacts } from "../step-data/StepFacts.tsx";
import { StepTabs } from "../step-data/StepTabs.tsx";
import { useStepAttempts } from "../step-data/use-step-attempts.ts";
import { ChildRuns } from "./ChildRuns.tsx";
import { useRunState } from "./run-context.tsx";
import { StepTask } from "./StepTask.tsx";

/** What went into a step, what came out, and what happened in between. */
export function StepDetails({ step }: { step: GraphStep }) {
  const state = useRunState();
  const { step_id } = step.step;
  const own = state?.steps[step_id] ?? UNTOUCHED_STEP;
  const picked = useStepAttempts(step_id);
  const { attempts, chosen, isLast, queued_ms, choose } = picked;
  const several = attempts.length > 1;
  return (
    <div className="flex flex-col">
      <div className="flex flex-col gap-5 p-4">
        <StepFacts step={step} own={own} queued_ms={queued_ms} several={several} />
        {chosen && several && (
          <AttemptBar
            attempts={attempts}
            chosen={chosen}
            queued_ms={queued_ms}
            under_way={own.outputs === null && own.status !== "failed" && own.status !== "cancelled"}
            onChoose={choose}
          />
        )}
        <StepAgainPanel step_id={step_id} />
        {own.task && <StepTask task={own.task} stored={own.stored} />}
        {own.children && <ChildRuns state={own.children} />}
      </div>
      <StepTabs step={step} state={state} own={own} attempt={chosen} isLast={isLast} attempts={attempts} />
    </div>
  );
}
