import type { JsonObject, JsonValue } from "@worktrail/shared/json";
import { jsonSchemaProblems } from "@worktrail/shared/segment/json-schema";
import { StepFailure } from "@worktrail/shared/step/failure";
import type { LlmMessage, LlmResponse, StepContext, WorkHandler } from "@worktrail/shared/step/handler";
import type { ConfigOf } from "../contracts.ts";
import { millisecondsInWords } from "../log-words.ts";
import { firstMessages } from "./messages.ts";

type LlmAgentConfig = ConfigOf<"llm_agent">;

const MAX_PROBLEMS_SHOWN = 20;

export const llmAgentHandler: WorkHandler<LlmAgentConfig> = {
  run: async (config, context) => {
    const messages = firstMessages(config, context.data);
    const answer = await ask(config, context, messages);
    if (config.output_schema === undefined) return { output: answer.text };
    return { output: await checkedAnswer(config, config.output_schema, context, messages, answer) };
  },
};

async function ask(
  config: LlmAgentConfig,
  context: StepContext,
  messages: readonly LlmMessage[],
): Promise<LlmResponse> {
  context.log(`Asking ${config.model}`);
  const began = performance.now();
  const answer = await context.llm({
    model: config.model,
    messages,
    temperature: config.temperature,
    max_tokens: config.max_tokens,
    output_schema: config.output_schema,
  });
  const { model, input_tokens, output_tokens, finish_reason } = answer;
  context.log(
    `${model} answered in ${millisecondsInWords(performance.now() - began)}, tokens: ${input_tokens} in, ${output_tokens} out, ended with “${finish_reason}”`,
  );
  if (answer.text.trim() !== "") return answer;
  throw new StepFailure("LLM_EMPTY", emptyReason(config.model, answer.finish_reason), {
    recoverable: true,
    details: { model: answer.model, finish_reason: answer.finish_reason },
  });
}

function emptyReason(model: string, finish_reason: string): string {
  if (finish_reason === "length") {
    return `The model ${model} used up its tokens before it wrote an answer. Raise max_tokens.`;
  }
  return `The model ${model} gave an empty answer. Try again, or make the prompt more explicit.`;
}

type Reading = { ok: true; value: JsonValue } | { ok: false; problems: readonly string[] };

/** The answer as JSON that fits the schema; one that does not fit is shown to the model once. */
async function checkedAnswer(
  config: LlmAgentConfig,
  schema: JsonObject,
  context: StepContext,
  messages: readonly LlmMessage[],
  answer: LlmResponse,
): Promise<JsonValue> {
  const first = readAnswer(answer, schema);
  if (first.ok) return first.value;
  context.log(`The answer does not fit the schema and is sent back once: ${first.problems.join(" ")}`);
  const repaired = await ask(config, context, [
    ...messages,
    { role: "assistant", content: answer.text },
    { role: "user", content: repairRequest(first.problems, schema) },
  ]);
  const second = readAnswer(repaired, schema);
  if (second.ok) return second.value;
  throw new StepFailure(
    "LLM_OUTPUT_INVALID",
    `The model ${config.model} answered twice with something that does not fit the answer schema: ${second.problems[0] ?? ""}`.trim(),
    {
      details: {
        model: repaired.model,
        finish_reason: repaired.finish_reason,
        problems: second.problems.slice(0, MAX_PROBLEMS_SHOWN),
        answer: repaired.text.slice(0, 2_000),
      },
    },
  );
}

function repairRequest(problems: readonly string[], schema: JsonObject): string {
  return [
    "Your answer does not fit what was asked for:",
    ...problems.slice(0, MAX_PROBLEMS_SHOWN).map((problem) => `- ${problem}`),
    "Answer again with JSON only, without any other text. It must fit this JSON Schema:",
    JSON.stringify(schema),
  ].join("\n");
}

function readAnswer(answer: LlmResponse, schema: JsonObject): Reading {
  const parsed = parseJson(withoutFence(answer.text));
  if (!parsed.ok) {
    const cut = answer.finish_reason === "length";
    return {
      ok: false,
      problems: [cut ? "The answer was cut off; raise max_tokens." : "The answer is not JSON."],
    };
  }
  const problems = jsonSchemaProblems(schema, parsed.value);
  return problems.length === 0 ? parsed : { ok: false, problems };
}

function parseJson(text: string): { ok: true; value: JsonValue } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

/** Models like to put JSON between three backticks; what is inside is the answer. */
function withoutFence(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.startsWith("```") || !trimmed.endsWith("```") || trimmed.length < 6) return trimmed;
  const firstLineEnd = trimmed.indexOf("\n");
  return firstLineEnd === -1 ? trimmed.slice(3, -3) : trimmed.slice(firstLineEnd + 1, -3);
}
