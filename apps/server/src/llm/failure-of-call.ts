// What went wrong with a model call, in one of the few kinds that retry rules and people tell apart.
import type { JsonObject } from "@worktrail/shared/json";
import type { FailureCode } from "@worktrail/shared/step/failure";
import { StepFailure } from "@worktrail/shared/step/failure";
import { APIConnectionError, APIError } from "openai";
import { partialText, unavailable } from "./llm-failure.ts";
import { retryAfterSeconds } from "./retry-after.ts";

/** `partial` is what had arrived before the failure. */
export function llmFailure(error: unknown, model: string, partial = ""): StepFailure {
  if (error instanceof StepFailure) return error;
  const details = partialText(partial);
  if (error instanceof APIConnectionError) {
    return unavailable(
      "The model's endpoint cannot be reached. Check OPENAI_BASE_URL and that it is running.",
      details,
      error,
    );
  }
  if (error instanceof APIError) return fromApi(error, model, details);
  if (error instanceof SyntaxError) {
    return unavailable("The model's endpoint sent an answer that is not a stream of JSON.", details, error);
  }
  return unavailable("The connection to the model broke before its answer was complete.", details, error);
}

function fromApi(error: APIError, model: string, partial: JsonObject): StepFailure {
  const [code, message, recoverable] = classify(error, model);
  const details = {
    ...partial,
    ...(error.status === undefined ? {} : { status: error.status }),
    ...(code === "LLM_UNAUTHORIZED" ? {} : { endpoint_message: excerpt(error.message) }),
  };
  const retry_after_seconds = retryAfterSeconds(error.headers?.get("retry-after") ?? null, Date.now());
  // The error itself is not kept as cause: its headers may hold the key.
  return new StepFailure(code, message, {
    recoverable,
    details,
    ...(retry_after_seconds === undefined ? {} : { retry_after_seconds }),
  });
}

type Verdict = [code: FailureCode, message: string, recoverable: boolean];

function classify(error: APIError, model: string): Verdict {
  const code = error.code ?? error.type ?? "";
  if (
    /context_length|context_window|too_many_tokens/.test(code) ||
    /context (length|window)/i.test(error.message)
  ) {
    return [
      "LLM_CONTEXT_TOO_LONG",
      `The text is longer than the model ${model} can read. Send less, or choose a model with a larger context.`,
      false,
    ];
  }
  if (/content_policy|content_filter/.test(code)) {
    return ["LLM_REFUSED", `The provider of ${model} refused the text for its content.`, false];
  }
  if (code === "insufficient_quota") {
    return [
      "LLM_RATE_LIMITED",
      "The account behind OPENAI_API_KEY has used up its quota. Raise it with the provider.",
      false,
    ];
  }
  return byStatus(error, model, code);
}

function byStatus(error: APIError, model: string, code: string): Verdict {
  switch (error.status) {
    case 401:
    case 403:
      return [
        "LLM_UNAUTHORIZED",
        `The endpoint does not accept the key for the model ${model}. Check OPENAI_API_KEY.`,
        false,
      ];
    case 404:
      return [
        "LLM_BAD_REQUEST",
        `The endpoint knows no model ${model}. Choose another model, or check OPENAI_BASE_URL.`,
        false,
      ];
    case 413:
      return [
        "LLM_CONTEXT_TOO_LONG",
        `The text is longer than the endpoint of ${model} takes. Send less.`,
        false,
      ];
    case 429:
      return ["LLM_RATE_LIMITED", `The endpoint takes no more calls to ${model} at the moment.`, true];
    case 408:
    case 409:
      return ["LLM_UNAVAILABLE", `The endpoint of ${model} is busy.`, true];
    case undefined:
      if (/rate_limit/.test(code))
        return ["LLM_RATE_LIMITED", `The endpoint stopped ${model} at its rate limit.`, true];
      return [
        "LLM_UNAVAILABLE",
        `The endpoint reported an error while ${model} was answering: ${excerpt(error.message)}`,
        true,
      ];
    default:
      if (error.status >= 500)
        return ["LLM_UNAVAILABLE", `The endpoint of ${model} failed (${error.status}).`, true];
      return [
        "LLM_BAD_REQUEST",
        `The endpoint refuses this call to ${model}: ${excerpt(error.message)}`,
        false,
      ];
  }
}

/** Providers sometimes repeat a part of the key in their messages. */
function excerpt(message: string): string {
  return message
    .replace(/\b(sk|pk|key)[-_][\w*-]{6,}/gi, "[key]")
    .slice(0, 300)
    .toWellFormed();
}
