import { TRPCClientError } from "@trpc/client";

/** What a page can say about a failure. */
export interface ErrorDescription {
  code: string;
  message: string;
  path: string | undefined;
  /** What the refusal carries to recover by: the current revision, located issues. */
  details: unknown;
}

/** The `data` of a refusal as the server writes it; null for anything else, as a proxy's own error page. */
function readRefusal(data: unknown): Omit<ErrorDescription, "message"> | null {
  if (typeof data !== "object" || data === null || !("code" in data) || typeof data.code !== "string")
    return null;
  return {
    code: data.code,
    path: "path" in data && typeof data.path === "string" ? data.path : undefined,
    details: "details" in data ? data.details : undefined,
  };
}

const UNREACHABLE = "The server cannot be reached. Check that Worktrail is running, then try again.";
const UNKNOWN = "Something went wrong in the app. Load the page again; your saved work is safe.";

export function describeError(error: unknown): ErrorDescription {
  const none = { path: undefined, details: undefined };
  if (error instanceof TRPCClientError) {
    const refusal = readRefusal(error.data);
    return refusal
      ? { ...refusal, message: error.message }
      : { code: "UNREACHABLE", message: UNREACHABLE, ...none };
  }
  if (error instanceof RequestError) return { code: error.code, message: error.message, ...none };
  return { code: "APP", message: UNKNOWN, ...none };
}

/** A refused or failed request outside tRPC, as to the sign-in service. */
export class RequestError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = "RequestError";
    this.code = code;
  }

  static unreachable(): RequestError {
    return new RequestError("UNREACHABLE", UNREACHABLE);
  }
}

const permanent = new Set([
  "BAD_REQUEST",
  "UNAUTHORIZED",
  "FORBIDDEN",
  "NOT_FOUND",
  "CONFLICT",
  "INVALID_SEGMENT",
  "INVALID_INPUT",
  "TASK_CLOSED",
  "RUN_ENDED",
  "PAYLOAD_TOO_LARGE",
]);

/** Whether asking again could help. */
export function isPassing(error: unknown): boolean {
  return !permanent.has(describeError(error).code);
}
