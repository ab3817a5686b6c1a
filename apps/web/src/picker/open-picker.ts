// Opens the step picker where it belongs. What is picked is done in use-pick.ts.
import type { GraphStep } from "@worktrail/shared/segment/graph";
import type { Edge, Point, Port } from "@worktrail/shared/segment/schema";
import type { ReactFlowInstance } from "@xyflow/react";
import type { OpenPort } from "../canvas/canvas-context.tsx";
import { STEP_MIN_HEIGHT, STEP_WIDTH, snapToGrid, stepSize } from "../canvas/node-geometry.ts";
import { freePlace, usualOutput } from "../palette/place-new.ts";
import type { Editor } from "../store/editor.ts";
import { insertPlaces } from "./insert-places.ts";
import type { PickerRequest } from "./picker-request.ts";

const NEW_STEP = { width: STEP_WIDTH, height: STEP_MIN_HEIGHT };
const COLUMN_GAP = 80;
const ROW_GAP = 60;

export type Side = "left" | "right" | "above" | "below";

export function openPicker(editor: Editor, picker: PickerRequest): void {
  editor.session.setState({ picker });
}

/** At a place of the drawing where an edge was let go, or, without one, around a place that was pointed at. */
export function openPickerAt(
  editor: Editor,
  point: Point,
  from: OpenPort | null,
  instead_of: Edge | null = null,
): void {
  const left = from === null ? STEP_WIDTH / 2 : from.kind === "in" ? STEP_WIDTH : 0;
  const at = snapToGrid({ x: point.x - left, y: point.y - STEP_MIN_HEIGHT / 2 });
  openPicker(editor, { kind: "add", at, from, instead_of });
}

/** Beside one step, joined to it where a port is free. */
export function openPickerBeside(editor: Editor, step_id: string, side: Side): void {
  const { graph, placeOf } = editor;
  const node = graph.steps.get(step_id);
  if (!node) return;
  const wanted = besidePlace(placeOf(step_id), stepSize(node.ports).height, side);
  const from = side === "left" ? inputOf(node) : outputOf(node);
  openPicker(editor, {
    kind: "add",
    at: freePlace(graph, placeOf, wanted),
    from: from && { step_id, ...from },
    instead_of: null,
  });
}

/** Beside the one selected step, else in the middle of the view. */
export function openPickerHere(editor: Editor, flow: ReactFlowInstance): void {
  const { steps } = editor.session.getState().selection;
  const [only] = steps;
  if (only !== undefined && steps.size === 1) {
    openPickerBeside(editor, only, "right");
    return;
  }
  const middle = middleOfView(flow);
  const at = { x: middle.x - STEP_WIDTH / 2, y: middle.y - STEP_MIN_HEIGHT / 2 };
  openPicker(editor, {
    kind: "add",
    at: freePlace(editor.graph, editor.placeOf, at),
    from: null,
    instead_of: null,
  });
}

export function openPickerOnEdge(editor: Editor, edge: Edge): void {
  const { at } = insertPlaces(editor.graph, editor.placeOf, edge, NEW_STEP);
  openPicker(editor, { kind: "insert", at, edge });
}

export function openPickerToReplace(editor: Editor, step_id: string): void {
  openPicker(editor, { kind: "replace", at: editor.placeOf(step_id), step_id });
}

function besidePlace({ x, y }: Point, height: number, side: Side): Point {
  const column = STEP_WIDTH + COLUMN_GAP;
  switch (side) {
    case "left":
      return { x: x - column, y };
    case "right":
      return { x: x + column, y };
    case "above":
      return { x: x + column, y: y - STEP_MIN_HEIGHT - ROW_GAP };
    case "below":
      return { x: x + column, y: y + height + ROW_GAP };
  }
}

type End = Pick<OpenPort, "port_id" | "kind">;

function outputOf(node: GraphStep): End | null {
  const port: Port | undefined = usualOutput(node);
  return port ? { port_id: port.port_id, kind: "out" } : null;
}

/** The first free way in; where every one is taken, the first. */
function inputOf({ ports, incoming }: GraphStep): End | null {
  const free = ports.inputs.find((port) => !incoming.some((edge) => edge.target_port === port.port_id));
  const port = free ?? ports.inputs[0];
  return port ? { port_id: port.port_id, kind: "in" } : null;
}

function middleOfView(flow: ReactFlowInstance): Point {
  const box = document.querySelector("[data-canvas]")?.getBoundingClientRect();
  if (!box) return { x: 0, y: 0 };
  return flow.screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
}
