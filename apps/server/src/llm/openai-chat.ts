// Chat completions of any OpenAI-compatible endpoint, always streamed.
import type { LlmRequest, LlmResponse } from "@worktrail/shared/step/handler";
import OpenAI from "openai";
import type { Env } from "../env.ts";
import { chatRequest, type Dialect, simplerDialect } from "./chat-request.ts";
import type { Deadlines, LlmCall } from "./create-llm.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { llmFailure } from "./failure-of-call.ts";
import { limitedFetch } from "./limited-fetch.ts";
import { partialText, stopped, unavailable } from "./llm-failure.ts";
import { finish, nothingReceived, type Received, readChunks } from "./read-completion.ts";
import { startWatchdog, type Watchdog } from "./watchdog.ts";

const OPENAI = "https://api.openai.com/v1";

export type Chat = (request: LlmRequest, call: LlmCall) => Promise<LlmResponse>;

export function openaiChat(env: Pick<Env, "openaiApiKey" | "openaiBaseUrl">, deadlines: Deadlines): Chat {
  const client = new OpenAI({
    // Endpoints of one's own often want no key, but the client wants something to send.
    apiKey: env.openaiApiKey ?? "none",
    baseURL: env.openaiBaseUrl ?? OPENAI,
    // The step's own policy retries; two policies would multiply.
    maxRetries: 0,
    timeout: deadlines.total,
    logLevel: "off",
    fetch: limitedFetch,
  });
  return (request, call) => complete(client, request, deadlines, call);
}

async function complete(
  client: OpenAI,
  request: LlmRequest,
  deadlines: Deadlines,
  call: LlmCall,
): Promise<LlmResponse> {
  const received = nothingReceived(request.model);
  const watchdog = startWatchdog(deadlines, call.signal);
  try {
    const stream = await open(client, request, watchdog.signal);
    watchdog.expect(deadlines.first);
    await readChunks(stream, received, watchdog, deadlines, call);
  } catch (error) {
    if (!watchdog.signal.aborted) throw llmFailure(error, request.model, received.text);
  } finally {
    watchdog.stop();
  }
  // An aborted stream may end as if it were complete.
  if (call.signal?.aborted) throw stopped();
  if (isCutShort(watchdog, received)) {
    throw unavailable(`The model ${request.model} stopped answering.`, partialText(received.text));
  }
  return { ...finish(received), simulated: false, ...usage(request, received, call) };
}

/** Silence after the last piece of text costs the token counts, not the answer. */
function isCutShort(watchdog: Watchdog, received: Received): boolean {
  return watchdog.expired() && received.finish_reason === null;
}

/** Asks in the richest dialect first, and in a simpler one for each part that the endpoint says it does not know. */
async function open(client: OpenAI, request: LlmRequest, signal: AbortSignal) {
  const limit_field = client.baseURL.startsWith("https://api.openai.com/")
    ? "max_completion_tokens"
    : "max_tokens";
  let dialect: Dialect = { format: "json_schema", usage: true, limit_field };
  for (;;) {
    try {
      const { data, response } = await client.chat.completions
        .create(chatRequest(request, dialect), { signal })
        .withResponse();
      if (!response.headers.get("content-type")?.includes("text/html")) return data;
      data.controller.abort();
      throw unavailable(
        "The address in OPENAI_BASE_URL answers with a web page. It should end in the API's path, such as /v1.",
      );
    } catch (error) {
      const simpler = simplerDialect(error, dialect);
      if (!simpler) throw error;
      dialect = simpler;
    }
  }
}

function usage(request: LlmRequest, received: Received, call: LlmCall) {
  if (received.usage) return received.usage;
  call.on_note?.("The endpoint gave no token counts, so they are estimated.");
  return {
    input_tokens: estimateTokens(request.messages.map((message) => message.content).join("\n")),
    output_tokens: estimateTokens(received.text),
  };
}
