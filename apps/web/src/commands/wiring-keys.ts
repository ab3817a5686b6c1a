// Keys of adding and wiring that depend on what has focus or which of several keys it was.
import { focusStep } from "../canvas/focus.ts";
import { EMPTY_SELECTION, selectSteps } from "../canvas/selection.ts";
import { nextEdge } from "../canvas/walk.ts";
import { openMenuByKey } from "../canvas-menu/open-menu.ts";
import { openPickerBeside, openPickerHere } from "../picker/open-picker.ts";
import type { KeyAction, KeyHandler } from "./command.ts";
import type { CommandContext } from "./command-context.ts";

/** Only on the canvas itself or a step, and only when the person is not walking through the page. */
const addByTab: KeyHandler<CommandContext> = ({ editor, flow }, { target }) => {
  if (editor.session.getState().tab_moves_on || !(target instanceof HTMLElement)) return false;
  const step_id = target.dataset.stepId;
  if (step_id !== undefined) {
    editor.select(selectSteps([step_id]));
    openPickerBeside(editor, step_id, "right");
    return true;
  }
  if (target.dataset.canvas === undefined) return false;
  openPickerHere(editor, flow);
  return true;
};

const selectEdge: KeyHandler<CommandContext> = ({ editor }, { shiftKey }) => {
  const { steps, edges } = editor.session.getState().selection;
  const [step_id] = steps;
  const [edge_key] = edges;
  const to = nextEdge(editor.graph, { step_id, edge_key }, shiftKey ? "in" : "out");
  if (!to) return false;
  if (to.edge_key === undefined) {
    editor.select(selectSteps([to.step_id]));
    focusStep(to.step_id);
    return true;
  }
  editor.select({ ...EMPTY_SELECTION, edges: new Set([to.edge_key]) });
  editor.announce(to.words);
  return true;
};

const menu: KeyHandler<CommandContext> = ({ editor }) => {
  openMenuByKey(editor);
  return true;
};

export const wiringKeys: readonly KeyAction<CommandContext>[] = [
  {
    id: "add_by_tab",
    title: "Add a step, on the canvas; after Esc, Tab moves on",
    section: "Add",
    keys: ["tab"],
    onKey: addByTab,
  },
  {
    id: "select_edge",
    title: "Select a connection that leaves the step, or with Shift enters it",
    section: "Canvas",
    keys: ["e", "shift+e"],
    onKey: selectEdge,
  },
  {
    id: "canvas_menu",
    title: "Open the menu of what is selected",
    section: "Canvas",
    keys: ["shift+f10", "contextmenu"],
    onKey: menu,
  },
];
