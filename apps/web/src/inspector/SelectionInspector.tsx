import { Copy, Trash2 } from "lucide-react";
import { removeFromCanvas } from "../canvas/remove-from-canvas.ts";
import { insertAt } from "../clipboard/use-insert.ts";
import { fragmentOf } from "../gestures/fragment.ts";
import { GroupSelect } from "../groups/GroupSelect.tsx";
import { useDocument, useEditor, useSession } from "../store/editor-context.tsx";
import { Button } from "../ui/Button.tsx";
import { counted } from "../ui/counted.ts";
import { Kbd } from "../ui/Kbd.tsx";
import { BulkSection } from "./bulk/BulkSection.tsx";

const DUPLICATE_BY = { x: 40, y: 40 };

/** Several things at once: how many, and what can be done with all of them. */
export function SelectionInspector() {
  const editor = useEditor();
  const selection = useSession((state) => state.selection);
  const all = useDocument(({ segment }) => segment.steps);
  const [first, second, ...more] = all.filter(({ step_id }) => selection.steps.has(step_id));
  const canDuplicate = selection.steps.size + selection.notes.size > 0;
  return (
    <>
      <div className="flex flex-col gap-4 p-3">
        <div>
          <h2 className="font-semibold text-base">Selection</h2>
          <p className="text-muted">
            {selectionWords(selection.steps.size, selection.edges.size, selection.notes.size)}
          </p>
        </div>
        <div className="flex gap-2">
          {canDuplicate && (
            <Button
              size="sm"
              onClick={() =>
                insertAt(
                  editor,
                  fragmentOf(editor.segment, selection, editor.placeOf),
                  DUPLICATE_BY,
                  "Duplicate",
                )
              }
            >
              <Copy aria-hidden /> Duplicate
            </Button>
          )}
          <Button size="sm" onClick={() => removeFromCanvas(editor, selection, "Delete selection")}>
            <Trash2 aria-hidden /> Delete
          </Button>
        </div>
        <p className="text-muted text-xs">
          Drag one of them to move all, or use the arrow keys; with <Kbd keys={["alt", "shift"]} /> they move
          further. Lines show what they stand in line with; holding <Kbd keys={["alt"]} /> leaves them where
          they are.
        </p>
        {selection.steps.size > 0 && <GroupSelect step_ids={selection.steps} />}
      </div>
      {first && second && (
        <BulkSection key={[...selection.steps].join(" ")} steps={[first, second, ...more]} />
      )}
    </>
  );
}

/** "3 steps, 2 connections and 1 note". */
export function selectionWords(steps: number, edges: number, notes: number): string {
  const parts = [
    ...(steps > 0 ? [counted(steps, "step")] : []),
    ...(edges > 0 ? [counted(edges, "connection")] : []),
    ...(notes > 0 ? [counted(notes, "note")] : []),
  ];
  const last = parts.pop() ?? "Nothing";
  return parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
}
