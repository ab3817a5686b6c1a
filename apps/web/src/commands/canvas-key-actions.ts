// Keys of the canvas that depend on which of several keys it was, or on what has focus.
import { focusStep } from "../canvas/focus.ts";
import { EMPTY_SELECTION, isEmptySelection, selectSteps } from "../canvas/selection.ts";
import { walkFrom } from "../canvas/walk.ts";
import { moveParts, pushed } from "../gestures/move.ts";
import { presentIn } from "../groups/chosen-groups.ts";
import { selectedSubSegment } from "../sub-segments/sub-segment-of-selection.ts";
import { openSubSegment } from "../sub-segments/sub-segment-view.ts";
import type { KeyAction, KeyHandler } from "./command.ts";
import type { CommandContext } from "./command-context.ts";
import { wiringKeys } from "./wiring-keys.ts";

const NUDGE = 8;
const NUDGE_FAR = 32;

const directions: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const sides: Readonly<Record<string, "next" | "previous" | "above" | "below">> = {
  ArrowLeft: "previous",
  ArrowRight: "next",
  ArrowUp: "above",
  ArrowDown: "below",
};

const arrows = (prefix = ""): string[] =>
  ["left", "right", "up", "down"].map((side) => `${prefix}arrow${side}`);

const push =
  (by: number): KeyHandler<CommandContext> =>
  ({ editor }, { key }) => {
    const { selection } = editor.session.getState();
    const [dx, dy] = directions[key] ?? [0, 0];
    if (selection.steps.size + selection.notes.size === 0) return false;
    const places = pushed(editor.segment, selection, { x: dx * by, y: dy * by }, editor.placeOf);
    const merge_key = `push:${[...selection.steps, ...selection.notes].join()}`;
    return editor.commit(moveParts(places), { label: "Move", merge_key });
  };

const walk: KeyHandler<CommandContext> = ({ editor, centre }, { key }) => {
  const [from] = editor.session.getState().selection.steps;
  const to =
    from === undefined
      ? editor.segment.steps[0]?.step_id
      : walkFrom(editor.graph, from, sides[key] ?? "next");
  if (to === undefined) return false;
  editor.select(selectSteps([to]));
  centre([to]);
  focusStep(to);
  return true;
};

const selectFocused: KeyHandler<CommandContext> = ({ editor }, event) => {
  const focused = event.target instanceof HTMLElement ? event.target : null;
  const group = editor.segment.groups?.find((one) => one.group_id === focused?.dataset.groupHead);
  if (group) {
    const members = presentIn(editor, group);
    editor.select((current) => selectSteps(event.shiftKey ? [...current.steps, ...members] : members));
    return true;
  }
  const step_id = focused?.dataset.stepId;
  if (step_id === undefined) return false;
  const { steps } = editor.session.getState().selection;
  const inside = steps.has(step_id) && event.key === "Enter" && !event.shiftKey && selectedSubSegment(editor);
  if (inside) {
    openSubSegment(inside);
    return true;
  }
  editor.select((current) =>
    event.shiftKey ? selectSteps([...current.steps, step_id]) : selectSteps([step_id]),
  );
  return true;
};

const deselect: KeyHandler<CommandContext> = ({ editor }) => {
  if (isEmptySelection(editor.session.getState().selection)) return false;
  editor.select(EMPTY_SELECTION);
  return true;
};

export const canvasKeyActions: readonly KeyAction<CommandContext>[] = [
  {
    id: "push",
    title: "Move what is selected",
    section: "Canvas",
    keys: arrows(),
    onKey: push(NUDGE),
  },
  {
    id: "push_far",
    title: "Move it further",
    section: "Canvas",
    keys: arrows("alt+shift+"),
    onKey: push(NUDGE_FAR),
  },
  { id: "walk", title: "Go from step to step", section: "Canvas", keys: arrows("alt+"), onKey: walk },
  {
    id: "select_focused",
    title: "Select the step or group that has focus",
    section: "Canvas",
    keys: ["enter", " "],
    onKey: selectFocused,
  },
  {
    id: "select_more",
    title: "Add it to the selection",
    section: "Canvas",
    keys: ["shift+enter"],
    onKey: selectFocused,
  },
  ...wiringKeys,
  { id: "deselect", title: "Select nothing", section: "Canvas", keys: ["escape"], onKey: deselect },
];
