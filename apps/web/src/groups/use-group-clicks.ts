import { type MouseEvent as ReactMouseEvent, useCallback } from "react";
import { type CanvasSelection, selectSteps } from "../canvas/selection.ts";
import type { CanvasNode } from "../canvas/to-flow.ts";

type OnSelect = (update: (current: CanvasSelection) => CanvasSelection) => void;

/** A click on the title or border of a group selects its steps; with Shift or Mod it adds them, or takes them out. */
export function useGroupClicks(onSelect: OnSelect, edit: boolean) {
  const onNodeClick = useCallback(
    (event: ReactMouseEvent, node: CanvasNode) => {
      if (!edit || node.type !== "frame" || node.data.folded) return;
      const { step_ids } = node.data;
      const adds = event.shiftKey || event.metaKey || event.ctrlKey;
      onSelect((current) => (adds ? toggled(current, step_ids) : selectSteps(step_ids)));
    },
    [onSelect, edit],
  );
  return { onNodeClick };
}

function toggled(current: CanvasSelection, step_ids: readonly string[]): CanvasSelection {
  const steps = new Set(current.steps);
  const all = step_ids.every((id) => steps.has(id));
  for (const id of step_ids) {
    if (all) steps.delete(id);
    else steps.add(id);
  }
  return { ...current, steps };
}
