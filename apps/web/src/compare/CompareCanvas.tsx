import { catalog } from "@worktrail/steps/contracts";
import { type RefObject, useCallback, useEffect, useMemo, useRef } from "react";
import { CanvasControls } from "../canvas/CanvasControls.tsx";
import { type CanvasSelection, EMPTY_SELECTION, selectSteps } from "../canvas/selection.ts";
import { StepOverlayProvider } from "../canvas/step-overlay.tsx";
import { useCentre } from "../canvas/use-centre.ts";
import { CanvasRoom } from "../canvas/WorkflowCanvas.tsx";
import { composeDiff } from "../versions/compose-diff.ts";
import { CompareLegend } from "./CompareLegend.tsx";
import { CompareMarks } from "./CompareMarks.tsx";
import { useComparing } from "./compare-context.tsx";
import { compareOverlaySource } from "./compare-overlay.ts";
import { StepSides } from "./StepSides.tsx";

/** One drawing for both runs: that of the right one, with what only the left one's version has still in it. */
export function CompareCanvas({ common }: { common: boolean }) {
  const { left, right, comparison, place, show } = useComparing();
  const source = useMemo(() => compareOverlaySource(comparison), [comparison]);
  const segment = useMemo(
    () => (common ? right.run.segment : composeDiff(left.run.segment, right.run.segment).segment),
    [common, left.run.segment, right.run.segment],
  );
  const step_id = place?.step_id ?? null;
  const clicked = useRef<string | null>(null);
  const selection = useMemo(() => (step_id ? selectSteps([step_id]) : EMPTY_SELECTION), [step_id]);
  const select = useCallback(
    (update: (current: CanvasSelection) => CanvasSelection) => {
      const [chosen = null] = update(selection).steps;
      if (chosen === null || chosen === step_id) return;
      clicked.current = chosen;
      show({ step_id: chosen });
    },
    [selection, step_id, show],
  );
  return (
    <StepOverlayProvider source={source} Slot={StepSides}>
      <CanvasRoom
        segment={segment}
        catalog={catalog}
        mode="run"
        label={`Two runs of ${right.run.segment.name}`}
        selection={selection}
        onSelect={select}
      >
        <CanvasControls />
        <CompareMarks />
        <CompareLegend />
        <ShowStep step_id={step_id} clicked={clicked} />
      </CanvasRoom>
    </StepOverlayProvider>
  );
}

/** What was clicked on the drawing is in view already. */
function ShowStep({ step_id, clicked }: { step_id: string | null; clicked: RefObject<string | null> }) {
  const centre = useCentre();
  useEffect(() => {
    if (step_id !== null && clicked.current !== step_id) centre([step_id]);
    clicked.current = null;
  }, [step_id, clicked, centre]);
  return null;
}
