import type { Point } from "@worktrail/shared/segment/schema";
import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback } from "react";
import { snapToGrid } from "../canvas/node-geometry.ts";
import { EMPTY_SELECTION } from "../canvas/selection.ts";
import { NOTE_PREFIX } from "../canvas/to-flow.ts";
import { useReveal } from "../canvas/use-reveal.ts";
import { addNote, NEW_NOTE_SIZE, newNote } from "../gestures/add-note.ts";
import { useEditor } from "../store/editor-context.tsx";
import { freePlace } from "./place-new.ts";
import { viewMiddle } from "./view-middle.ts";

/** Adds a note at the place given in screen pixels, or near the middle of the view, ready to be written on. */
export function useAddNote(): (at?: Point) => void {
  const editor = useEditor();
  const flow = useReactFlow();
  const store = useStoreApi();
  const reveal = useReveal();
  return useCallback(
    (at) => {
      const middle = () => viewMiddle(store.getState(), NEW_NOTE_SIZE);
      const position = at
        ? snapToGrid(flow.screenToFlowPosition(at))
        : freePlace(editor.graph, editor.placeOf, middle(), NEW_NOTE_SIZE);
      const note = newNote(editor.segment, position);
      editor.commit(addNote(note), { label: "Add note" });
      editor.select({ ...EMPTY_SELECTION, notes: new Set([note.note_id]) });
      editor.session.setState({ renaming: NOTE_PREFIX + note.note_id });
      editor.announce("Added a note. Write on it; Escape ends.");
      reveal({ ...position, ...NEW_NOTE_SIZE });
    },
    [editor, flow, store, reveal],
  );
}
