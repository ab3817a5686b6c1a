import { useEffect } from "react";
import { toast } from "sonner";
import { isTyping } from "../canvas/is-typing.ts";
import { removeFromCanvas } from "../canvas/remove-from-canvas.ts";
import { isEmptySelection } from "../canvas/selection.ts";
import { fragmentOf } from "../gestures/fragment.ts";
import { useEditor } from "../store/editor-context.tsx";
import { fragmentText } from "./read-segment-text.ts";
import { useImportText } from "./use-import.ts";

/**
 * Copy, cut and paste of what is selected, as JSON text. The browser's own events are used: they need no
 * permission, and leave the clipboard alone inside fields and where text is selected.
 */
export function useClipboard(): void {
  const editor = useEditor();
  const importText = useImportText();
  useEffect(() => {
    const copy = (event: ClipboardEvent): boolean => {
      const { selection } = editor.session.getState();
      if (isTyping(event.target) || !window.getSelection()?.isCollapsed) return false;
      const fragment = fragmentOf(editor.segment, selection, editor.placeOf);
      if (fragment.steps.length + fragment.notes.length === 0) return false;
      event.clipboardData?.setData("text/plain", fragmentText(fragment));
      event.preventDefault();
      return true;
    };
    const onCopy = (event: ClipboardEvent) => {
      if (copy(event)) editor.announce("Copied.");
    };
    const onCut = (event: ClipboardEvent) => {
      const { selection } = editor.session.getState();
      if (isEmptySelection(selection) || !copy(event)) return;
      removeFromCanvas(editor, selection, "Cut");
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event.target)) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      event.preventDefault();
      if (looksLikeJson(text)) importText(text);
      else toast.error("There are no steps on the clipboard.", { description: nothingToPaste(text) });
    };
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCut);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCut);
      document.removeEventListener("paste", onPaste);
    };
  }, [editor, importText]);
}

function looksLikeJson(text: string): boolean {
  return text.trimStart().startsWith("{");
}

function nothingToPaste(text: string): string {
  return text.trim() === ""
    ? "Copy some steps first, here or in another segment."
    : "The text there is not the JSON of steps or of a segment. Nothing was changed.";
}
