// The request body in the dialect that an endpoint takes: compatible endpoints lack different parts of the API.
import type { JsonObject } from "@worktrail/shared/json";
import type { LlmRequest } from "@worktrail/shared/step/handler";
import { BadRequestError, UnprocessableEntityError } from "openai";
import type { ChatCompletionCreateParamsStreaming } from "openai/resources/chat/completions";

/** How an answer by schema is asked for, from the surest to the one that every endpoint takes. */
const FORMATS = ["json_schema", "json_object", "instruction"] as const;

export type Dialect = {
  format: (typeof FORMATS)[number];
  /** Whether the endpoint knows `stream_options`. */
  usage: boolean;
  /** OpenAI's newer models refuse the older name, other endpoints do not know the newer one. */
  limit_field: "max_completion_tokens" | "max_tokens";
};

export function chatRequest(request: LlmRequest, dialect: Dialect): ChatCompletionCreateParamsStreaming {
  const { output_schema: schema } = request;
  const messages = request.messages.map((message) => ({ ...message }));
  if (schema && dialect.format !== "json_schema")
    messages.unshift({ role: "system", content: instruction(schema) });
  return {
    model: request.model,
    messages,
    stream: true,
    ...(dialect.usage ? { stream_options: { include_usage: true } } : {}),
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.max_tokens === undefined ? {} : { [dialect.limit_field]: request.max_tokens }),
    ...(schema ? responseFormat(schema, dialect.format) : {}),
  };
}

function responseFormat(schema: JsonObject, format: Dialect["format"]) {
  switch (format) {
    case "json_schema":
      return { response_format: { type: "json_schema" as const, json_schema: { name: "answer", schema } } };
    case "json_object":
      return { response_format: { type: "json_object" as const } };
    case "instruction":
      return {};
  }
}

function instruction(schema: JsonObject): string {
  return `Answer with one JSON value and nothing else, no code fence. It must satisfy this JSON Schema:\n${JSON.stringify(schema)}`;
}

/** The dialect to try after this refusal; null when the refusal is not about one. */
export function simplerDialect(error: unknown, dialect: Dialect): Dialect | null {
  if (!(error instanceof BadRequestError) && !(error instanceof UnprocessableEntityError)) return null;
  const { message } = error;
  if (dialect.usage && message.includes("stream_options")) return { ...dialect, usage: false };
  if (
    message.includes("max_tokens") &&
    dialect.limit_field === "max_tokens" &&
    message.includes("max_completion_tokens")
  ) {
    return { ...dialect, limit_field: "max_completion_tokens" };
  }
  if (!/response_format|json_schema|json_object/.test(message)) return null;
  const format = FORMATS[FORMATS.indexOf(dialect.format) + 1];
  return format ? { ...dialect, format } : null;
}
