import { UNTOUCHED_STEP } from "@worktrail/shared/run/reduce-step";
import type { ChildrenState, ChildState } from "@worktrail/shared/run/state";
import { expect, test } from "vitest";
import { childProgress, statusWords } from "./child-progress.ts";

function children(total: number | null, ...statuses: ChildState["status"][]): ChildrenState {
  const about = { output: null, error: null, ended_seq: 0, done: false };
  const runs = statuses.map((status, index) => ({
    ...about,
    run_id: `r${index}`,
    iteration: index + 1,
    status,
  }));
  return { plan: null, segment_id: "other", revision: 1, total, runs };
}

test.each([
  [children(10, "completed", "failed", "started"), "2 of 10"],
  [children(1, "started"), "0 of 1"],
  [children(null, "completed", "started"), "1 done"],
])("A step says how many of its runs have ended", (state, words) => {
  expect(childProgress(state)).toBe(words);
});

test("The words stand for a status only where they say more than it", () => {
  const step = { ...UNTOUCHED_STEP, children: children(2, "completed", "started") };
  expect(statusWords({ ...step, status: "waiting" })).toBe("1 of 2");
  expect(statusWords({ ...step, status: "completed" })).toBeNull();
  const skipped = { ...UNTOUCHED_STEP, status: "skipped" as const };
  expect(statusWords({ ...skipped, skip_reason: "disabled" })).toBe("Disabled");
  expect(statusWords({ ...skipped, skip_reason: "dead_path" })).toBeNull();
});
