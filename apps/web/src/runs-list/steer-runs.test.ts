import { expect, test } from "vitest";
import { steerRuns } from "./steer-runs.ts";
import { steerSentence } from "./steer-words.ts";

test("hundreds of runs go in calls of a hundred; a call that is lost is told of each of its runs, and the rest go on", async () => {
  const run_ids = Array.from({ length: 250 }, (_, index) => `run_${index}`);
  const sizes: number[] = [];
  const results = await steerRuns(async (input) => {
    sizes.push(input.run_ids.length);
    if (sizes.length === 2) throw new Error("Failed to fetch");
    return { results: input.run_ids.map((run_id) => ({ run_id, ok: true, status: "cancelled" })) };
  }, run_ids);
  expect(sizes).toEqual([100, 100, 50]);
  expect(results.map(({ run_id }) => run_id)).toEqual(run_ids);
  expect(results.filter(({ ok }) => !ok).map(({ run_id }) => run_id)).toEqual(run_ids.slice(100, 200));
  expect(steerSentence("cancelled", results)).toBe("150 runs were cancelled. 100 runs were not.");
});
