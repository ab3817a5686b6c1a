// What each key does on the canvas. A handler answers whether it did anything.
import type { ReactFlowInstance } from "@xyflow/react";
import { insertAt } from "../clipboard/use-insert.ts";
import { fragmentOf } from "../gestures/fragment.ts";
import { moveParts, pushed } from "../gestures/move.ts";
import type { Editor } from "../store/editor.ts";
import { counted } from "../ui/counted.ts";
import { focusPaletteSearch, focusStep } from "./focus.ts";
import { removeFromCanvas } from "./remove-from-canvas.ts";
import { EMPTY_SELECTION, isEmptySelection, selectSteps } from "./selection.ts";
import { NOTE_PREFIX } from "./to-flow.ts";
import { walkFrom } from "./walk.ts";

export type KeyContext = {
  editor: Editor;
  flow: ReactFlowInstance;
  fit: { fitAll: () => void; fitSteps: (step_ids: Iterable<string>) => void };
  centre: (step_ids: readonly string[]) => void;
  run: () => void;
  addNote: () => void;
};

type KeyHandler = (context: KeyContext, event: KeyboardEvent) => boolean;

const NUDGE = 8;
const NUDGE_FAR = 32;
const DUPLICATE_BY = { x: 40, y: 40 };

const isApple = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** `mod+shift+z`; the key as it is printed, in lower case. */
export function keyName(event: KeyboardEvent): string {
  const mod = isApple ? event.metaKey : event.ctrlKey;
  // With Shift, digits print as signs that differ from layout to layout.
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  const key = event.shiftKey && digit ? digit : event.key.toLowerCase();
  const shift = event.shiftKey && key !== "+";
  return [mod && "mod", event.altKey && "alt", shift && "shift", key].filter(Boolean).join("+");
}

const undo: KeyHandler = ({ editor }) => said(editor, "Undid", editor.undo());
const redo: KeyHandler = ({ editor }) => said(editor, "Redid", editor.redo());

function said(editor: Editor, word: string, label: string | null): true {
  editor.announce(
    label === null ? `Nothing to ${word === "Undid" ? "undo" : "redo"}.` : `${word}: ${label}.`,
  );
  return true;
}

const remove: KeyHandler = ({ editor }) => {
  const { selection } = editor.session.getState();
  if (isEmptySelection(selection)) return false;
  const count = selection.steps.size;
  const label = count === 0 ? "Delete" : `Delete ${counted(count, "step")}`;
  removeFromCanvas(editor, selection, label);
  return true;
};

const push =
  (dx: number, dy: number): KeyHandler =>
  ({ editor }) => {
    const { selection } = editor.session.getState();
    if (selection.steps.size + selection.notes.size === 0) return false;
    const places = pushed(editor.segment, selection, { x: dx, y: dy }, editor.placeOf);
    const merge_key = `push:${[...selection.steps, ...selection.notes].join()}`;
    return editor.commit(moveParts(places), { label: "Move", merge_key });
  };

const walk =
  (side: "next" | "previous" | "above" | "below"): KeyHandler =>
  ({ editor, centre }) => {
    const [from] = editor.session.getState().selection.steps;
    const to = from === undefined ? editor.segment.steps[0]?.step_id : walkFrom(editor.graph, from, side);
    if (to === undefined) return false;
    editor.select(selectSteps([to]));
    centre([to]);
    focusStep(to);
    return true;
  };

const onlyStep = (editor: Editor): string | undefined => {
  const { selection } = editor.session.getState();
  return selection.steps.size === 1 ? [...selection.steps][0] : undefined;
};

const rename: KeyHandler = ({ editor }) => {
  const { selection } = editor.session.getState();
  if (selection.steps.size + selection.notes.size !== 1) return false;
  const [step_id] = selection.steps;
  const [note_id] = selection.notes;
  editor.session.setState({ renaming: step_id ?? `${NOTE_PREFIX}${note_id}` });
  return true;
};

const connectTo: KeyHandler = ({ editor }) => {
  const step_id = onlyStep(editor);
  if (step_id === undefined) return false;
  editor.session.setState({ connecting_from: step_id });
  return true;
};

const selectFocused: KeyHandler = ({ editor }, event) => {
  const focused = event.target instanceof HTMLElement ? event.target : null;
  const step_id = focused?.dataset.stepId;
  if (step_id === undefined) return false;
  editor.select((current) =>
    event.shiftKey ? selectSteps([...current.steps, step_id]) : selectSteps([step_id]),
  );
  return true;
};

const selectAll: KeyHandler = ({ editor }) => {
  const { steps, notes } = editor.segment;
  editor.select({
    ...selectSteps(steps.map((step) => step.step_id)),
    notes: new Set((notes ?? []).map((note) => note.note_id)),
  });
  return true;
};

const duplicate: KeyHandler = ({ editor }) => {
  const { selection } = editor.session.getState();
  if (selection.steps.size + selection.notes.size === 0) return true;
  insertAt(editor, fragmentOf(editor.segment, selection, editor.placeOf), DUPLICATE_BY, "Duplicate");
  return true;
};

const did =
  (act: (context: KeyContext) => unknown): KeyHandler =>
  (context) => {
    act(context);
    return true;
  };

export const editorKeys: Readonly<Record<string, KeyHandler>> = {
  "mod+z": undo,
  "mod+shift+z": redo,
  "mod+y": redo,
  "mod+a": selectAll,
  "mod+d": duplicate,
  "mod+enter": did(({ run }) => run()),
  delete: remove,
  backspace: remove,
  f2: rename,
  c: connectTo,
  n: did(focusPaletteSearch),
  "shift+s": did(({ addNote }) => addNote()),
  enter: selectFocused,
  " ": selectFocused,
  "shift+enter": selectFocused,
  escape: ({ editor }) => {
    if (isEmptySelection(editor.session.getState().selection)) return false;
    editor.select(EMPTY_SELECTION);
    return true;
  },
  arrowleft: push(-NUDGE, 0),
  arrowright: push(NUDGE, 0),
  arrowup: push(0, -NUDGE),
  arrowdown: push(0, NUDGE),
  "shift+arrowleft": push(-NUDGE_FAR, 0),
  "shift+arrowright": push(NUDGE_FAR, 0),
  "shift+arrowup": push(0, -NUDGE_FAR),
  "shift+arrowdown": push(0, NUDGE_FAR),
  "alt+arrowright": walk("next"),
  "alt+arrowleft": walk("previous"),
  "alt+arrowup": walk("above"),
  "alt+arrowdown": walk("below"),
  "shift+1": did(({ fit }) => fit.fitAll()),
  "shift+2": did(({ fit, editor }) => fit.fitSteps(editor.session.getState().selection.steps)),
  "+": did(({ flow }) => flow.zoomIn()),
  "=": did(({ flow }) => flow.zoomIn()),
  "-": did(({ flow }) => flow.zoomOut()),
  "mod+0": did(({ flow }) => flow.zoomTo(1)),
};
