import { stepPorts } from "@worktrail/shared/segment/ports";
import type { Edge, Step } from "@worktrail/shared/segment/schema";
import type { StepContract } from "@worktrail/shared/step/define-step";
import { useCallback } from "react";
import { focusStep } from "../canvas/focus.ts";
import { stepSize } from "../canvas/node-geometry.ts";
import { EMPTY_SELECTION, selectSteps } from "../canvas/selection.ts";
import { NOTE_PREFIX } from "../canvas/to-flow.ts";
import { useReveal } from "../canvas/use-reveal.ts";
import { addNote, newNote } from "../gestures/add-note.ts";
import { addStep, newStep } from "../gestures/add-step.ts";
import type { Gesture } from "../gestures/gesture.ts";
import { reconnectEdge } from "../gestures/reconnect-edge.ts";
import { freePlace } from "../palette/place-new.ts";
import type { Editor } from "../store/editor.ts";
import { useEditor } from "../store/editor-context.tsx";
import { edgeMisfit, edgeToNew } from "./fitting.ts";
import { insertion } from "./insert-step.ts";
import { openPickerBeside } from "./open-picker.ts";
import type { PickerEntry } from "./picker-entries.ts";
import type { PickerRequest } from "./picker-request.ts";
import { useRecentSteps } from "./recent-steps.ts";
import { replaceStep } from "./replace-step.ts";

/** Does what was picked, as one entry of the history; `chain` opens the picker again behind the new step. */
export function usePick(): (request: PickerRequest, entry: PickerEntry, chain: boolean) => void {
  const editor = useEditor();
  const reveal = useReveal();
  return useCallback(
    (request, entry, chain) => {
      editor.session.setState({ picker: null, tab_moves_on: false });
      if (entry.kind === "note") return pickNote(editor, request);
      useRecentSteps.getState().note(entry.contract.type_id);
      if (request.kind === "replace") {
        replaceStep(editor, request.step_id, entry.contract);
        focusStep(request.step_id);
        return;
      }
      const { step, joined } = pickStep(editor, request, entry.contract);
      editor.announce(`Added ${entry.contract.display_name}${joined ? ", connected" : ""}.`);
      editor.select(selectSteps([step.step_id]));
      if (step.position) reveal({ ...step.position, ...stepSize(stepPorts(step, editor.catalog)) });
      if (chain) openPickerBeside(editor, step.step_id, "right");
      else focusStep(step.step_id);
    },
    [editor, reveal],
  );
}

type Picked = { readonly step: Step; readonly joined: boolean };

function pickStep(
  editor: Editor,
  request: Exclude<PickerRequest, { kind: "replace" }>,
  contract: StepContract,
): Picked {
  const bare = newStep(contract, editor.segment, request.at);
  const { step, gesture, joined } =
    request.kind === "insert" ? inserted(editor, request.edge, bare, contract) : added(editor, request, bare);
  editor.commit(gesture, {
    label: `${joined && request.kind === "insert" ? "Insert" : "Add"} ${contract.display_name}`,
  });
  return { step, joined };
}

type Planned = Picked & { readonly gesture: Gesture };

function added(editor: Editor, request: Extract<PickerRequest, { kind: "add" }>, step: Step): Planned {
  const { from, instead_of } = request;
  const edge = from && edgeToNew(editor.graph, from, step.step_id, stepPorts(step, editor.catalog));
  if (!edge) return { step, joined: false, gesture: addStep(step) };
  const gesture: Gesture = instead_of
    ? (segment) => reconnectEdge(instead_of, edge)(addStep(step)(segment))
    : addStep(step, [edge]);
  return { step, joined: true, gesture };
}

/** A type that does not fit between both ends is added beside the edge, which stays. */
function inserted(editor: Editor, edge: Edge, bare: Step, contract: StepContract): Planned {
  if (edgeMisfit(editor.graph, edge, contract) === null)
    return { ...insertion(editor, edge, bare, null), joined: true };
  const { graph, placeOf, catalog } = editor;
  const size = stepSize(stepPorts(bare, catalog));
  const step = { ...bare, position: freePlace(graph, placeOf, bare.position ?? { x: 0, y: 0 }, size) };
  return { step, joined: false, gesture: addStep(step) };
}

function pickNote(editor: Editor, { at }: PickerRequest): void {
  const note = newNote(editor.segment, at);
  editor.commit(addNote(note), { label: "Add note" });
  editor.select({ ...EMPTY_SELECTION, notes: new Set([note.note_id]) });
  editor.session.setState({ renaming: NOTE_PREFIX + note.note_id });
  editor.announce("Added a note. Write on it; Escape ends.");
}
