import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { EMPTY_SELECTION, selectSteps } from "../canvas/selection.ts";
import { FlowView } from "../canvas/to-flow.ts";
import { moveParts } from "../gestures/move.ts";
import { edge, segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { GroupView } from "./group-view.ts";

const drawn = segmentOf(
  [
    step("a", { position: { x: 0, y: 0 } }),
    step("b", { position: { x: 300, y: 100 } }),
    step("c", { position: { x: 700, y: 0 } }),
  ],
  [edge("a", "b"), edge("b", "c")],
  { groups: [{ group_id: "g", title: "G", step_ids: ["a", "b", "gone"] }] },
);

function canvas() {
  const flow = new FlowView(catalog);
  const groups = new GroupView();
  const draw = (segment: Segment, folded: string[] = [], selection = EMPTY_SELECTION) => {
    const input = { segment, folded: new Set(folded), selection };
    const nodes = groups.nodes(flow.nodes({ segment, selection, dragged: new Map() }), input);
    const edges = groups.edges([...flow.flowEdges({ segment, selected: selection.edges })], input);
    return { nodes, edges };
  };
  return { draw, groups };
}

test("a frame lies around the steps that are there, with room for its title", () => {
  const { nodes } = canvas().draw(drawn);
  expect(nodes.map((node) => node.id)).toEqual(["group:g", "a", "b", "c"]);
  expect(nodes[0]).toMatchObject({ position: { x: -20, y: -40 }, width: 560, height: 220, zIndex: -2 });
});

test("drawing the same again gives the same frame, and a moved step a larger one", () => {
  const { draw } = canvas();
  const first = draw(drawn);
  expect(draw({ ...drawn, name: "Other" }).nodes[0]).toBe(first.nodes[0]);
  const moved = draw(moveParts({ steps: new Map([["b", { x: 400, y: 100 }]]) })(drawn));
  expect(moved.nodes[0]).toMatchObject({ width: 660 });
  expect(moved.nodes[0]?.data).toBe(first.nodes[0]?.data);
});

test("a folded group stands for its steps, and edges across its border end at it", () => {
  const { draw } = canvas();
  const { nodes, edges } = draw(drawn, ["g"]);
  expect(nodes.map((node) => node.id)).toEqual(["group:g", "c"]);
  expect(nodes[0]?.position).toEqual({ x: -20, y: -40 });
  expect(edges).toHaveLength(1);
  expect(edges[0]).toMatchObject({ id: "b.output>c.input", source: "group:g", target: "c" });
  expect(draw({ ...drawn, name: "Other" }, ["g"]).edges[0]).toBe(edges[0]);
});

test("a group is chosen when all of its steps are selected", () => {
  const { draw } = canvas();
  expect(draw(drawn, ["g"], selectSteps(["a"])).nodes[0]).toMatchObject({ selected: false });
  expect(draw(drawn, ["g"], selectSteps(["a", "b"])).nodes[0]).toMatchObject({ selected: true });
  // A selected frame would be lifted above its steps.
  expect(draw(drawn, [], selectSteps(["a", "b"])).nodes[0]).toMatchObject({
    selected: false,
    data: { chosen: true },
  });
});

test("moving a group moves its steps, selecting it selects them, and other changes pass through", () => {
  const { draw, groups } = canvas();
  draw(drawn, ["g"]);
  expect(
    groups.byStep([
      { id: "group:g", type: "position", position: { x: 0, y: -30 }, dragging: true },
      { id: "c", type: "select", selected: true },
      { id: "group:g", type: "select", selected: true },
    ]),
  ).toEqual([
    { id: "a", type: "position", position: { x: 20, y: 10 }, dragging: true },
    { id: "b", type: "position", position: { x: 320, y: 110 }, dragging: true },
    { id: "c", type: "select", selected: true },
    { id: "a", type: "select", selected: true },
    { id: "b", type: "select", selected: true },
  ]);
});

test("without groups the nodes are those of the steps, unchanged", () => {
  const bare = segmentOf([step("a")]);
  const flow = new FlowView(catalog);
  const nodes = flow.nodes({ segment: bare, selection: EMPTY_SELECTION, dragged: new Map() });
  const input = { segment: bare, folded: new Set<string>(), selection: EMPTY_SELECTION };
  expect(new GroupView().nodes(nodes, input)).toBe(nodes);
});
