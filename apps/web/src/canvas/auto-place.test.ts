import { buildGraph } from "@worktrail/shared/segment/graph";
import type { Step } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { edge, segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { placeUnplaced } from "./auto-place.ts";
import { boxesOverlap, GRID, stepSize } from "./node-geometry.ts";

function unplaced(step_id: string, rest: Partial<Step> = {}): Step {
  const { position: _none, ...bare } = step(step_id, rest);
  return bare;
}

const tall = { step_type: "parallel_split", config: { branches: 12 } };
const drawn = segmentOf(
  [
    step("there", tall),
    unplaced("start"),
    unplaced("wide", tall),
    unplaced("a", tall),
    unplaced("b"),
    unplaced("end"),
  ],
  [
    edge("start", "a"),
    edge("start", "b"),
    edge("start", "wide"),
    edge("a", "end", "branch_1"),
    edge("b", "end"),
  ],
);

test("steps without a place stand apart, however tall they are, below what is placed", () => {
  const places = placeUnplaced(drawn, catalog);
  const boxes = [...buildGraph(drawn, catalog).steps.values()].map(
    ({ step: { step_id, position }, ports }) => ({
      ...(position ?? places.get(step_id) ?? { x: 0, y: 0 }),
      ...stepSize(ports),
    }),
  );
  const overlaps = boxes.filter((box, index) =>
    boxes.slice(index + 1).some((other) => boxesOverlap(box, other)),
  );
  expect(overlaps).toEqual([]);
  expect(places.size).toBe(5);
  for (const { x, y } of places.values()) expect([x % GRID, y % GRID]).toEqual([0, 0]);
});

test("edges lead to the right", () => {
  const x = (step_id: string) => placeUnplaced(drawn, catalog).get(step_id)?.x ?? Number.NaN;
  expect(x("start")).toBeLessThan(x("a"));
  expect(x("b")).toBeLessThan(x("end"));
});
