import "./versions.css";
import { changeId, type SegmentChange } from "@worktrail/shared/segment/changes";
import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { ReactFlowProvider } from "@xyflow/react";
import { useCallback, useEffect, useMemo } from "react";
import { CanvasControls } from "../canvas/CanvasControls.tsx";
import { type CanvasSelection, EMPTY_SELECTION, selectSteps } from "../canvas/selection.ts";
import { useCentre } from "../canvas/use-centre.ts";
import { CanvasRoom } from "../canvas/WorkflowCanvas.tsx";
import { DiffMarks, stepsOfChange } from "./DiffMarks.tsx";

export interface DiffCanvasProps {
  segment: Segment;
  changes: readonly SegmentChange[];
  /** The change to bring into view. */
  active: string | null;
  onActivate: (id: string | null) => void;
  label: string;
  /** Without zoom and map, where there is little room. */
  bare?: boolean;
}

/** A version that cannot be edited, with what changed marked on it. */
export function DiffCanvas({ segment, changes, active, onActivate, label, bare }: DiffCanvasProps) {
  const shown = useMemo(
    () => changes.find((change) => changeId(change) === active) ?? null,
    [changes, active],
  );
  const selection = useMemo(
    () => (shown?.what === "step" ? selectSteps([shown.key]) : EMPTY_SELECTION),
    [shown],
  );
  const select = useCallback(
    (update: (current: CanvasSelection) => CanvasSelection) => {
      const [step_id] = update(selection).steps;
      if (step_id === undefined || selection.steps.has(step_id)) return;
      if (changes.some((change) => changeId(change) === `step:${step_id}`)) onActivate(`step:${step_id}`);
    },
    [selection, changes, onActivate],
  );
  return (
    <ReactFlowProvider>
      <CanvasRoom
        segment={segment}
        catalog={catalog}
        mode="run"
        label={label}
        selection={selection}
        onSelect={select}
      >
        {!bare && <CanvasControls />}
        <DiffMarks changes={changes} active={active} />
        <ShowChange change={shown} />
      </CanvasRoom>
    </ReactFlowProvider>
  );
}

function ShowChange({ change }: { change: SegmentChange | null }) {
  const centre = useCentre();
  useEffect(() => {
    const nodes = change ? stepsOfChange(change) : [];
    if (nodes.length > 0) centre(nodes);
  }, [change, centre]);
  return null;
}
