import { buildGraph } from "@worktrail/shared/segment/graph";
import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Box } from "../canvas/node-geometry.ts";
import { moveParts } from "../gestures/move.ts";
import { doUndoRedo, edge, segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { ALIGNMENTS, type Alignment, aligned, distributed } from "./align.ts";
import { blocksOf, placesAt } from "./blocks.ts";

const at = (x: number, y: number) => ({ position: { x, y } });
const box = (x: number, y: number, width = 100, height = 40): Box => ({ x, y, width, height });
const all = (segment: Segment) => ({
  steps: new Set(segment.steps.map((one) => one.step_id)),
  edges: new Set<string>(),
  notes: new Set((segment.notes ?? []).map((note) => note.note_id)),
});

function drawn(segment: Segment, folded: string[] = []) {
  const graph = buildGraph(segment, catalog);
  const placeOf = (id: string) => graph.steps.get(id)?.step.position ?? { x: 0, y: 0 };
  return { graph, placeOf, folded: new Set(folded) };
}

function align(segment: Segment, how: Alignment, folded: string[] = []): Segment {
  const blocks = blocksOf(all(segment), drawn(segment, folded));
  const places = placesAt(
    blocks,
    aligned(
      blocks.map((block) => block.box),
      how,
    ),
  );
  return moveParts(places)(segment);
}

describe("align", () => {
  test("boxes of different sizes line up at an edge or by their middles", () => {
    const boxes = [box(0, 0, 100, 40), box(50, 100, 60, 60)];
    expect(aligned(boxes, "left").map(({ x }) => x)).toEqual([0, 0]);
    expect(aligned(boxes, "right").map(({ x }) => x)).toEqual([10, 50]);
    expect(aligned(boxes, "centre").map(({ x }) => x)).toEqual([5, 25]);
    expect(aligned(boxes, "top").map(({ y }) => y)).toEqual([0, 0]);
    expect(aligned(boxes, "bottom").map(({ y }) => y)).toEqual([120, 100]);
    expect(aligned(boxes, "middle").map(({ y }) => y)).toEqual([60, 50]);
  });

  test("only the one coordinate of the chosen changes, and everything else stays identical", () => {
    const places = fc.array(
      fc.record({ x: fc.integer({ min: -900, max: 900 }), y: fc.integer({ min: -900, max: 900 }) }),
      {
        minLength: 2,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(places, fc.constantFrom(...ALIGNMENTS), (points, how) => {
        const steps = points.map((position, index) => step(`s${index}`, { position, name: `S ${index}` }));
        const before = segmentOf(steps, [edge("s0", "s1")], {
          groups: [{ group_id: "g", title: "G", step_ids: ["s0"] }],
        });
        const after = align(before, how);
        expect(after.edges).toBe(before.edges);
        expect(after.groups).toBe(before.groups);
        const kept = how === "left" || how === "centre" || how === "right" ? "y" : "x";
        for (const [index, one] of after.steps.entries()) {
          expect({ ...one, position: undefined }).toEqual({ ...before.steps[index], position: undefined });
          expect(one.position?.[kept]).toBe(points[index]?.[kept]);
        }
      }),
    );
  });

  test("aligning is one change that undo takes back, and aligning again changes nothing", () => {
    const before = segmentOf([step("a", at(0, 0)), step("b", at(40, 100))]);
    const after = doUndoRedo(before, (segment) => align(segment, "left"));
    expect(after.steps.map((one) => one.position?.x)).toEqual([0, 0]);
    expect(align(after, "left")).toBe(after);
  });

  test("a folded group moves as one piece and keeps its inside", () => {
    const before = segmentOf([step("a", at(0, 0)), step("b", at(60, 120)), step("c", at(500, 40))], [], {
      groups: [{ group_id: "g", title: "G", step_ids: ["a", "b"] }],
    });
    const after = align(before, "left", ["g"]);
    const [a, b, c] = after.steps.map((one) => one.position);
    expect([b?.x, b?.y]).toEqual([(a?.x ?? 0) + 60, (a?.y ?? 0) + 120]);
    expect(c?.x).toBe((a?.x ?? 0) - 20);
  });
});

describe("distribute", () => {
  test("the gaps become equal and the outermost two stay", () => {
    const corners = distributed([box(0, 0), box(400, 5), box(120, 9, 60)], "horizontal");
    expect(corners).toEqual([
      { x: 0, y: 0 },
      { x: 400, y: 5 },
      { x: 220, y: 9 },
    ]);
  });

  test("boxes that lie on one another are set apart", () => {
    const corners = distributed([box(0, 0), box(0, 10), box(0, 20)], "vertical");
    expect(corners.map(({ y }) => y)).toEqual([0, 60, 120]);
  });
});
