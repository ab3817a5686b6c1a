import { expect, test } from "vitest";
import { openaiCost } from "./openai-cost.ts";

test("a call costs what its tokens cost, for a dated version of a model too", () => {
  const tokens = { input_tokens: 1_000_000, output_tokens: 500_000 };
  expect(openaiCost({ model: "gpt-4o-mini", ...tokens })).toBeCloseTo(0.45);
  expect(openaiCost({ model: "gpt-4o-2024-08-06", ...tokens })).toBeCloseTo(7.5);
});

test("a model of unknown price has no cost rather than a wrong one", () => {
  expect(openaiCost({ model: "llama3", input_tokens: 1, output_tokens: 1 })).toBeNull();
  expect(openaiCost({ model: "constructor", input_tokens: 1, output_tokens: 1 })).toBeNull();
});
