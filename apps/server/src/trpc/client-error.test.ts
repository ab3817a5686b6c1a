import { TRPCError } from "@trpc/server";
import { AppError } from "@worktrail/shared/errors";
import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { toClientError } from "./client-error.ts";

const convert = (cause: unknown, code: TRPCError["code"] = "INTERNAL_SERVER_ERROR") => {
  const report = vi.fn();
  const answer = toClientError(new TRPCError({ code, message: "internal words", cause }), "ref-1", report);
  return { answer, report };
};

describe("toClientError", () => {
  test("an error for the user keeps its code, sentence, place and details", () => {
    const error = new AppError("CONFLICT", "Somebody saved first.", {
      path: "/base_revision",
      data: { revision: 4 },
    });
    const { answer, report } = convert(error);
    expect(answer).toEqual({
      trpcCode: "CONFLICT",
      message: "Somebody saved first.",
      data: { code: "CONFLICT", httpStatus: 409, path: "/base_revision", details: { revision: 4 } },
    });
    expect(report).not.toHaveBeenCalled();
  });

  test("a wrong input is located by a JSON Pointer", () => {
    const parsed = z
      .object({ steps: z.array(z.object({ "a/b": z.string() })) })
      .safeParse({ steps: [{ "a/b": 1 }] });
    const { answer } = convert(parsed.error, "BAD_REQUEST");
    expect(answer.data).toMatchObject({ code: "BAD_REQUEST", httpStatus: 400, path: "/steps/0/a~1b" });
    expect(answer.message).toContain("/steps/0/a~1b");
  });

  test("of several shapes the closest one tells what is wrong", () => {
    const shape = z.union([
      z.strictObject({ a: z.strictObject({ n: z.number() }) }),
      z.strictObject({ b: z.string(), c: z.string() }),
    ]);
    const { answer } = convert(shape.safeParse({ a: { n: "x" } }).error, "BAD_REQUEST");
    expect(answer).toMatchObject({ message: expect.stringContaining("number"), data: { path: "/a/n" } });
  });

  test.each([
    ["a database error", Object.assign(new Error("insert into runs failed at /srv/db"), { code: "23505" })],
    ["an unexpected error", new AppError("INTERNAL", "state 7 at /srv", { kind: "unexpected" })],
    ["a thrown text", "just text /srv"],
  ])("%s shows a reference and nothing of itself", (_name, cause) => {
    const { answer, report } = convert(cause);
    expect(answer.data).toEqual({ code: "INTERNAL", httpStatus: 500 });
    expect(answer.message).toBe("Something went wrong on the server; report it with the reference ref-1.");
    expect(report).toHaveBeenCalledOnce();
  });

  test("a passing trouble keeps its code, so that a client can try again", () => {
    const { answer, report } = convert(new AppError("UNAVAILABLE", "pool empty", { kind: "operational" }));
    expect(answer.data).toMatchObject({ code: "UNAVAILABLE", httpStatus: 503 });
    expect(answer.message).not.toContain("pool");
    expect(report).toHaveBeenCalledOnce();
  });

  test("U+0000 that reached a text column is the caller's to correct", () => {
    const refusal = new Error("query failed", {
      cause: Object.assign(new Error("bytes"), { code: "22021" }),
    });
    expect(convert(refusal).answer).toMatchObject({
      data: { code: "BAD_REQUEST" },
      message: expect.stringContaining("U+0000"),
    });
  });
});
