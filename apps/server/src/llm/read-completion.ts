import { StepFailure } from "@worktrail/shared/step/failure";
import type { LlmResponse } from "@worktrail/shared/step/handler";
import type { ChatCompletionChunk } from "openai/resources/chat/completions";
import type { Deadlines, LlmCall } from "./create-llm.ts";
import { partialText, unavailable } from "./llm-failure.ts";
import type { Watchdog } from "./watchdog.ts";

const MAX_TEXT = 2_000_000;

/** What has arrived of an answer; kept outside the loop so that a failure can still show it. */
export type Received = {
  text: string;
  refusal: string;
  finish_reason: string | null;
  model: string;
  usage: { input_tokens: number; output_tokens: number } | null;
};

export const nothingReceived = (model: string): Received => ({
  text: "",
  refusal: "",
  finish_reason: null,
  model,
  usage: null,
});

export async function readChunks(
  chunks: AsyncIterable<ChatCompletionChunk>,
  received: Received,
  watchdog: Watchdog,
  deadlines: Deadlines,
  call: LlmCall,
): Promise<void> {
  for await (const chunk of chunks) {
    const token = take(chunk, received);
    if (token !== "") call.on_token?.(token);
    if (received.text.length > MAX_TEXT)
      throw unavailable("The model's answer is longer than 2 million characters.");
    watchdog.expect(received.finish_reason === null ? deadlines.idle : deadlines.trailer);
  }
}

/** Endpoints that only resemble the API leave parts out, so nothing in a chunk is taken for granted. */
function take(chunk: Partial<ChatCompletionChunk> | null, received: Received): string {
  if (chunk?.model) received.model = chunk.model;
  if (chunk?.usage) {
    const { prompt_tokens, completion_tokens } = chunk.usage;
    received.usage = { input_tokens: prompt_tokens ?? 0, output_tokens: completion_tokens ?? 0 };
  }
  const choice: Partial<ChatCompletionChunk.Choice> | undefined = chunk?.choices?.[0];
  if (choice?.finish_reason) received.finish_reason = choice.finish_reason;
  received.refusal += choice?.delta?.refusal ?? "";
  const token = choice?.delta?.content ?? "";
  received.text += token;
  return token;
}

/** The finished answer, or the reason why what arrived is none. */
export function finish(received: Received): Pick<LlmResponse, "text" | "model" | "finish_reason"> {
  const { text, model, finish_reason, refusal } = received;
  if (refusal !== "" || finish_reason === "content_filter") {
    const why = refusal === "" ? "" : `: ${refusal.slice(0, 300).toWellFormed()}`;
    throw new StepFailure("LLM_REFUSED", `The model ${model} refused to answer${why}`);
  }
  if (finish_reason === null) {
    throw unavailable(`The answer of ${model} broke off before its end.`, partialText(text));
  }
  if (text.trim() !== "") return { text, model, finish_reason };
  if (finish_reason === "length") {
    throw new StepFailure(
      "LLM_EMPTY",
      `The model ${model} used all its tokens before it wrote anything. Raise max_tokens.`,
    );
  }
  throw new StepFailure("LLM_EMPTY", `The model ${model} sent an empty answer.`, { recoverable: true });
}
