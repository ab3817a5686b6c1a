// Turns whatever a service threw into what a client may know: a stable code, a sentence, a place.
import type { TRPCError } from "@trpc/server";
import { AppError, assertNever, type ErrorCode } from "@worktrail/shared/errors";
import { z } from "zod";
import { sqlState } from "../db/errors.ts";

/** `data` of every error answer. */
export type ClientErrorData = {
  code: ErrorCode;
  httpStatus: number;
  /** JSON Pointer into the input. */
  path?: string;
  /** What helps to recover: the current revision, the located issues. */
  details?: unknown;
};

type ClientError = { trpcCode: TRPCError["code"]; message: string; data: ClientErrorData };

const ANSWERS: Record<ErrorCode, [trpcCode: TRPCError["code"], httpStatus: number]> = {
  BAD_REQUEST: ["BAD_REQUEST", 400],
  UNAUTHORIZED: ["UNAUTHORIZED", 401],
  FORBIDDEN: ["FORBIDDEN", 403],
  NOT_FOUND: ["NOT_FOUND", 404],
  CONFLICT: ["CONFLICT", 409],
  INVALID_SEGMENT: ["UNPROCESSABLE_CONTENT", 422],
  INVALID_INPUT: ["UNPROCESSABLE_CONTENT", 422],
  TASK_CLOSED: ["CONFLICT", 409],
  RUN_ENDED: ["CONFLICT", 409],
  PAYLOAD_TOO_LARGE: ["PAYLOAD_TOO_LARGE", 413],
  TOO_MANY_REQUESTS: ["TOO_MANY_REQUESTS", 429],
  OVERLOADED: ["TOO_MANY_REQUESTS", 429],
  UNAVAILABLE: ["SERVICE_UNAVAILABLE", 503],
  INTERNAL: ["INTERNAL_SERVER_ERROR", 500],
};

/** The HTTP status that goes with a code, the same on every route. */
export const httpStatusOf = (code: ErrorCode): number => ANSWERS[code][1];

/** After how many seconds what was refused may be tried again; null where that doesn't help. */
export function retryAfterSeconds(error: unknown): number | null {
  if (!(error instanceof AppError)) return null;
  const known = Overload.safeParse(error.data);
  return known.success ? known.data.retry_after_seconds : null;
}

const Overload = z.object({ retry_after_seconds: z.int().min(1) });

/**
 * The error as it goes to the client. One that may not be shown is handed to `report`, and the answer names
 * the reference under which it was logged.
 */
export function toClientError(
  error: TRPCError,
  reference: string,
  report: (cause: unknown) => void,
): ClientError {
  const shown = asShowable(error) ?? hidden(error.cause ?? error, reference, report);
  const [trpcCode, httpStatus] = ANSWERS[shown.code];
  return {
    trpcCode,
    message: shown.message,
    data: {
      code: shown.code,
      httpStatus,
      ...(shown.path === undefined ? {} : { path: shown.path }),
      ...(shown.data === undefined ? {} : { details: shown.data }),
    },
  };
}

/** The error as one whose message may be shown, or null when it may only be logged. */
function asShowable(error: TRPCError): AppError | null {
  const { cause } = error;
  if (cause instanceof AppError) return isForClients(cause) ? cause : null;
  if (cause instanceof z.core.$ZodError) return fromZod(cause);
  // U+0000 cannot be stored in a text column, so it came from the caller.
  if (sqlState(cause) === "22021")
    return new AppError("BAD_REQUEST", "Text must not contain the character U+0000.");
  switch (error.code) {
    case "PARSE_ERROR":
      return new AppError("BAD_REQUEST", "The request is not valid JSON; correct it and send it again.");
    case "NOT_FOUND":
      return new AppError("NOT_FOUND", "There is no procedure of this name.");
    case "METHOD_NOT_SUPPORTED":
      return new AppError("BAD_REQUEST", "Call a query with GET and a mutation with POST.");
    case "UNSUPPORTED_MEDIA_TYPE":
      return new AppError("BAD_REQUEST", "Send the body as application/json.");
    case "BAD_REQUEST":
      return new AppError("BAD_REQUEST", "The request cannot be understood; correct it and send it again.");
    default:
      return null;
  }
}

function isForClients(error: AppError): boolean {
  switch (error.kind) {
    case "user":
      return true;
    case "operational":
    case "unexpected":
      return false;
    default:
      return assertNever(error.kind);
  }
}

function fromZod(error: z.core.$ZodError): AppError {
  const details = error.issues
    .flatMap(closest)
    .map((issue) => ({ path: toPointer(issue.path), message: issue.message }));
  const [first = { path: "", message: "It does not have the expected shape" }] = details;
  const where = first.path === "" ? "" : ` at ${first.path}`;
  return new AppError("BAD_REQUEST", `The input is not valid${where}: ${first.message}.`, {
    path: first.path,
    data: details,
  });
}

/** Where one of several shapes was asked for, the one that came closest tells what is wrong. */
function closest(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const [best] = issue.errors.toSorted((one, other) => one.length - other.length);
  if (!best) return [issue];
  return best.flatMap((inner) => closest({ ...inner, path: [...issue.path, ...inner.path] }));
}

const toPointer = (path: readonly PropertyKey[]) =>
  path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

function hidden(cause: unknown, reference: string, report: (cause: unknown) => void): AppError {
  report(cause);
  if (cause instanceof AppError && cause.kind === "operational") {
    return new AppError(
      cause.code,
      `This does not work at the moment; try again shortly (reference ${reference}).`,
    );
  }
  return new AppError(
    "INTERNAL",
    `Something went wrong on the server; report it with the reference ${reference}.`,
  );
}
