import { describe, expect, test } from "vitest";
import { costWords, shortCost, totalCost } from "./cost-words.ts";

const cost = (usd: number, calls: number, unpriced = 0, simulated = 0) => ({
  usd,
  calls,
  unpriced,
  simulated,
});

test.each([
  [undefined, null, null],
  [cost(0, 0), null, null],
  [cost(0.0042, 2), "$0.0042", "$0.0042"],
  [cost(12.3456, 9), "$12.35", "$12.35"],
  [cost(0.00001, 1), "under $0.0001", "under $0.0001"],
  [cost(0, 1), "$0", "$0"],
  [cost(0, 2, 2), "Unknown", "cost unknown"],
  [cost(0.5, 3, 1), "$0.5000, and 1 call of unknown price", "$0.5000 + unknown"],
  [cost(0, 2, 0, 2), "None: simulation", null],
  [cost(0, 3, 1, 2), "Unknown, 2 calls simulated", "cost unknown"],
  [cost(0.5, 2, 0, 1), "$0.5000, 1 call simulated", "$0.5000"],
])("the cost %j is told as %j, and on its step as %j", (given, words, short) => {
  expect([costWords(given), shortCost(given)]).toEqual([words, short]);
});

describe("a run with runs below it", () => {
  test("is told with the sum, and with whose part is which", () => {
    expect(totalCost(0.5, { count: 3, cost_usd: 0.25, whole: true })).toEqual({
      total: "$0.7500",
      parts: "$0.5000 of its own, $0.2500 in 3 runs below it",
    });
    expect(totalCost(null, { count: 1, cost_usd: 2, whole: false })).toEqual({
      total: "over $2.00",
      parts: "$0 of its own, at least $2.00 in 1 run below it",
    });
  });

  test("is told by its own cost where nobody knows theirs, and not at all where nobody knows any", () => {
    expect(totalCost(0.5, { count: 3, cost_usd: null, whole: true })).toEqual({
      total: "$0.5000",
      parts: null,
    });
    expect(totalCost(0.5, null)).toEqual({ total: "$0.5000", parts: null });
    expect(totalCost(null, null)).toBeNull();
  });
});
