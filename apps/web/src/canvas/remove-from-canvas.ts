import type { Gesture } from "../gestures/gesture.ts";
import type { Parts } from "../gestures/parts.ts";
import { removeParts } from "../gestures/remove.ts";
import { removeReconnecting } from "../gestures/remove-reconnecting.ts";
import type { Editor } from "../store/editor.ts";
import { focusCanvas } from "./focus.ts";

/** Deletes what was chosen and says so. What stood before and after a step is joined where the ports fit. */
export function removeFromCanvas(editor: Editor, parts: Parts, label: string): void {
  const before = new Set(editor.segment.edges);
  if (!remove(editor, removeReconnecting(parts, editor.catalog), label)) return;
  const joined = editor.segment.edges?.some((edge) => !before.has(edge)) ?? false;
  editor.announce(joined ? `${label}. Its neighbours are connected.` : `${label}.`);
}

/** The same without joining what is left. */
export function removeAlone(editor: Editor, parts: Parts, label: string): void {
  if (remove(editor, removeParts(parts), label)) editor.announce(`${label}.`);
}

/** Focus goes back to the canvas: what had it is gone. */
function remove(editor: Editor, gesture: Gesture, label: string): boolean {
  const removed = editor.commit(gesture, { label });
  if (removed) focusCanvas();
  return removed;
}
