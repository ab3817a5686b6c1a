import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { moveParts } from "../gestures/move.ts";
import { renameStep } from "../gestures/rename.ts";
import { edge, segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { EMPTY_SELECTION, selectSteps } from "./selection.ts";
import { FlowView, type StepFlowNode } from "./to-flow.ts";

const drawn = segmentOf(
  [step("a"), step("b", { step_type: "condition", config: { expression: "true" } }), step("c")],
  [edge("a", "b"), edge("b", "c", "true")],
);

function draw(view: FlowView, segment: Segment, selection = EMPTY_SELECTION, dragged = new Map()) {
  const nodes = view.nodes({ segment, selection, dragged });
  return { nodes, edges: view.flowEdges({ segment, selected: selection.edges }) };
}

test("drawing the same again gives the same nodes and edges", () => {
  const view = new FlowView(catalog);
  const first = draw(view, drawn);
  const second = draw(view, { ...drawn, name: "Other" });
  for (const [index, node] of first.nodes.entries()) expect(second.nodes[index]).toBe(node);
  for (const [index, line] of first.edges.entries()) expect(second.edges[index]).toBe(line);
});

test("a change to one step makes one new node", () => {
  const view = new FlowView(catalog);
  const first = draw(view, drawn);
  const second = draw(view, renameStep("b", "Large?")(drawn));
  const fresh = second.nodes.filter((node, index) => node !== first.nodes[index]);
  expect(fresh.map((node) => node.id)).toEqual(["b"]);
  expect(second.edges.every((line, index) => line === first.edges[index])).toBe(true);
});

test("dragging and selecting touch only the steps they are about, and keep their data", () => {
  const view = new FlowView(catalog);
  const first = draw(view, drawn);
  const dragged = draw(view, drawn, selectSteps(["a"]), new Map([["a", { x: 50, y: 60 }]]));
  expect(dragged.nodes[0]).toMatchObject({ position: { x: 50, y: 60 }, selected: true });
  expect(dragged.nodes[0]?.data).toBe(first.nodes[0]?.data);
  expect(dragged.nodes[1]).toBe(first.nodes[1]);
  const dropped = draw(
    view,
    moveParts({ steps: new Map([["a", { x: 50, y: 60 }]]) })(drawn),
    selectSteps(["a"]),
  );
  expect(dropped.nodes[1]).toBe(first.nodes[1]);
});

test("a port that an edge names and the step lacks is drawn, and goes when the edge goes", () => {
  const view = new FlowView(catalog);
  const broken = { ...drawn, edges: [edge("a", "b", "vanished")] };
  const [a] = draw(view, broken).nodes as StepFlowNode[];
  expect(a?.data.ports.outputs.map((port) => port.port_id)).toEqual(["output", "vanished"]);
  expect(a?.data.missing).toEqual(new Set(["out:vanished"]));
  const [mended] = draw(view, drawn).nodes as StepFlowNode[];
  expect(mended?.data.ports.outputs.map((port) => port.port_id)).toEqual(["output"]);
});

test("branches are labelled, a step's only or usual way out is not", () => {
  const http = step("h", { step_type: "http_action", config: { url: "https://example.com", method: "GET" } });
  const segment = segmentOf(
    [...drawn.steps, http],
    [...(drawn.edges ?? []), edge("h", "c"), edge("h", "a", "response")],
  );
  const labels = draw(new FlowView(catalog), segment).edges.map((line) => line.data?.label);
  expect(labels).toEqual([null, "true", null, "response"]);
});

test("edges to steps that do not exist and doubled ids are left out rather than drawn wrongly", () => {
  const odd = segmentOf([step("a"), step("a")], [edge("a", "gone")]);
  const { nodes, edges } = draw(new FlowView(catalog), odd);
  expect(nodes).toHaveLength(1);
  expect(edges).toEqual([]);
});

test("steps without a position are laid out in columns and do not cover each other", () => {
  const bare = segmentOf(
    ["a", "b", "c"].map((id) => {
      const { position: _none, ...rest } = step(id);
      return rest;
    }),
    [edge("a", "b"), edge("a", "c")],
  );
  const [a, b, c] = draw(new FlowView(catalog), bare).nodes;
  expect(b?.position.x).toBeGreaterThan((a?.position.x ?? 0) + 220);
  expect(b?.position.x).toBe(c?.position.x);
  expect(Math.abs((b?.position.y ?? 0) - (c?.position.y ?? 0))).toBeGreaterThanOrEqual(60);
});
