// From an answer to the step's outputs, or to the reason why it failed.
import type { JsonValue } from "@worktrail/shared/json";
import { StepFailure } from "@worktrail/shared/step/failure";
import type { HttpResponse } from "@worktrail/shared/step/handler";
import type { ConfigOf } from "../contracts.ts";

type ExpectedStatus = ConfigOf<"http_action">["expect_status"];

const PASSING_STATUS: ReadonlySet<number> = new Set([408, 425, 429]);
const EXCERPT_LENGTH = 500;

export function checkStatus(
  response: HttpResponse,
  expected: ExpectedStatus,
  where: string,
  now: () => string,
): void {
  const { status } = response;
  if (expected.some((wanted) => matches(wanted, status))) return;
  throw new StepFailure(
    "HTTP_STATUS",
    `${where} answered ${status}; expected ${expected.join(", ")}.${adviceFor(status)}`,
    {
      recoverable: PASSING_STATUS.has(status) || status >= 500,
      retry_after_seconds: retryAfterSeconds(response.headers, now),
      details: { status, body: response.body.slice(0, EXCERPT_LENGTH) },
    },
  );
}

/** JSON where the answer says that it is JSON, text otherwise, null where there is nothing. */
export function readBody(response: HttpResponse, where: string): JsonValue {
  if (response.body === "") return null;
  const type = (headerOf(response.headers, "content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (type !== "application/json" && type !== "text/json" && !type.endsWith("+json")) return response.body;
  try {
    return JSON.parse(response.body);
  } catch (cause) {
    throw new StepFailure(
      "HTTP_BAD_RESPONSE",
      `${where} said it answers in JSON, but the body is not JSON.`,
      {
        details: { status: response.status, body: response.body.slice(0, EXCERPT_LENGTH) },
        cause,
      },
    );
  }
}

function matches(wanted: ExpectedStatus[number], status: number): boolean {
  return typeof wanted === "number"
    ? wanted === status
    : Number(wanted.charAt(0)) === Math.trunc(status / 100);
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403) return " Check the sign-in field.";
  if (status === 404) return " Check the address.";
  return "";
}

/** `Retry-After` is a number of seconds or a date, which is measured from the answer's own date where it has one. */
function retryAfterSeconds(headers: HttpResponse["headers"], now: () => string): number | undefined {
  const value = headerOf(headers, "retry-after")?.trim();
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  const until = Date.parse(value);
  const answered = Date.parse(headerOf(headers, "date") ?? "");
  const from = Number.isNaN(answered) ? Date.parse(now()) : answered;
  const seconds = (until - from) / 1_000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

function headerOf(headers: HttpResponse["headers"], name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}
