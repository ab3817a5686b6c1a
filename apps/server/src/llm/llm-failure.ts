import type { JsonObject } from "@worktrail/shared/json";
import { StepFailure } from "@worktrail/shared/step/failure";

export function stopped(): StepFailure {
  return new StepFailure("LLM_UNAVAILABLE", "The call was stopped.", { recoverable: true });
}

/** What had arrived before a failure, as details of that failure. */
export function partialText(text: string): JsonObject {
  return text === "" ? {} : { partial_text: text.slice(0, 2_000).toWellFormed() };
}

export function unavailable(message: string, details: JsonObject = {}, cause?: unknown): StepFailure {
  return new StepFailure("LLM_UNAVAILABLE", message, { recoverable: true, details, cause });
}
