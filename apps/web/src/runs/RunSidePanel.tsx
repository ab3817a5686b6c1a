import { X } from "lucide-react";
import { stepName } from "../canvas/step-look.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { Panel } from "../ui/Panel.tsx";
import { RunSummary } from "./RunSummary.tsx";
import { useRun } from "./run-context.tsx";
import { StepDetails } from "./StepDetails.tsx";

/** The selected step, or the run as a whole. */
export function RunSidePanel() {
  const { graph, selected, select } = useRun();
  const step = selected === null ? undefined : graph.steps.get(selected);
  if (!step) {
    return (
      <Panel title="Run">
        <RunSummary />
      </Panel>
    );
  }
  return (
    <Panel
      title={stepName(step.step, step.contract)}
      label="Step"
      actions={
        <IconButton label="Back to the run" size="sm" onClick={() => select(null)}>
          <X />
        </IconButton>
      }
    >
      <StepDetails key={step.step.step_id} step={step} />
    </Panel>
  );
}
