import { type MouseEvent as ReactMouseEvent, useCallback } from "react";
import { type CanvasSelection, EMPTY_SELECTION, selectSteps } from "../canvas/selection.ts";
import type { CanvasNode } from "../canvas/to-flow.ts";

type OnSelect = (update: (current: CanvasSelection) => CanvasSelection) => void;

/**
 * A click on the title or border of a group selects its steps; with Shift or Mod it adds them, or takes them out.
 * A plain click on one of several that are selected leaves that one.
 */
export function useGroupClicks(onSelect: OnSelect, edit: boolean) {
  const onNodeClick = useCallback(
    (event: ReactMouseEvent, node: CanvasNode) => {
      const adds = event.shiftKey || event.metaKey || event.ctrlKey;
      if (!edit) return;
      if (!adds) onSelect((current) => justThis(current, node));
      else if (node.type === "frame" && !node.data.folded) {
        const { step_ids } = node.data;
        onSelect((current) => toggled(current, step_ids));
      }
    },
    [onSelect, edit],
  );
  return { onNodeClick };
}

function justThis(current: CanvasSelection, node: CanvasNode): CanvasSelection {
  const only = selectionOf(node);
  const same =
    sameSet(current.steps, only.steps) && sameSet(current.notes, only.notes) && current.edges.size === 0;
  return same ? current : only;
}

function selectionOf(node: CanvasNode): CanvasSelection {
  if (node.type === "frame") return selectSteps(node.data.step_ids);
  if (node.type === "note") return { ...EMPTY_SELECTION, notes: new Set([node.data.note.note_id]) };
  return selectSteps([node.id]);
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
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
