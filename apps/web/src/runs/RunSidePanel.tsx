import { hasEnded } from "@worktrail/shared/run/state";
import { X } from "lucide-react";
import { Suspense } from "react";
import { stepName } from "../canvas/step-look.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { later } from "../ui/later.ts";
import { Panel } from "../ui/Panel.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { StatusIcon } from "../ui/StatusBadge.tsx";
import { statusLooks } from "../ui/status.ts";
import { RunSummary } from "./RunSummary.tsx";
import { useRun, useRunStatus } from "./run-context.tsx";

/** What it takes to compute a step's config and to check an answer is loaded with the first step looked at. */
const StepDetails = later(() => import("./StepDetails.tsx"), "StepDetails");

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
      <EndOfRun onShow={() => select(null)} />
      <Suspense fallback={<Skeleton className="m-4 w-2/3" />}>
        <StepDetails key={step.step.step_id} step={step} />
      </Suspense>
    </Panel>
  );
}

/** The run may end while one of its steps is looked at: the way to its result stays in sight. */
function EndOfRun({ onShow }: { onShow: () => void }) {
  const status = useRunStatus();
  if (!hasEnded(status)) return null;
  return (
    <button
      type="button"
      onClick={onShow}
      className="flex w-full items-center gap-2 border-line border-b bg-surface px-4 py-2 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2"
    >
      <StatusIcon status={status} />
      <span className="flex-1">Run {statusLooks[status].word.toLowerCase()}</span>
      <span className="text-accent-text text-xs">
        {status === "completed" ? "Show the result" : "Show the run"}
      </span>
    </button>
  );
}
