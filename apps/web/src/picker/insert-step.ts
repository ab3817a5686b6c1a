// Putting a step on an edge: a new one, or one that stands alone and was dragged there.
import { edgeKey } from "@worktrail/shared/segment/graph";
import { stepPorts } from "@worktrail/shared/segment/ports";
import type { Edge, Point, Step } from "@worktrail/shared/segment/schema";
import type { StepContract } from "@worktrail/shared/step/define-step";
import type { ReactFlowInstance } from "@xyflow/react";
import { stepSize } from "../canvas/node-geometry.ts";
import { selectSteps } from "../canvas/selection.ts";
import { addStep, newStep } from "../gestures/add-step.ts";
import type { Gesture } from "../gestures/gesture.ts";
import { halvesOf, insertOnEdge } from "../gestures/insert-on-edge.ts";
import { moveParts } from "../gestures/move.ts";
import type { Editor } from "../store/editor.ts";
import { insertPlaces } from "./insert-places.ts";
import { useRecentSteps } from "./recent-steps.ts";

/** Where a card is asked what lies under it, its middle first. */
const PARTS_OF_CARD = [0.5, 0.25, 0.75].flatMap((down) =>
  [0.5, 0.25, 0.75].map((right) => [right, down] as const),
);

/** Adds a step on an edge, near `wanted` where a person let go, with room made for it. */
export function insertion(
  editor: Editor,
  edge: Edge,
  bare: Step,
  wanted: Point | null,
): { readonly step: Step; readonly gesture: Gesture } {
  const { graph, placeOf, catalog } = editor;
  const { at, pushed } = insertPlaces(graph, placeOf, edge, stepSize(stepPorts(bare, catalog)), wanted);
  const step = { ...bare, position: at };
  return {
    step,
    gesture: (segment) =>
      insertOnEdge(edge, step.step_id, catalog)(moveParts({ steps: pushed })(addStep(step)(segment))),
  };
}

/** A type of step was let go on an edge. */
export function dropOnEdge(editor: Editor, edge: Edge, contract: StepContract, wanted: Point): void {
  const { step, gesture } = insertion(editor, edge, newStep(contract, editor.segment, wanted), wanted);
  editor.commit(gesture, { label: `Insert ${contract.display_name}` });
  editor.select(selectSteps([step.step_id]));
  editor.announce(`Inserted ${contract.display_name}.`);
  useRecentSteps.getState().note(contract.type_id);
}

/** A step that stands alone was let go on an edge: its move and the insertion are one entry of the history. */
export function moveOntoEdge(editor: Editor, edge: Edge, step_id: string, wanted: Point): boolean {
  const { graph, placeOf, catalog } = editor;
  const node = graph.steps.get(step_id);
  if (!node) return false;
  const { at, pushed } = insertPlaces(graph, placeOf, edge, stepSize(node.ports), wanted);
  const steps = new Map([...pushed, [step_id, at]]);
  return editor.commit((segment) => insertOnEdge(edge, step_id, catalog)(moveParts({ steps })(segment)), {
    label: "Insert step",
  });
}

export function edgeByKey(editor: Editor, key: string | null): Edge | undefined {
  if (key === null) return undefined;
  return editor.segment.edges?.find((edge) => edgeKey(edge) === key);
}

/** Shows on which edge a type would be put that is dragged over this place of the screen. */
export function aimType(editor: Editor, at: Point, contract: StepContract): void {
  const ports = contract.ports(contract.initial_config);
  aim(
    editor,
    edgeFitting(editor, [at], (edge) => halvesOf(editor.graph, edge, "new", ports) !== null),
  );
}

/** The same for the one step that is being dragged; only one that stands alone can be put on an edge. */
export function aimStep(editor: Editor, flow: ReactFlowInstance): void {
  const { dragged } = editor.session.getState();
  const [only] = dragged;
  const node = only && dragged.size === 1 ? editor.graph.steps.get(only[0]) : undefined;
  if (!only || !node || node.incoming.length + node.outgoing.length > 0) {
    aim(editor, null);
    return;
  }
  const [step_id, { x, y }] = only;
  const { width, height } = stepSize(node.ports);
  const over = PARTS_OF_CARD.map(([right, down]) =>
    flow.flowToScreenPosition({ x: x + width * right, y: y + height * down }),
  );
  const fits = (edge: Edge) => halvesOf(editor.graph, edge, step_id, node.ports) !== null;
  aim(editor, edgeFitting(editor, over, fits));
}

export function aim(editor: Editor, insert_edge: string | null): void {
  if (editor.session.getState().insert_edge !== insert_edge) editor.session.setState({ insert_edge });
}

function edgeFitting(editor: Editor, places: readonly Point[], fits: (edge: Edge) => boolean): string | null {
  for (const { x, y } of places) {
    for (const element of document.elementsFromPoint(x, y)) {
      const key = element.closest<SVGElement>(".react-flow__edge")?.dataset.id;
      const edge = key === undefined ? undefined : edgeByKey(editor, key);
      if (key !== undefined && edge && fits(edge)) return key;
    }
  }
  return null;
}
