// The drawing that is open in the editor, or what of it is selected, as a picture.
import type { Editor } from "../store/editor.ts";
import { usePictureTheme } from "./picture-theme.ts";
import { type PictureFormat, savePicture } from "./save-picture.ts";

export type PicturePart = "whole" | "selection";

/** What of the selection can be drawn by itself: steps and notes. */
function selectionOf(editor: Editor) {
  const { steps, notes } = editor.session.getState().selection;
  return steps.size + notes.size === 0 ? null : { steps, notes };
}

export function savePictureOf(editor: Editor, format: PictureFormat, part: PicturePart): Promise<void> {
  const selection = part === "selection" ? selectionOf(editor) : null;
  return savePicture(editor.segment, format, {
    theme: usePictureTheme.getState().theme,
    ...(selection ? { selection } : {}),
  });
}

export function nothingToDraw(editor: Editor, part: PicturePart): string | null {
  if (part === "selection") return selectionOf(editor) ? null : "Select the steps or notes to draw first.";
  const { steps, notes = [] } = editor.segment;
  return steps.length + notes.length > 0 ? null : "There is nothing to draw yet.";
}
