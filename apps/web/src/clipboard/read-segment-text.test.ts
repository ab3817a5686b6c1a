import { exportSegment } from "@worktrail/shared/segment/canonical";
import { expect, test } from "vitest";
import { edge, segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { fragmentText, readSegmentText } from "./read-segment-text.ts";

test("what copying writes is read back as the same fragment", () => {
  const fragment = { steps: [step("a"), step("b")], edges: [edge("a", "b")], notes: [] };
  expect(readSegmentText(fragmentText(fragment))).toEqual({ kind: "fragment", fragment });
});

test("an exported segment is read as a whole", () => {
  const segment = segmentOf([step("a")]);
  expect(readSegmentText(exportSegment(segment))).toEqual({ kind: "segment", segment, changes: [] });
});

test("garbage is refused with a place", () => {
  const read = readSegmentText("once upon a time");
  expect(read).toMatchObject({ kind: "refused", issues: [{ code: "JSON_SYNTAX" }] });
});

test("steps with a wrong shape are refused with every place named", () => {
  const read = readSegmentText(
    JSON.stringify({ steps: [{ step_id: "Bad Id", step_type: "transform", extra: 1 }] }),
  );
  expect(read.kind === "refused" && read.issues.map((issue) => issue.path).sort()).toEqual([
    "/steps/0/extra",
    "/steps/0/step_id",
  ]);
});

test("a segment in the llmteam dialect is translated and says what changed", () => {
  const read = readSegmentText(
    JSON.stringify({
      segment_id: "s",
      name: "S",
      version: "1.0.0",
      entrypoint: "a",
      steps: [{ step_id: "a", type: "transform", name: "A", config: { expression: "data" } }],
      edges: [],
    }),
  );
  expect(read).toMatchObject({
    kind: "segment",
    segment: { steps: [{ step_id: "a", step_type: "transform" }] },
  });
  expect(read.kind === "segment" && read.changes.length).toBeGreaterThan(0);
});
