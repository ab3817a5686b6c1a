// The model that needs no key: the same question always gets the same answer, and it says that nobody was asked.
import { setTimeout as delay } from "node:timers/promises";
import type { LlmRequest, LlmResponse } from "@worktrail/shared/step/handler";
import type { LlmCall } from "./create-llm.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { stopped } from "./llm-failure.ts";
import { minimalInstance } from "./minimal-instance.ts";

export const DEMO_MODEL = "demo/echo";

const MAX_ECHO = 400;
const PIECES = 24;
const PIECE_MS = 25;

export async function echoModel(request: LlmRequest, { signal, on_token }: LlmCall): Promise<LlmResponse> {
  const text = answer(request);
  for (const piece of pieces(text)) {
    if (signal?.aborted) throw stopped();
    on_token?.(piece);
    // A stopped pause ends the loop at its next turn.
    await delay(PIECE_MS, undefined, { signal }).catch(() => undefined);
  }
  if (signal?.aborted) throw stopped();
  return {
    text,
    model: DEMO_MODEL,
    simulated: true,
    finish_reason: "stop",
    input_tokens: estimateTokens(request.messages.map((message) => message.content).join("\n")),
    output_tokens: estimateTokens(text),
  };
}

function answer(request: LlmRequest): string {
  const question = request.messages.findLast((message) => message.role === "user")?.content ?? "";
  if (request.output_schema) return JSON.stringify(minimalInstance(request.output_schema));
  const words = question.replace(/\s+/g, " ").trim();
  const excerpt = words.length > MAX_ECHO ? `${words.slice(0, MAX_ECHO).toWellFormed()}…` : words;
  return excerpt === ""
    ? "Demo answer (no model was asked)."
    : `Demo answer (no model was asked) to: ${excerpt}`;
}

function pieces(text: string): string[] {
  const words = text.match(/\S+\s*|\s+/g) ?? [];
  const size = Math.ceil(words.length / PIECES);
  return Array.from({ length: Math.ceil(words.length / size) || 0 }, (_, index) =>
    words.slice(index * size, (index + 1) * size).join(""),
  );
}
