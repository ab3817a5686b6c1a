import type { StepComparison } from "@worktrail/shared/run/compare-runs";
import { inputsOfStep, outputsOfStep } from "@worktrail/shared/run/port-values";
import { useMemo } from "react";
import { Section } from "../runs/Section.tsx";
import { Button } from "../ui/Button.tsx";
import { FieldDiff } from "../versions/FieldDiff.tsx";
import { useComparing } from "./compare-context.tsx";
import type { Compared } from "./comparison-store.ts";
import { ErrorDifference } from "./ErrorDifference.tsx";
import { PortsDifference } from "./PortsDifference.tsx";
import { SideFacts } from "./SideFacts.tsx";
import { stepFacts } from "./step-facts.tsx";

export interface StepDifferenceProps {
  compared: Compared;
  step: StepComparison;
  name: string;
  onlyDifferences: boolean;
}

/** One step in both runs: how it went, what it was then, what went in and what came out. */
export function StepDifference({ compared, step, name, onlyDifferences }: StepDifferenceProps) {
  const { changes, seeCanvas } = useComparing();
  const { step_id } = step;
  const change = changes.find(({ what, key }) => what === "step" && key === step_id);
  const { left, right } = compared;
  const inputs = useMemo(
    () => [inputsOfStep(left, step_id), inputsOfStep(right, step_id)] as const,
    [left, right, step_id],
  );
  const outputs = useMemo(
    () => [outputsOfStep(step.left?.step), outputsOfStep(step.right?.step)] as const,
    [step],
  );
  return (
    <div className="flex flex-col gap-4 px-3 pt-1 pb-4">
      {seeCanvas && (
        <Button size="sm" className="self-start" onClick={seeCanvas}>
          Show on the canvas
        </Button>
      )}
      <SideFacts label={`${name} in both runs`} facts={stepFacts(compared, step)} />
      {change && step.aspects.includes("definition") && (
        <Section title="Changed between the versions">
          <FieldDiff change={change} />
        </Section>
      )}
      <ErrorDifference
        left={step.left?.step?.error ?? null}
        right={step.right?.step?.error ?? null}
        onlyDifferences={onlyDifferences}
      />
      <PortsDifference title="Inputs" left={inputs[0]} right={inputs[1]} onlyDifferences={onlyDifferences} />
      <PortsDifference
        title="Outputs"
        left={outputs[0]}
        right={outputs[1]}
        onlyDifferences={onlyDifferences}
      />
    </div>
  );
}
