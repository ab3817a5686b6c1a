import { StepFailure } from "@worktrail/shared/step/failure";
import type { LlmRequest, LlmResponse } from "@worktrail/shared/step/handler";
import type { Env } from "../env.ts";
import { DEMO_MODEL, echoModel } from "./echo-model.ts";
import type { Chat } from "./openai-chat.ts";

export type LlmCall = {
  signal?: AbortSignal;
  /** Hears each piece of the answer as it arrives. */
  on_token?: (text: string) => void;
  /** Hears what a watcher should know about the call, such as token counts that are estimates. */
  on_note?: (line: string) => void;
};

/** An answer with what it cost, in US dollars; null where the price of the model is not known. */
export type LlmAnswer = LlmResponse & { cost_usd: number | null };

export type Llm = {
  /**
   * Asks a model and streams its answer.
   * @throws StepFailure with an `LLM_*` code.
   */
  complete(request: LlmRequest, call?: LlmCall): Promise<LlmAnswer>;
};

export type LlmOptions = {
  env: Pick<Env, "openaiApiKey" | "openaiBaseUrl">;
  deadlines?: Partial<Deadlines>;
};

/** Milliseconds. */
export type Deadlines = {
  /** Until the first piece of an answer: a local model may have to be loaded first. */
  first: number;
  /** Between two pieces. */
  idle: number;
  /** For the trailing token counts, once the answer itself is complete. */
  trailer: number;
  total: number;
};

const DEADLINES: Deadlines = { first: 180_000, idle: 60_000, trailer: 5_000, total: 900_000 };

/** `demo/echo` answers by itself; every other model is asked for at the OpenAI-compatible endpoint of `env`. */
export function createLlm({ env, deadlines }: LlmOptions): Llm {
  const configured = env.openaiApiKey !== undefined || env.openaiBaseUrl !== undefined;
  // Its client is a fifth of all the code that a server loads, and many never ask a model: it comes with the first call.
  let loading: Promise<Chat> | null = null;
  const load = async () => (await import("./openai-chat.ts")).openaiChat(env, { ...DEADLINES, ...deadlines });
  return {
    complete: async (request, call = {}) => {
      if (request.model === DEMO_MODEL) return { ...(await echoModel(request, call)), cost_usd: 0 };
      if (request.model.startsWith("demo/")) throw noSuchDemo(request.model);
      if (!configured) throw noKey(request.model);
      loading ??= load();
      const chat = await loading;
      const answer = await chat(request, call);
      return { ...answer, cost_usd: null };
    },
  };
}

const noSuchDemo = (model: string) =>
  new StepFailure("LLM_BAD_REQUEST", `There is no model ${model}. The demo model is called ${DEMO_MODEL}.`);

const noKey = (model: string) =>
  new StepFailure(
    "LLM_UNAUTHORIZED",
    `No key for the model ${model} is set. Start the server with OPENAI_API_KEY (or OPENAI_BASE_URL for an endpoint of your own), or choose the model ${DEMO_MODEL}.`,
  );
