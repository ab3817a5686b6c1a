import Fastify, { type FastifyBaseLogger } from "fastify";
import { expect, test } from "vitest";
import { DrizzleQueryError } from "./db/drizzle-orm.ts";
import { createLog } from "./log.ts";

function logTo(lines: string[]) {
  return createLog("info", { write: (line) => void lines.push(line) });
}

test("a failed query is logged with its cause and without the values it was made with", () => {
  const lines: string[] = [];
  const cause = Object.assign(new Error("duplicate key"), { code: "23505", detail: "Key (token)=(s3cret)" });
  const error = new DrizzleQueryError("insert into session values ($1)", ["s3cret"], cause);
  logTo(lines).error({ err: new Error("The save failed", { cause: error }) }, "procedure failed");
  expect(lines.join()).not.toContain("s3cret");
  expect(JSON.parse(lines[0] ?? "").err).toMatchObject({
    message: "The save failed",
    cause: { message: "Failed query: insert into session values ($1)", cause: { code: "23505" } },
  });
});

test("what a request logs follows the same rule, and its headers are not logged", async () => {
  const lines: string[] = [];
  const loggerInstance: FastifyBaseLogger = logTo(lines);
  const app = Fastify({ loggerInstance });
  app.get("/fails", async (request) => {
    request.log.error({ err: new DrizzleQueryError("select $1", ["s3cret"]) }, "request failed");
    return {};
  });
  await app.inject({ url: "/fails", headers: { authorization: "Bearer s3cret", cookie: "a=s3cret" } });
  await app.close();
  expect(lines.some((line) => line.includes("Failed query"))).toBe(true);
  expect(lines.join()).not.toContain("s3cret");
});

test("trouble that is no error is logged by what it says", () => {
  const lines: string[] = [];
  logTo(lines).warn({ err: { message: "A query is slow", data: { values: ["s3cret"] } } }, "trouble");
  expect(JSON.parse(lines[0] ?? "").err).toEqual({ type: "object", message: "A query is slow" });
});
