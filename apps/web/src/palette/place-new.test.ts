import { buildGraph } from "@worktrail/shared/segment/graph";
import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { edge, segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { bestEntry, fitsNote, paletteGroups } from "./palette-entries.ts";
import { edgesAfter, freePlace, placeAfter } from "./place-new.ts";

function around(segment: Segment) {
  const graph = buildGraph(segment, catalog);
  const placeOf = (step_id: string) => graph.steps.get(step_id)?.step.position ?? { x: 0, y: 0 };
  const node = (step_id: string) => {
    const found = graph.steps.get(step_id);
    if (!found) throw new Error(`no step ${step_id}`);
    return found;
  };
  return { graph, placeOf, node };
}

test("a step goes where it was wanted when nothing is there, else close by without touching", () => {
  const { graph, placeOf } = around(segmentOf([step("a")]));
  expect(freePlace(graph, placeOf, { x: 400, y: 0 })).toEqual({ x: 400, y: 0 });
  const beside = freePlace(graph, placeOf, { x: 8, y: 8 });
  const clear = Math.abs(beside.x) >= 220 || Math.abs(beside.y) >= 60;
  expect(clear).toBe(true);
});

test("the next step stands to the right, and is joined to the usual output", () => {
  const { graph, placeOf, node } = around(segmentOf([step("a")]));
  expect(placeAfter(graph, placeOf, node("a"))).toEqual({ x: 300, y: 0 });
  expect(edgesAfter(graph, node("a"), step("b"), catalog)).toEqual([edge("a", "b")]);
});

test("after a step that branches, one branch after the other leads on, then none", () => {
  const condition = step("a", { step_type: "condition" });
  const joinedAfter = (...edges: ReturnType<typeof edge>[]) => {
    const { graph, node } = around(segmentOf([condition, step("x"), step("y")], edges));
    return edgesAfter(graph, node("a"), step("b"), catalog);
  };
  const yes = edge("a", "x", "true");
  const no = edge("a", "y", "false");
  expect(joinedAfter()).toEqual([edge("a", "b", "true")]);
  expect(joinedAfter(yes)).toEqual([edge("a", "b", "false")]);
  expect(joinedAfter(yes, no)).toEqual([]);
});

test("the palette finds by name, type and description, names first", () => {
  const found = (query: string) =>
    paletteGroups(catalog, query).flatMap((group) => group.entries.map((entry) => entry.type_id));
  expect(found("")).toHaveLength(Object.keys(catalog).length);
  expect(found("http")).toContain("http_action");
  expect(found("parallel")).toEqual(["parallel_split", "parallel_join"]);
  expect(found("nothing like this")).toEqual([]);
  expect([fitsNote(""), fitsNote("no"), fitsNote("http")]).toEqual([true, true, false]);
  expect(bestEntry(catalog, "join")?.type_id).toBe("parallel_join");
  expect(bestEntry(catalog, "nothing like this")).toBeUndefined();
});
