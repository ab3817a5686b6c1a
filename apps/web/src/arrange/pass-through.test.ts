import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { EMPTY_SELECTION } from "../canvas/selection.ts";
import { FlowView } from "../canvas/to-flow.ts";
import { edge, segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { PassThrough, THROUGH_CLASS, UNUSED_CLASS } from "./pass-through.ts";

const drawn = segmentOf(
  [
    step("a"),
    step("if", { step_type: "condition", config: { expression: "true" }, disabled: true }),
    step("yes"),
    step("no"),
  ],
  [edge("a", "if"), edge("if", "yes", "true"), edge("if", "no", "false"), edge("yes", "no")],
);

test("what a disabled step passes on is marked, and what it leaves without data too", () => {
  const view = new FlowView(catalog);
  view.nodes({ segment: drawn, selection: EMPTY_SELECTION, dragged: new Map() });
  const edges = [...view.flowEdges({ segment: drawn, selected: new Set() })];
  const pass = new PassThrough(catalog);
  const marked = pass.edges(edges, drawn);
  expect(marked.map((one) => one.className)).toEqual([THROUGH_CLASS, THROUGH_CLASS, UNUSED_CLASS, undefined]);
  expect(marked[3]).toBe(edges[3]);
  expect(pass.edges(edges, drawn)[0]).toBe(marked[0]);
  const enabled = { ...drawn, steps: drawn.steps.map(({ disabled: _was, ...rest }) => rest) };
  expect(pass.edges(edges, enabled)).toBe(edges);
});
