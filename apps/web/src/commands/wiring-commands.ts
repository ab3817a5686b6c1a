// What adds steps, joins them and takes them out again.
import { removeAlone, removeFromCanvas } from "../canvas/remove-from-canvas.ts";
import { isEmptySelection } from "../canvas/selection.ts";
import { edgeByKey } from "../picker/insert-step.ts";
import {
  openPickerBeside,
  openPickerHere,
  openPickerOnEdge,
  openPickerToReplace,
  type Side,
} from "../picker/open-picker.ts";
import { counted } from "../ui/counted.ts";
import type { Command } from "./command.ts";
import type { CommandContext } from "./command-context.ts";

const selectionOf = ({ editor }: CommandContext) => editor.session.getState().selection;
const needsAnything = (context: CommandContext) =>
  isEmptySelection(selectionOf(context)) ? "Nothing is selected." : null;
const needsOneStep = (context: CommandContext) =>
  selectionOf(context).steps.size === 1 ? null : "Select one step first.";

/** The one edge that is selected, and nothing else. */
function onlyEdge(context: CommandContext) {
  const { steps, edges, notes } = selectionOf(context);
  const [key] = edges;
  if (edges.size !== 1 || steps.size + notes.size > 0) return undefined;
  return edgeByKey(context.editor, key ?? null);
}

function add(context: CommandContext): void {
  const edge = onlyEdge(context);
  if (edge) openPickerOnEdge(context.editor, edge);
  else openPickerHere(context.editor, context.flow);
}

const addBeside =
  (side: Side) =>
  (context: CommandContext): void => {
    const [step_id] = selectionOf(context).steps;
    if (step_id !== undefined) openPickerBeside(context.editor, step_id, side);
  };

function connectTo(context: CommandContext): void {
  const { session } = context.editor;
  const { steps, edges } = selectionOf(context);
  const [step_id] = steps;
  const [key] = edges;
  if (onlyEdge(context)) session.setState({ retargeting: key ?? null });
  else if (step_id !== undefined) session.setState({ connecting_from: step_id });
}

function replaceType(context: CommandContext): void {
  const [step_id] = selectionOf(context).steps;
  if (step_id !== undefined) openPickerToReplace(context.editor, step_id);
}

function removal(context: CommandContext): string {
  const { steps, edges, notes } = selectionOf(context);
  if (steps.size > 0) return `Delete ${counted(steps.size, "step")}`;
  if (edges.size > 0 && notes.size === 0) return `Delete ${counted(edges.size, "connection")}`;
  return "Delete";
}

export const wiringCommands: readonly Command<CommandContext>[] = [
  {
    id: "add_step",
    title: "Add a step…",
    section: "Add",
    words: "new node insert picker",
    keys: ["n"],
    run: add,
  },
  {
    id: "add_step_after",
    title: "Add a step after this one…",
    section: "Add",
    words: "append next connected neighbour right",
    keys: ["mod+arrowright"],
    unavailable: needsOneStep,
    run: addBeside("right"),
  },
  {
    id: "add_step_before",
    title: "Add a step before this one…",
    section: "Add",
    words: "prepend previous connected neighbour left",
    keys: ["mod+arrowleft"],
    unavailable: needsOneStep,
    run: addBeside("left"),
  },
  {
    id: "add_step_above",
    title: "Add a step after this one, higher up…",
    section: "Add",
    words: "branch connected neighbour above",
    keys: ["mod+arrowup"],
    unavailable: needsOneStep,
    run: addBeside("above"),
  },
  {
    id: "add_step_below",
    title: "Add a step after this one, lower down…",
    section: "Add",
    words: "branch connected neighbour below",
    keys: ["mod+arrowdown"],
    unavailable: needsOneStep,
    run: addBeside("below"),
  },
  {
    id: "connect_to",
    title: "Connect to…",
    section: "Edit",
    words: "edge wire join reconnect retarget",
    keys: ["c"],
    unavailable: (context) =>
      selectionOf(context).steps.size === 1 || onlyEdge(context)
        ? null
        : "Select one step or connection first.",
    run: connectTo,
  },
  {
    id: "replace_type",
    title: "Replace the step's type…",
    section: "Edit",
    words: "change swap convert",
    keys: ["r"],
    unavailable: needsOneStep,
    run: replaceType,
  },
  {
    id: "delete",
    title: "Delete",
    section: "Edit",
    words: "remove reconnect",
    keys: ["delete", "backspace"],
    unavailable: needsAnything,
    run: (context) => removeFromCanvas(context.editor, selectionOf(context), removal(context)),
  },
  {
    id: "delete_plain",
    title: "Delete without reconnecting",
    section: "Edit",
    words: "remove leave open",
    keys: ["shift+delete", "shift+backspace"],
    unavailable: needsAnything,
    run: (context) => removeAlone(context.editor, selectionOf(context), removal(context)),
  },
];
