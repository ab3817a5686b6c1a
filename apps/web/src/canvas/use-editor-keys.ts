import { useReactFlow } from "@xyflow/react";
import { useEffect } from "react";
import { useAddNote } from "../palette/use-add-note.ts";
import { useEditor } from "../store/editor-context.tsx";
import { editorKeys, keyName } from "./editor-keys.ts";
import { isTyping } from "./is-typing.ts";
import { useCentre } from "./use-centre.ts";
import { useFit } from "./use-fit.ts";

/** The keys of the editor. Inside fields, menus and dialogs the browser's own meaning stays. */
export function useEditorKeys(onRun: () => void): void {
  const editor = useEditor();
  const flow = useReactFlow();
  const fit = useFit();
  const centre = useCentre();
  const addNote = useAddNote();
  useEffect(() => {
    const context = { editor, flow, fit, centre, run: onRun, addNote };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return;
      const act = editorKeys[keyName(event)];
      if (act?.(context, event)) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [editor, flow, fit, centre, onRun, addNote]);
}
