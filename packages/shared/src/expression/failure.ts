/** A refusal with character offsets into the source it speaks about; `end` is exclusive. */
export type ExpressionError = { code: ExpressionErrorCode; message: string; start: number; end: number };

export type ExpressionErrorCode =
  | "syntax"
  | "empty"
  | "too_long"
  | "too_deep"
  | "too_many_placeholders"
  | "unclosed_placeholder"
  | "unknown_variable"
  | "unknown_function"
  | "unknown_step"
  | "unknown_port"
  | "unknown_input"
  | "secrets_not_allowed"
  | "unknown_secret"
  | "wrong_arguments"
  | "type_mismatch"
  | "missing_value"
  | "index_out_of_range"
  | "division_by_zero"
  | "not_a_finite_number"
  | "invalid_text"
  | "invalid_pattern"
  | "not_json"
  | "unsafe_key"
  | "too_large"
  | "budget_exceeded"
  | "evaluation_failed";

const RESOURCE_CODES: ReadonlySet<ExpressionErrorCode> = new Set([
  "too_large",
  "too_deep",
  "budget_exceeded",
]);

/**
 * The only error that leaves an evaluation. Its message is written for the author of the expression and
 * never quotes data, host paths or stacks.
 */
export class ExpressionFailure extends Error {
  readonly code: ExpressionErrorCode;
  start: number | null;
  end: number | null;
  /** JSON Pointer into the config, when a config was evaluated. */
  path: string | null = null;

  constructor(code: ExpressionErrorCode, message: string, at?: { start: number; end: number }) {
    super(message);
    this.name = "ExpressionFailure";
    this.code = code;
    this.start = at?.start ?? null;
    this.end = at?.end ?? null;
  }

  /** Moves the offsets when the source stands inside a longer text. */
  shift(by: number): void {
    if (this.start !== null) this.start += by;
    if (this.end !== null) this.end += by;
  }

  /** True for exhausted bounds, which no operator of the language may absorb. */
  get isResource(): boolean {
    return RESOURCE_CODES.has(this.code);
  }
}

export function fail(code: ExpressionErrorCode, message: string, at?: { start: number; end: number }): never {
  throw new ExpressionFailure(code, message, at);
}

/** Turns anything thrown into an ExpressionFailure without letting host text through. */
export function toFailure(error: unknown, at?: { start: number; end: number }): ExpressionFailure {
  if (error instanceof ExpressionFailure) {
    if (error.start === null && at) {
      error.start = at.start;
      error.end = at.end;
    }
    return error;
  }
  if (error instanceof RangeError) {
    return new ExpressionFailure(
      "too_deep",
      "This expression or its data is nested too deeply. Flatten it.",
      at,
    );
  }
  return new ExpressionFailure(
    "evaluation_failed",
    "This expression could not be evaluated with this data.",
    at,
  );
}
