import { foreignToolOfText } from "@worktrail/shared/segment/foreign-dialect";
import { useCallback, useEffect } from "react";
import { toast } from "sonner";
import { isTyping } from "../canvas/is-typing.ts";
import { removeFromCanvas } from "../canvas/remove-from-canvas.ts";
import { isEmptySelection } from "../canvas/selection.ts";
import { fragmentOf } from "../gestures/fragment.ts";
import type { Editor } from "../store/editor.ts";
import { useEditor } from "../store/editor-context.tsx";
import { fragmentText } from "./read-segment-text.ts";
import { useImportText } from "./use-import.ts";

/**
 * Copy, cut and paste of what is selected, as JSON text. The browser's own events are used: they need no
 * permission, and leave the clipboard alone inside fields and where text is selected.
 */
export function useClipboard(): void {
  const editor = useEditor();
  const paste = usePasteText();
  useEffect(() => {
    const copy = (event: ClipboardEvent): boolean => {
      if (isTyping(event.target) || !window.getSelection()?.isCollapsed) return false;
      const text = selectedText(editor);
      if (text === null) return false;
      event.clipboardData?.setData("text/plain", text);
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
      event.preventDefault();
      paste(event.clipboardData?.getData("text/plain") ?? "");
    };
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCut);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCut);
      document.removeEventListener("paste", onPaste);
    };
  }, [editor, paste]);
}

/** What copying would put on the clipboard; null when neither a step nor a note is selected. */
export function selectedText({ segment, session, placeOf }: Editor): string | null {
  const fragment = fragmentOf(segment, session.getState().selection, placeOf);
  return fragment.steps.length + fragment.notes.length === 0 ? null : fragmentText(fragment);
}

/** Takes in text from the clipboard, or says why it does not. */
export function usePasteText(): (text: string) => void {
  const importText = useImportText();
  return useCallback(
    (text) => {
      if (looksLikeJson(text)) importText(text);
      else toast.error("There are no steps on the clipboard.", { description: nothingToPaste(text) });
    },
    [importText],
  );
}

function looksLikeJson(text: string): boolean {
  return /^\s*[{[]/.test(text) || foreignToolOfText(text) !== null;
}

function nothingToPaste(text: string): string {
  return text.trim() === ""
    ? "Copy some steps first, here or in another segment."
    : "The text there is not the JSON of steps or of a segment. Nothing was changed.";
}
