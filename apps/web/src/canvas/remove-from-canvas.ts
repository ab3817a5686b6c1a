import type { Parts } from "../gestures/parts.ts";
import { removeParts } from "../gestures/remove.ts";
import type { Editor } from "../store/editor.ts";
import { focusCanvas } from "./focus.ts";

/** Deletes what was chosen, says so, and gives focus back to the canvas: what had it is gone. */
export function removeFromCanvas(editor: Editor, parts: Parts, label: string): void {
  if (!editor.commit(removeParts(parts), { label })) return;
  editor.announce(`${label}.`);
  focusCanvas();
}
