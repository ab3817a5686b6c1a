import { buildGraph } from "@worktrail/shared/segment/graph";
import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { edge, segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { connectTargets } from "./connect-targets.ts";
import { sampleInput } from "./sample-input.ts";
import { walkFrom } from "./walk.ts";

const graph = buildGraph(
  segmentOf([step("a"), step("b"), step("c"), step("d")], [edge("a", "b"), edge("a", "c"), edge("b", "d")]),
  catalog,
);

test("walking follows edges forwards and backwards, and goes between branches", () => {
  expect(walkFrom(graph, "a", "next")).toBe("b");
  expect(walkFrom(graph, "d", "previous")).toBe("b");
  expect(walkFrom(graph, "b", "below")).toBe("c");
  expect(walkFrom(graph, "c", "above")).toBe("b");
  expect(walkFrom(graph, "d", "next")).toBeUndefined();
});

test("only steps that may follow are offered: no cycle, no doubled edge, not the step itself", () => {
  expect(connectTargets(graph, "b").map((target) => target.key)).toEqual(["b.output>c.input"]);
});

test("a first input has the schema's shape", () => {
  const schema = {
    type: "object",
    properties: {
      url: { type: "string", default: "http://x" },
      count: { type: "integer" },
      deep: { type: "object", properties: { on: { type: "boolean" } } },
    },
  };
  expect(sampleInput(schema)).toEqual({ url: "http://x", count: 0, deep: { on: false } });
});
