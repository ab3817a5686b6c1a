import { useId, useState } from "react";
import { sampleInput } from "../canvas/sample-input.ts";
import { Checkbox } from "../ui/Checkbox.tsx";
import { RunStepDialog, stepTitle } from "./RunStepDialog.tsx";
import type { StepAgain } from "./use-step-again.ts";

const nothingPinned = () => null;

/** The input of a step of a run that is over, to be changed for another run. */
export function EditDialog({ again, step_id }: { again: StepAgain; step_id: string }) {
  const [alone, setAlone] = useState(false);
  const id = useId();
  const step = again.graph.steps.get(step_id);
  if (!step) return null;
  return (
    <RunStepDialog
      graph={again.graph}
      step={step}
      title={stepTitle("Change the input of", step)}
      description="A new run that takes over what came before this step, with what you write here in its place."
      startLabel={alone ? "Run step" : "Start from here"}
      options={
        <div className="flex items-center gap-2">
          <Checkbox id={id} checked={alone} onCheckedChange={(checked) => setAlone(checked === true)} />
          <label htmlFor={id} className="text-sm">
            Run only this step, nothing behind it
          </label>
        </div>
      }
      recorded={{ run: again.recorded }}
      pinOf={nothingPinned}
      sampleInput={sampleInput(again.graph.segment.input_schema)}
      starting={again.starting}
      refused={again.refused}
      onStart={({ takes_over: _, ...written }) => again.send({ step_id, alone }, written)}
      onClose={again.close}
    />
  );
}
