import { catalog } from "@worktrail/steps/contracts";
import { useMemo, useState } from "react";
import { RunStepMenu } from "../again/RunStepMenu.tsx";
import { CanvasControls } from "../canvas/CanvasControls.tsx";
import { StepOverlayProvider } from "../canvas/step-overlay.tsx";
import { CanvasRoom } from "../canvas/WorkflowCanvas.tsx";
import { RunFolding } from "../groups/RunFolding.tsx";
import { PastNote } from "../scrubber/PastFrame.tsx";
import { withRunNow } from "../store/run-now.ts";
import { runOverlaySource } from "../store/run-overlay.ts";
import { EdgeLegend } from "./EdgeLegend.tsx";
import { useRun } from "./run-context.tsx";
import { TaskOnNode } from "./TaskOnNode.tsx";
import { useRunNow } from "./use-run-now.ts";

/** The segment as it was when the run started, with the run laid over it. */
export function RunCanvas() {
  const { store, run, graph, selection, onSelect } = useRun();
  const { segment } = run;
  const now = useRunNow();
  // Only until the journal has been read: a later record of the run says nothing more.
  const [recorded] = useState(run.steps);
  const journal = useMemo(() => runOverlaySource(store, segment, recorded), [store, segment, recorded]);
  const source = useMemo(() => withRunNow(journal, { store, graph }, now), [journal, store, graph, now]);
  return (
    <RunStepMenu>
      <StepOverlayProvider source={source} Slot={TaskOnNode}>
        <RunFolding>
          <CanvasRoom
            segment={segment}
            catalog={catalog}
            mode="run"
            label={`Run of ${segment.name}`}
            selection={selection}
            onSelect={onSelect}
          >
            <CanvasControls />
            <EdgeLegend />
            <PastNote />
          </CanvasRoom>
        </RunFolding>
      </StepOverlayProvider>
    </RunStepMenu>
  );
}
