import { expect, test } from "vitest";
import { checkLaws } from "../testing/laws/laws.ts";
import { printRun } from "../testing/laws/print-run.ts";

test("500 random runs with crashes, pauses and re-openings end as the reference model says", () => {
  const { failed, counterexample, numRuns } = checkLaws({ seed: 20_261_121, cases: 500 });
  const [drawn] = counterexample ?? [];
  expect(failed, drawn && printRun(drawn)).toBe(false);
  expect(numRuns).toBe(500);
});
