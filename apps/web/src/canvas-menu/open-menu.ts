import type { Point } from "@worktrail/shared/segment/schema";
import { EMPTY_SELECTION, selectSteps } from "../canvas/selection.ts";
import { presentIn } from "../groups/chosen-groups.ts";
import type { Editor } from "../store/editor.ts";
import type { MenuTarget } from "./menu-request.ts";

/** Opens the menu of the canvas where the pointer is. */
export function openMenu(
  editor: Editor,
  event: Pick<MouseEvent, "clientX" | "clientY" | "preventDefault">,
  target: MenuTarget,
): void {
  event.preventDefault();
  show(editor, { x: event.clientX, y: event.clientY }, target);
}

/** By keyboard: beside what has focus or is selected, else in the middle of the canvas. */
export function openMenuByKey(editor: Editor): void {
  const { steps, edges, notes } = editor.session.getState().selection;
  const focused = document.activeElement?.closest<HTMLElement>("[data-step-id]");
  const [step_id] = steps;
  const [edge] = edges;
  const [note] = notes;
  const canvas = document.querySelector("[data-canvas]");
  const card = focused ?? (step_id !== undefined ? element(`[data-step-id="${step_id}"]`) : null);
  if (card) {
    choose(editor, card);
    show(editor, below(card), "step");
  } else if (edge !== undefined) {
    show(editor, middle(element(`.react-flow__edge[data-id="${edge}"]`) ?? canvas), "edge");
  } else if (note !== undefined) {
    show(editor, middle(element(`[data-note-id="${note}"]`) ?? canvas), "note");
  } else show(editor, middle(canvas), "canvas");
}

/** What is under the pointer is chosen, unless it is among what is chosen already. Answers what it is. */
export function choose(editor: Editor, under: Element): MenuTarget | null {
  const { selection } = editor.session.getState();
  const step_id = under.closest<HTMLElement>("[data-step-id]")?.dataset.stepId;
  if (step_id !== undefined) {
    if (!selection.steps.has(step_id)) editor.select(selectSteps([step_id]));
    return "step";
  }
  const group_id = under.closest<HTMLElement>("[data-group-head]")?.dataset.groupHead;
  const group = editor.segment.groups?.find((one) => one.group_id === group_id);
  if (group) {
    const members = presentIn(editor, group);
    if (!members.every((id) => selection.steps.has(id))) editor.select(selectSteps(members));
    return "group";
  }
  const note_id = under.closest<HTMLElement>("[data-note-id]")?.dataset.noteId;
  if (note_id !== undefined) {
    if (!selection.notes.has(note_id)) editor.select({ ...EMPTY_SELECTION, notes: new Set([note_id]) });
    return "note";
  }
  const key = under.closest<SVGElement>(".react-flow__edge")?.dataset.id;
  if (key === undefined) return null;
  if (!selection.edges.has(key)) editor.select({ ...EMPTY_SELECTION, edges: new Set([key]) });
  return "edge";
}

function show(editor: Editor, at: Point, target: MenuTarget): void {
  editor.session.setState({ menu: { at, target }, picker: null });
}

function element(selector: string): Element | null {
  return document.querySelector(selector);
}

function below(card: Element): Point {
  const box = card.getBoundingClientRect();
  return { x: box.x + 16, y: box.bottom };
}

function middle(of: Element | null): Point {
  const box = of?.getBoundingClientRect();
  return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : { x: 0, y: 0 };
}
