import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { describeError, isPassing, RequestError } from "./errors.ts";

function refusal(message: string, data: Record<string, unknown>) {
  return TRPCClientError.from({ error: { message, code: -32000, data } });
}

test("a refusal keeps the server's sentence, code and place", () => {
  const described = describeError(
    refusal("The step has no name.", { code: "INVALID_SEGMENT", path: "/steps/0/name" }),
  );
  expect(described).toMatchObject({
    code: "INVALID_SEGMENT",
    message: "The step has no name.",
    path: "/steps/0/name",
  });
});

test("what the server sends to recover by is passed on", () => {
  const conflict = refusal("The segment has changed.", { code: "CONFLICT", details: { revision: 7 } });
  expect(describeError(conflict).details).toEqual({ revision: 7 });
});

test("a server that does not answer is named as such, not by the browser's words", () => {
  const described = describeError(TRPCClientError.from(new TypeError("Failed to fetch")));
  expect(described.code).toBe("UNREACHABLE");
  expect(described.message).toContain("cannot be reached");
});

test("a bug in the page never shows its own words", () => {
  expect(describeError(new TypeError("x is not a function")).message).not.toContain("function");
});

test("only what can pass is asked for again", () => {
  expect(isPassing(refusal("No.", { code: "NOT_FOUND" }))).toBe(false);
  expect(isPassing(refusal("Busy.", { code: "UNAVAILABLE" }))).toBe(true);
  expect(isPassing(RequestError.unreachable())).toBe(true);
});
