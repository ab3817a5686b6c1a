import type { LlmResponse } from "@worktrail/shared/step/handler";

/** US dollars per million tokens, in and out, of OpenAI's own endpoint. Another endpoint has other prices. */
const PRICES: Readonly<Record<string, readonly [input: number, output: number]>> = {
  "gpt-5": [1.25, 10],
  "gpt-5-mini": [0.25, 2],
  "gpt-5-nano": [0.05, 0.4],
  "gpt-4.1": [2, 8],
  "gpt-4.1-mini": [0.4, 1.6],
  "gpt-4.1-nano": [0.1, 0.4],
  "gpt-4o": [2.5, 10],
  "gpt-4o-mini": [0.15, 0.6],
  "gpt-4-turbo": [10, 30],
  "gpt-4": [30, 60],
  "gpt-3.5-turbo": [0.5, 1.5],
  o3: [2, 8],
  "o4-mini": [1.1, 4.4],
};

/** What a call cost, in US dollars; null for a model whose price is not known here. */
export function openaiCost(
  answer: Pick<LlmResponse, "model" | "input_tokens" | "output_tokens">,
): number | null {
  // A dated name is a version of the model: gpt-4o-2024-08-06, gpt-4-0613.
  const model = answer.model.replace(/-(\d{4}-\d{2}-\d{2}|\d{4})$/, "");
  const price = Object.hasOwn(PRICES, model) ? PRICES[model] : undefined;
  if (!price) return null;
  return (answer.input_tokens * price[0] + answer.output_tokens * price[1]) / 1_000_000;
}
