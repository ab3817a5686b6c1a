import { buildGraph } from "@worktrail/shared/segment/graph";
import type { Issue } from "@worktrail/shared/segment/issue";
import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { createStore } from "zustand/vanilla";
import { IDLE_STEP } from "../canvas/step-overlay.tsx";
import { segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { problemList, problemSummary } from "./problem-list.ts";
import { problemOverlay } from "./problem-overlay.ts";

const issue = (severity: Issue["severity"], step_id: string, message = "Mend this."): Issue => ({
  code: "CONFIG_INVALID",
  severity,
  path: "/steps/0/config",
  message,
  step_id,
});

test("errors come first, each with the name that the canvas shows", () => {
  const graph = buildGraph(segmentOf([step("a"), step("b", { name: "Shape it" })]), catalog);
  const list = problemList([issue("warning", "a"), issue("error", "b"), issue("error", "gone")], graph);
  expect(list.map((problem) => problem.step_name)).toEqual(["Shape it", "gone", "Transform"]);
});

test("equal findings have different keys", () => {
  const graph = buildGraph(segmentOf([step("a")]), catalog);
  const keys = problemList([issue("error", "a"), issue("error", "a")], graph).map((problem) => problem.key);
  expect(new Set(keys).size).toBe(2);
});

test("the summary counts in words", () => {
  expect(problemSummary([])).toBe("No problems");
  expect(problemSummary([issue("error", "a"), issue("error", "a"), issue("warning", "a")])).toBe(
    "2 errors, 1 warning",
  );
});

test("a step's badge is a new object only when its counts change", () => {
  const problems = createStore<{ issues: readonly Issue[] }>(() => ({ issues: [issue("error", "a")] }));
  const overlay = problemOverlay(problems);
  const first = overlay.step("a");
  expect(first).toMatchObject({ errors: 1, warnings: 0, status: "idle" });
  problems.setState({ issues: [issue("error", "a", "Other words."), issue("warning", "b")] });
  expect(overlay.step("a")).toBe(first);
  expect(overlay.step("b")).toMatchObject({ errors: 0, warnings: 1 });
  problems.setState({ issues: [] });
  expect(overlay.step("a")).toBe(IDLE_STEP);
});
