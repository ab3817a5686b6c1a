import type { NodeProps } from "@xyflow/react";
import { memo, useState } from "react";
import { useCanvas } from "./canvas-context.tsx";
import type { NoteFlowNode } from "./to-flow.ts";

/** A note on the canvas: words for people, without a part in the run. Double-click or Enter to write. */
export const NoteNode = memo(function NoteNode({ data: { note }, selected }: NodeProps<NoteFlowNode>) {
  const { mode, actions } = useCanvas();
  const [writing, setWriting] = useState(false);
  if (writing) {
    return (
      <textarea
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to write here.
        autoFocus
        aria-label="Text of the note"
        defaultValue={note.text}
        className="wt-note nodrag nopan nowheel resize-none"
        onBlur={(event) => {
          actions?.setNoteText(note.note_id, event.target.value);
          setWriting(false);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own look and its own meaning.
    <div
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: notes are reached and moved by keyboard.
      tabIndex={0}
      aria-label={`Note: ${note.text.slice(0, 80) || "empty"}`}
      aria-roledescription="note"
      data-note-id={note.note_id}
      data-selected={selected || undefined}
      className="wt-note"
      onDoubleClick={() => mode === "edit" && setWriting(true)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && mode === "edit") setWriting(true);
      }}
    >
      {note.text}
    </div>
  );
});
