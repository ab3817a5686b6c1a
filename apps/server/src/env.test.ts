import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { readEnv } from "./env.ts";
import { StartupError } from "./startup-error.ts";

describe("readEnv", () => {
  test("an empty environment gives the documented defaults", () => {
    expect(readEnv({})).toMatchObject({
      port: 4700,
      host: "127.0.0.1",
      databaseUrl: undefined,
      dataDir: resolve("./.worktrail"),
      token: undefined,
      allowHosts: [],
    });
  });

  test("a variable that is set to nothing counts as not set", () => {
    expect(readEnv({ PORT: "", WORKTRAIL_TOKEN: "  ", DATABASE_URL: "" })).toEqual(readEnv({}));
  });

  test("every variable reaches its place", () => {
    const env = readEnv({
      PORT: "0",
      DATABASE_URL: "postgresql://me@db/worktrail",
      WORKTRAIL_ALLOW_HOSTS: "localhost:11434, [::1]:8080",
      WORKTRAIL_PUBLIC_URL: "https://worktrail.example.com/",
      WORKTRAIL_TOKEN: "0123456789abcdef",
      WORKTRAIL_RETENTION_DAYS: "90",
      WORKTRAIL_MAX_QUEUED: "500",
    });
    expect(env).toMatchObject({
      port: 0,
      databaseUrl: "postgresql://me@db/worktrail",
      allowHosts: ["localhost:11434", "[::1]:8080"],
      publicUrl: "https://worktrail.example.com",
      token: "0123456789abcdef",
      retentionDays: 90,
      maxQueued: 500,
    });
  });

  test.each([
    ["PORT", "70000"],
    ["PORT", "http"],
    ["PORT", "-1"],
    ["HOST", "not a host"],
    ["DATABASE_URL", "mysql://localhost/db"],
    ["DATABASE_URL", "postgres://localhost:port/db"],
    ["WORKTRAIL_TOKEN", "s3cret"],
    ["WORKTRAIL_ALLOW_HOSTS", "localhost"],
    ["WORKTRAIL_ALLOW_HOSTS", "http://localhost:80"],
    ["WORKTRAIL_PUBLIC_URL", "worktrail.example.com"],
    ["OPENAI_BASE_URL", "localhost:11434"],
    ["WORKTRAIL_RETENTION_DAYS", "0"],
    ["WORKTRAIL_RETENTION_DAYS", "for ever"],
    ["WORKTRAIL_MAX_QUEUED", "0"],
    ["WORKTRAIL_MAX_QUEUED", "many"],
    ["LOG_LEVEL", "loud"],
    ["BETTER_AUTH_SECRET", "too-short"],
  ])("%s=%s is refused in one sentence that names it and does not repeat it", (name, value) => {
    const refusal = catchError(() => readEnv({ [name]: value }));
    expect(refusal).toBeInstanceOf(StartupError);
    expect(refusal.message).toMatch(new RegExp(`^${name} must be [^\\n]+\\.$`));
    if (/SECRET|TOKEN/.test(name)) expect(refusal.message).not.toContain(value);
  });
});

function catchError(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("It was not refused.");
}
