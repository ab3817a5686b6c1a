import type { PaperColor } from "@worktrail/shared/segment/schema";
import { type NodeProps, NodeResizeControl } from "@xyflow/react";
import { memo, useState } from "react";
import { MarkdownLater } from "../inspector/MarkdownLater.tsx";
import { useCanvas, useDetail, useRenaming } from "./canvas-context.tsx";
import { focusNote } from "./focus.ts";
import { type Size, snapToGrid } from "./node-geometry.ts";
import type { NoteFlowNode } from "./to-flow.ts";

const SMALLEST = { width: 120, height: 48 };

/** A note on the canvas: Markdown for people, without a part in the run. Double-click or Enter to write. */
export const NoteNode = memo(function NoteNode({ id, data: { note }, selected }: NodeProps<NoteFlowNode>) {
  const { mode } = useCanvas();
  const renaming = useRenaming();
  const detail = useDetail();
  const [size, setSize] = useState<Size | null>(null);
  if (renaming.node_id === id) return <NoteWriter note={note} onDone={renaming.stop} />;
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
      data-paper={paperOf(note)}
      className="wt-note"
      style={size ?? undefined}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || mode !== "edit") return;
        event.preventDefault();
        renaming.start(id);
      }}
    >
      {detail !== "block" && note.text !== "" && <MarkdownLater text={note.text} />}
      {mode === "edit" && note.text === "" && <span className="text-muted">Double-click to write</span>}
      {mode === "edit" && selected && <NoteCorner note_id={note.note_id} onSize={setSize} />}
    </div>
  );
});

function paperOf({ color }: NoteFlowNode["data"]["note"]): PaperColor {
  return color ?? "yellow";
}

/** Escape or leaving keeps what was written; an undo takes it back. */
function NoteWriter({ note, onDone }: { note: NoteFlowNode["data"]["note"]; onDone: () => void }) {
  const { actions } = useCanvas();
  return (
    <textarea
      // biome-ignore lint/a11y/noAutofocus: the person has just asked to write here.
      autoFocus
      aria-label="Text of the note"
      placeholder="Write here. Markdown works: **bold**, lists, [links](https://…)."
      data-paper={paperOf(note)}
      defaultValue={note.text}
      className="wt-note nodrag nopan nowheel resize-none"
      onFocus={({ currentTarget }) => currentTarget.setSelectionRange(note.text.length, note.text.length)}
      onBlur={({ target }) => {
        actions?.setNoteText(note.note_id, target.value);
        onDone();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== "Escape") return;
        event.currentTarget.blur();
        focusNote(note.note_id);
      }}
    />
  );
}

/** While the corner is dragged only the look changes; letting go is one entry of the history. */
function NoteCorner({ note_id, onSize }: { note_id: string; onSize: (size: Size | null) => void }) {
  const { actions } = useCanvas();
  return (
    <NodeResizeControl
      position="bottom-right"
      minWidth={SMALLEST.width}
      minHeight={SMALLEST.height}
      className="wt-note-corner"
      onResize={(_event, { width, height }) => onSize({ width, height })}
      onResizeEnd={(_event, { width, height }) => {
        const { x, y } = snapToGrid({ x: width, y: height });
        actions?.resizeNote(note_id, { width: x, height: y });
        onSize(null);
      }}
    />
  );
}
