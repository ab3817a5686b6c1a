import { type DestinationStream, destination, type Logger, pino } from "pino";
import { DrizzleQueryError } from "./db/drizzle-orm.ts";

/** The log of this process, on stderr: what a command prints for people stands alone on stdout. */
export function createLog(
  level: string,
  to: DestinationStream = destination({ fd: 2, sync: false }),
): Logger {
  return pino({ level, serializers: { err: errorForLog } }, to);
}

type LoggedError = { type: string; message: string; code?: string; stack?: string; cause?: LoggedError };

/**
 * What went wrong and where, without the values it happened with: those of a failed query may be tokens, secrets
 * or what people wrote.
 */
function errorForLog(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: messageOf(error) };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  return {
    type: error.name,
    message: error instanceof DrizzleQueryError ? `Failed query: ${error.query}` : error.message,
    ...code,
    stack: framesOf(error),
    ...(error.cause === undefined ? {} : { cause: errorForLog(error.cause) }),
  };
}

function messageOf(value: unknown): string {
  return typeof value === "object" && value !== null && "message" in value
    ? String(value.message)
    : String(value);
}

/** Without the message, which the stack repeats. */
function framesOf({ stack = "" }: Error): string {
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .join("\n");
}
