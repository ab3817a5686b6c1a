import type { Note } from "@worktrail/shared/segment/schema";
import { Trash2 } from "lucide-react";
import { removeFromCanvas } from "../canvas/remove-from-canvas.ts";
import { setNoteColor } from "../gestures/set-note-color.ts";
import { setNoteText } from "../gestures/set-note-text.ts";
import { PaperPicker } from "../groups/PaperPicker.tsx";
import { useEditor } from "../store/editor-context.tsx";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { Textarea } from "../ui/Textarea.tsx";

export function NoteInspector({ note }: { note: Note }) {
  const editor = useEditor();
  const { note_id, text, color } = note;
  const remove = () => {
    const parts = { steps: new Set<string>(), edges: new Set<string>(), notes: new Set([note_id]) };
    removeFromCanvas(editor, parts, "Delete note");
  };
  return (
    <div className="flex flex-col gap-4 p-3">
      <h2 className="font-semibold text-base">Note</h2>
      <Field label="Text" hint="Markdown. For people only: a run does not read it.">
        {(control) => (
          <Textarea
            {...control}
            rows={6}
            value={text}
            onChange={({ target }) =>
              editor.commit(setNoteText(note_id, target.value), {
                label: "Write note",
                merge_key: `note:${note_id}`,
              })
            }
            onBlur={editor.seal}
          />
        )}
      </Field>
      <div className="flex flex-col gap-1">
        <span aria-hidden className="font-medium text-xs">
          Colour
        </span>
        <PaperPicker
          label="Colour of the note"
          value={color ?? "yellow"}
          onChange={(next) =>
            editor.commit(setNoteColor(new Set([note_id]), next), {
              label: "Colour note",
              merge_key: `paper:${note_id}`,
            })
          }
          className="-ml-1"
        />
      </div>
      <Button size="sm" className="self-start" onClick={remove}>
        <Trash2 aria-hidden /> Delete note
      </Button>
    </div>
  );
}
