import { buildGraph } from "@worktrail/shared/segment/graph";
import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { edge, segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { reach } from "./reach.ts";

const graph = buildGraph(
  segmentOf(
    ["a", "b", "c", "d", "e", "alone"].map((id) => step(id)),
    [edge("a", "b"), edge("b", "c"), edge("d", "c"), edge("c", "e"), edge("gone", "b")],
  ),
  catalog,
);
const from = (id: string, way: Parameters<typeof reach>[2]) => [...reach(graph, new Set([id]), way)].sort();

test("upstream is the step and everything before it", () => {
  expect(from("c", "upstream")).toEqual(["a", "b", "c", "d"]);
});

test("downstream is the step and everything after it", () => {
  expect(from("b", "downstream")).toEqual(["b", "c", "e"]);
});

test("connected follows edges both ways and stops where there are none", () => {
  expect(from("a", "connected")).toEqual(["a", "b", "c", "d", "e"]);
  expect(from("alone", "connected")).toEqual(["alone"]);
});

test("cycles end", () => {
  const round = buildGraph(segmentOf([step("a"), step("b")], [edge("a", "b"), edge("b", "a")]), catalog);
  expect([...reach(round, new Set(["a"]), "downstream")]).toEqual(["a", "b"]);
});
