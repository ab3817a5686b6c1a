import { buildGraph } from "@worktrail/shared/segment/graph";
import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { edge, segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { connectTargets, otherEnds } from "./connect-targets.ts";
import { nextEdge } from "./walk.ts";

const drawn = segmentOf(
  [step("a", { step_type: "condition", config: { expression: "true" } }), step("b"), step("c"), step("d")],
  [edge("a", "b", "true"), edge("a", "c", "false")],
);
const graph = buildGraph(drawn, catalog);
const keys = (targets: ReturnType<typeof connectTargets>) => targets.map((target) => target.key);

test("a step may lead to every port that takes it, and the ports are named where there is a choice", () => {
  const targets = connectTargets(graph, "a");
  expect(keys(targets)).toEqual(["a.true>c.input", "a.true>d.input", "a.false>b.input", "a.false>d.input"]);
  expect(targets[0]).toMatchObject({ from_port: "true", to_port: null });
});

test("an edge may have other ends, but not those that would close a circle or double an edge", () => {
  const { to, from } = otherEnds(graph, edge("a", "b", "true"));
  expect(keys(to)).toEqual(["a.true>c.input", "a.true>d.input"]);
  expect(keys(from)).toEqual(["a.false>b.input", "c.output>b.input", "d.output>b.input"]);
});

test("one goes from a step over its edges, one after the other, to the step at the end of the last", () => {
  const first = nextEdge(graph, { step_id: "a", edge_key: undefined }, "out");
  expect(first).toMatchObject({ edge_key: "a.true>b.input" });
  const second = nextEdge(graph, { step_id: undefined, edge_key: "a.true>b.input" }, "out");
  expect(second).toMatchObject({ edge_key: "a.false>c.input" });
  expect(nextEdge(graph, { step_id: undefined, edge_key: "a.false>c.input" }, "out")).toEqual({
    step_id: "c",
  });
  expect(nextEdge(graph, { step_id: undefined, edge_key: "a.false>c.input" }, "in")).toEqual({
    step_id: "a",
  });
  expect(nextEdge(graph, { step_id: "d", edge_key: undefined }, "out")).toBeNull();
  expect(nextEdge(graph, { step_id: undefined, edge_key: "gone" }, "out")).toBeNull();
});
