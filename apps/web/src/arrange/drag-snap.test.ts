import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import type { NodeChange } from "@xyflow/react";
import { expect, test } from "vitest";
import { EMPTY_SELECTION } from "../canvas/selection.ts";
import { type CanvasNode, FlowView } from "../canvas/to-flow.ts";
import { segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { DragSnap } from "./drag-snap.ts";
import type { HelperLine } from "./sights.ts";

const drawn = segmentOf([
  step("a", { position: { x: 0, y: 0 } }),
  step("b", { position: { x: 400, y: 200 } }),
  step("far", { position: { x: 9_000, y: 403 } }),
]);

function snapping(options: { grid?: boolean; free?: boolean; segment?: Segment } = {}) {
  const nodes = new FlowView(catalog).nodes({
    segment: options.segment ?? drawn,
    selection: EMPTY_SELECTION,
    dragged: new Map(),
  });
  const shown: (readonly HelperLine[])[] = [];
  const snap = new DragSnap({
    view: () => ({ nodes, width: 1000, height: 800, transform: VIEW }),
    gridOn: () => options.grid ?? false,
    isFree: () => options.free ?? false,
    show: (lines) => shown.push(lines),
  });
  const move = (id: string, x: number, y: number, dragging = true): NodeChange<CanvasNode>[] =>
    snap.changes([{ id, type: "position", position: { x, y }, dragging }]);
  return { snap, move, shown };
}
const VIEW: [number, number, number] = [0, 0, 1];

test("a step close to the line of another in view is put on it, and the line is shown", () => {
  const { move, shown } = snapping();
  expect(move("b", 3, 300)).toMatchObject([{ position: { x: 0, y: 300 } }]);
  expect(shown.at(-1)?.length).toBeGreaterThan(0);
});

test("what lies outside the view attracts nothing", () => {
  expect(snapping().move("b", 500, 404)).toMatchObject([{ position: { x: 500, y: 404 } }]);
});

test("away from others a step keeps to the fine grid, and to the visible one while that is on", () => {
  expect(snapping().move("b", 501.4, 333)).toMatchObject([{ position: { x: 500, y: 332 } }]);
  expect(snapping({ grid: true }).move("b", 507, 333)).toMatchObject([{ position: { x: 500, y: 340 } }]);
});

test("with a key held, places stay as they are, on whole pixels", () => {
  const { move, shown } = snapping({ free: true, grid: true });
  expect(move("b", 3, 301.4)).toMatchObject([{ position: { x: 3, y: 301 } }]);
  expect(shown.at(-1)).toEqual([]);
});

test("several steps move as one piece", () => {
  const { snap } = snapping();
  const changes = snap.changes([
    { id: "b", type: "position", position: { x: 503, y: 301 }, dragging: true },
    { id: "far", type: "position", position: { x: 8_003, y: 401 }, dragging: true },
  ]);
  expect(changes).toMatchObject([{ position: { x: 504, y: 300 } }, { position: { x: 8_004, y: 400 } }]);
});

test("letting go lands where the last move showed it, and takes the lines away", () => {
  const { move, shown } = snapping();
  move("b", 3, 300);
  expect(move("b", 3, 300, false)).toMatchObject([{ position: { x: 0, y: 300 } }]);
  expect(shown.at(-1)).toEqual([]);
});

test("changes without a place pass through", () => {
  const select: NodeChange<CanvasNode>[] = [{ id: "a", type: "select", selected: true }];
  expect(snapping().snap.changes(select)).toBe(select);
});
