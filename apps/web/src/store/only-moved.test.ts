import { expect, test } from "vitest";
import { connect } from "../gestures/connect.ts";
import { moveParts } from "../gestures/move.ts";
import { renameStep } from "../gestures/rename.ts";
import { edge, segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { onlyMoved } from "./only-moved.ts";

const before = segmentOf([step("a"), step("b")]);

test("steps at other places are the same steps to validation", () => {
  const after = moveParts({ steps: new Map([["a", { x: 40, y: 0 }]]) })(before);
  expect(after).not.toBe(before);
  expect(onlyMoved(before, after)).toBe(true);
});

test("anything else that changed is told from a move", () => {
  expect(onlyMoved(before, connect(edge("a", "b"))(before))).toBe(false);
  expect(onlyMoved(before, renameStep("a", "First")(before))).toBe(false);
  expect(onlyMoved(before, { ...before, steps: before.steps.slice(1) })).toBe(false);
  expect(onlyMoved(before, { ...before, params: { max_retries: 1 } })).toBe(false);
});
