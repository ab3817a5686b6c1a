import type { Issue } from "@worktrail/shared/segment/issue";
import type { Step } from "@worktrail/shared/segment/schema";
import { expect, test } from "vitest";
import { segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { issuesFrom, questionAbout } from "./sub-segment-issues.ts";

const runs = (step_id: string, segment_id: string, more: Partial<Step> = {}): Step =>
  step(step_id, { step_type: "sub_segment", config: { segment_id, mode: "once" }, ...more });

test("The server is asked about each segment once, and about nothing else", () => {
  const drawing = segmentOf([step("a"), runs("b", "x"), runs("c", "x"), runs("d", "y", { disabled: true })]);
  expect(questionAbout(drawing, drawing.steps)?.steps).toEqual([
    { step_id: "b", step_type: "sub_segment", config: { segment_id: "x" } },
  ]);
  expect(questionAbout(drawing, [step("a")])).toBeNull();
});

test("Its answer stands at every step that runs the same, wherever it is by then", () => {
  const drawing = segmentOf([runs("b", "x"), runs("c", "x"), runs("d", "y")]);
  const question = questionAbout(drawing, drawing.steps);
  if (!question) throw new Error("There is something to ask.");
  const issue: Issue = {
    code: "SUB_SEGMENT_NOT_FOUND",
    severity: "error",
    path: "/steps/0/config/segment_id",
    message: "There is no segment x.",
    step_id: "b",
  };
  const issues = issuesFrom(question, [issue, { ...issue, code: "STEP_UNREACHABLE" }]);
  const later = segmentOf([step("new"), ...drawing.steps.slice(1)]);
  expect(issues(later)).toEqual([{ ...issue, step_id: "c", path: "/steps/1/config/segment_id" }]);
});
