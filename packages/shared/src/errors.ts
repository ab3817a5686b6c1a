/** Who an error is for: shown as it is, retried and logged, or reported behind a reference id. */
export type ErrorKind = "user" | "operational" | "unexpected";

export type ErrorCode =
  | "BAD_REQUEST"
  | "UNAUTHORIZED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "CONFLICT"
  | "INVALID_SEGMENT"
  | "INVALID_INPUT"
  | "TASK_CLOSED"
  | "RUN_ENDED"
  | "PAYLOAD_TOO_LARGE"
  | "TOO_MANY_REQUESTS"
  | "OVERLOADED"
  | "UNAVAILABLE"
  | "INTERNAL";

/**
 * The one error class that services throw. Only a `user` error's message reaches a client;
 * everything else is logged and answered with a reference id.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  /** JSON Pointer into the caller's input, where one place is to blame. */
  readonly path: string | undefined;
  /** What a client may use to recover: the current revision, the located issues. Plain JSON. */
  readonly data: unknown;

  constructor(
    code: ErrorCode,
    message: string,
    options: { kind?: ErrorKind; path?: string; data?: unknown; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.kind = options.kind ?? "user";
    this.path = options.path;
    this.data = options.data;
  }
}

/** Ends a switch over a union: a new member without a case does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
