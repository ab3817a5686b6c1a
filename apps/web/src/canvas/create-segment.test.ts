import { expect, test } from "vitest";
import { segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { createSegment } from "./create-segment.ts";

test("a copy of a segment that exists gets an id of its own, also when it is the very same", async () => {
  const saved: string[] = [];
  const save = async ({ segment }: { segment: { segment_id: string } }) => {
    saved.push(segment.segment_id);
    return { revision: 1 };
  };
  const ids = async () => ["drawing", "drawing_2"];
  expect(await createSegment({ ids, save }, segmentOf([step("a")]))).toBe("drawing_3");
  expect(saved).toEqual(["drawing_3"]);
});
