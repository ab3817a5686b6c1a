// What changes the drawing and what is chosen in it.
import { toast } from "sonner";
import { focusPaletteSearch } from "../canvas/focus.ts";
import { removeAlone } from "../canvas/remove-from-canvas.ts";
import { type CanvasSelection, selectSteps } from "../canvas/selection.ts";
import { NOTE_PREFIX } from "../canvas/to-flow.ts";
import { selectedText } from "../clipboard/use-clipboard.ts";
import { insertAt } from "../clipboard/use-insert.ts";
import { fragmentOf } from "../gestures/fragment.ts";
import { chosenGroup } from "../groups/chosen-groups.ts";
import { GROUP_PREFIX } from "../groups/group-node.ts";
import type { Editor } from "../store/editor.ts";
import type { Command } from "./command.ts";
import type { CommandContext } from "./command-context.ts";

const DUPLICATE_BY = { x: 40, y: 40 };

const chosen = ({ editor }: CommandContext): CanvasSelection => editor.session.getState().selection;
const drawn = ({ steps, notes }: CanvasSelection): number => steps.size + notes.size;

const needsSteps = (context: CommandContext) =>
  drawn(chosen(context)) === 0 ? "Select a step or a note first." : null;
const needsDrawing = ({ editor: { segment } }: CommandContext) =>
  segment.steps.length + (segment.notes ?? []).length === 0 ? "The canvas is empty." : null;

function selectAll({ editor }: CommandContext): void {
  const { steps, notes } = editor.segment;
  editor.select({
    ...selectSteps(steps.map((step) => step.step_id)),
    notes: new Set((notes ?? []).map((note) => note.note_id)),
  });
}

function duplicate({ editor }: CommandContext): void {
  const fragment = fragmentOf(editor.segment, editor.session.getState().selection, editor.placeOf);
  insertAt(editor, fragment, DUPLICATE_BY, "Duplicate");
}

function rename({ editor }: CommandContext): void {
  const { selection } = editor.session.getState();
  const { steps, notes } = selection;
  const group = chosenGroup(editor, selection);
  if (group) {
    editor.session.setState({ renaming: GROUP_PREFIX + group.group_id });
    return;
  }
  const [step_id] = steps;
  const [note_id] = notes;
  editor.session.setState({ renaming: step_id ?? `${NOTE_PREFIX}${note_id}` });
}

/** Copies through the browser's permission; `after` follows only when it was given. */
async function copyThen(editor: Editor, after: () => void): Promise<void> {
  const text = selectedText(editor);
  if (text === null) return;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    toast.error("The browser did not allow copying. Use the keys for it on the canvas.");
    return;
  }
  after();
}

async function paste({ paste: takeIn }: CommandContext): Promise<void> {
  const text = await navigator.clipboard.readText().catch(() => null);
  if (text === null) toast.error("The browser did not allow pasting. Use the keys for it on the canvas.");
  else takeIn(text);
}

export const editCommands: readonly Command<CommandContext>[] = [
  {
    id: "undo",
    title: "Undo",
    section: "Edit",
    keys: ["mod+z"],
    unavailable: ({ editor }) => (editor.history.getState().past.length === 0 ? "Nothing to undo." : null),
    run: ({ editor }) => editor.announce(`Undid: ${editor.undo()}.`),
  },
  {
    id: "redo",
    title: "Redo",
    section: "Edit",
    keys: ["mod+shift+z", "mod+y"],
    unavailable: ({ editor }) => (editor.history.getState().future.length === 0 ? "Nothing to redo." : null),
    run: ({ editor }) => editor.announce(`Redid: ${editor.redo()}.`),
  },
  {
    id: "cut",
    title: "Cut",
    section: "Edit",
    keys: ["mod+x"],
    keysOfBrowser: true,
    unavailable: needsSteps,
    run: ({ editor }) =>
      copyThen(editor, () => removeAlone(editor, editor.session.getState().selection, "Cut")),
  },
  {
    id: "copy",
    title: "Copy",
    section: "Edit",
    keys: ["mod+c"],
    keysOfBrowser: true,
    unavailable: needsSteps,
    run: ({ editor }) => copyThen(editor, () => editor.announce("Copied.")),
  },
  { id: "paste", title: "Paste", section: "Edit", keys: ["mod+v"], keysOfBrowser: true, run: paste },
  {
    id: "duplicate",
    title: "Duplicate",
    section: "Edit",
    keys: ["mod+d"],
    unavailable: needsSteps,
    run: duplicate,
  },
  {
    id: "select_all",
    title: "Select all",
    section: "Edit",
    keys: ["mod+a"],
    unavailable: needsDrawing,
    run: selectAll,
  },
  {
    id: "rename",
    title: "Rename",
    section: "Edit",
    words: "name label write note",
    keys: ["f2"],
    unavailable: (context) =>
      drawn(chosen(context)) === 1 || chosenGroup(context.editor, chosen(context))
        ? null
        : "Select one step, note or group first.",
    run: rename,
  },
  {
    id: "tidy_up",
    title: "Tidy up the layout",
    section: "Canvas",
    words: "auto layout arrange align order clean",
    keys: ["shift+l"],
    unavailable: ({ editor }) =>
      editor.segment.steps.length === 0 ? "There are no steps to lay out." : null,
    run: ({ tidyUp }) => tidyUp(),
  },
  {
    id: "find_step_type",
    title: "Find a step in the palette",
    section: "Add",
    words: "search new",
    run: focusPaletteSearch,
  },
  {
    id: "add_note",
    title: "Add a note",
    section: "Add",
    words: "sticky comment text",
    keys: ["shift+s"],
    run: ({ addNote }) => addNote(),
  },
];
