import type { JsonObject } from "../json.ts";

/** What a step's failure may say; `error_code` is stable and is what retry rules and tests look at. */
export type FailureCode =
  | "CONFIG_INVALID"
  | "EXPRESSION_FAILED"
  | "SECRET_MISSING"
  | "CONDITION_NOT_BOOLEAN"
  | "PORT_VALUE_INVALID"
  | "OUTPUT_TOO_LARGE"
  | "STEP_TIMEOUT"
  | "STEP_LOST"
  | "STEP_REPORTED_FAILED"
  | "HTTP_STATUS"
  | "HTTP_REFUSED"
  | "HTTP_NETWORK"
  | "HTTP_TOO_LARGE"
  | "HTTP_BAD_RESPONSE"
  | "LLM_UNAVAILABLE"
  | "LLM_RATE_LIMITED"
  | "LLM_REFUSED"
  | "LLM_BAD_REQUEST"
  | "LLM_UNAUTHORIZED"
  | "LLM_CONTEXT_TOO_LONG"
  | "LLM_OUTPUT_INVALID"
  | "LLM_EMPTY"
  | "TASK_EXPIRED"
  | "SUB_SEGMENT_NOT_FOUND"
  | "SUB_SEGMENT_INVALID"
  | "SUB_SEGMENT_DEPTH"
  | "SUB_SEGMENT_TOO_MANY"
  | "SUB_SEGMENT_FAILED"
  | "SUB_SEGMENT_UNFINISHED"
  | "INTERNAL";

/** The only error class that step authors need: a reason for people, and whether trying again can help. */
export class StepFailure extends Error {
  readonly code: FailureCode;
  readonly recoverable: boolean;
  /** A delay that the other side asked for, in seconds (HTTP `Retry-After`). */
  readonly retry_after_seconds: number | undefined;
  /** Shown beside the message: status, excerpt of a body, port. Plain JSON, no secrets. */
  readonly details: JsonObject;

  constructor(
    code: FailureCode,
    message: string,
    options: {
      recoverable?: boolean;
      retry_after_seconds?: number;
      details?: JsonObject;
      cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "StepFailure";
    this.code = code;
    this.recoverable = options.recoverable ?? false;
    this.retry_after_seconds = options.retry_after_seconds;
    this.details = options.details ?? {};
  }
}
