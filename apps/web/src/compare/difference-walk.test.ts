import type { RunComparison, StepComparison, Verdict } from "@worktrail/shared/run/compare-runs";
import { expect, test } from "vitest";
import { differences, listedSteps, nextDifference, rowsWithin, WHOLE_RUN } from "./difference-walk.ts";

const step = (step_id: string, verdict: Verdict): StepComparison => ({
  step_id,
  left: null,
  right: null,
  verdict,
  aspects: [],
  seen: [],
});
const run = (verdict: Verdict, ...steps: StepComparison[]): RunComparison => ({
  verdict,
  aspects: [],
  steps,
  edges: new Map(),
});

const compared = run(
  "differs",
  step("a", "same"),
  step("b", "differs"),
  step("c", "open"),
  step("d", "differs"),
);

test("the runs as a whole come first, then the steps that differ", () => {
  expect(differences(compared)).toEqual([WHOLE_RUN, { step_id: "b" }, { step_id: "d" }]);
  expect(listedSteps(compared, true).map(({ step_id }) => step_id)).toEqual(["b", "d"]);
  expect(listedSteps(compared, false)).toHaveLength(4);
});

test("next and previous go around the end", () => {
  expect(nextDifference(compared, null, 1)).toEqual(WHOLE_RUN);
  expect(nextDifference(compared, WHOLE_RUN, 1)).toEqual({ step_id: "b" });
  expect(nextDifference(compared, { step_id: "d" }, 1)).toEqual(WHOLE_RUN);
  expect(nextDifference(compared, WHOLE_RUN, -1)).toEqual({ step_id: "d" });
});

test("from a step that does not differ they go on from its place", () => {
  expect(nextDifference(compared, { step_id: "c" }, 1)).toEqual({ step_id: "d" });
  expect(nextDifference(compared, { step_id: "c" }, -1)).toEqual({ step_id: "b" });
  expect(nextDifference(compared, { step_id: "a" }, -1)).toEqual(WHOLE_RUN);
});

test("where nothing differs there is nowhere to go", () => {
  expect(nextDifference(run("same", step("a", "same")), { step_id: "a" }, 1)).toBeNull();
  expect(nextDifference(run("same"), null, -1)).toBeNull();
});

test("of a long list the first rows are drawn, and the one that is looked at wherever it stands", () => {
  const ids = (most: number, looked?: StepComparison) =>
    rowsWithin(compared.steps, most, looked).map(({ step_id }) => step_id);
  expect(ids(2)).toEqual(["a", "b"]);
  expect(ids(2, compared.steps[3])).toEqual(["a", "b", "d"]);
  expect(ids(2, compared.steps[0])).toEqual(["a", "b"]);
  expect(ids(4)).toHaveLength(4);
});
