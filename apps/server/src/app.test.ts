import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BODY_LIMIT } from "./app.ts";
import { makeTestDatabase, type TestDatabase } from "./testing/database.ts";
import { startTestServer, type TestServer } from "./testing/server.ts";

let database: TestDatabase;
let server: TestServer;
beforeAll(async () => {
  database = await makeTestDatabase("postgres");
  server = await startTestServer(database);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const post = (path: string, body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}) =>
  server.fetch(path, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });

async function signIn(): Promise<string> {
  const response = await server.fetch(await server.deps.identity.makeSignInPath());
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

describe("the HTTP server", () => {
  test("tells that it lives, that it is ready, and its measurements", async () => {
    expect(await (await server.fetch("/healthz")).json()).toEqual({ status: "ok" });
    expect(await (await server.fetch("/readyz")).json()).toEqual({ status: "ready", database: "postgres" });
    const metrics = await (await server.fetch("/metrics")).text();
    expect(metrics).toContain("process_cpu_seconds_total");
    expect(metrics).toMatch(/worktrail_http_request_seconds_count\{[^}]*route="\/healthz"[^}]*\} 1/);
  });

  test("every answer forbids sniffing, framing and foreign scripts", async () => {
    const { headers } = await server.fetch("/segments");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toContain("script-src 'self'");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });

  test("a body over 4 MB is refused with 413 and a sentence", async () => {
    for (const path of ["/trpc/session.get", "/api/auth/sign-in/email"]) {
      const response = await post(path, `"${"x".repeat(BODY_LIMIT)}"`);
      expect(response.status).toBe(413);
      expect(await response.json()).toMatchObject({
        error: { message: expect.stringContaining("larger than 4 MB"), data: { code: "PAYLOAD_TOO_LARGE" } },
      });
    }
  });

  test("a body that is not UTF-8 is refused instead of repaired", async () => {
    const body = Buffer.concat([Buffer.from('{"email":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    for (const path of ["/trpc/session.get", "/api/auth/sign-in/email"]) {
      const response = await post(path, body);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining("UTF-8") } });
    }
  });

  test("a body that is not JSON, or not declared as JSON, is refused with a sentence", async () => {
    const broken = await post("/api/auth/sign-in/email", '{"email":');
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ error: { data: { code: "BAD_REQUEST" } } });
    const text = await server.fetch("/trpc/session.get", { method: "POST", body: "hello" });
    expect(text.status).toBe(415);
    expect(await text.json()).toMatchObject({ error: { message: "Send the body as application/json." } });
  });

  test("unknown addresses of an interface are not answered with the web page", async () => {
    for (const path of [
      "/api",
      "/api/nothing",
      "/api/auth/nothing",
      "/hooks",
      "/hooks/nothing",
      "/trpc",
      "/trpc/nothing.here",
      "/assets/gone.js",
      "/favicon.gone",
    ]) {
      const response = await server.fetch(path);
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.json()).toMatchObject({ error: { data: { code: "NOT_FOUND" } } });
    }
  });

  test("paths out of the web app's folder lead nowhere", async () => {
    for (const path of [
      "/..%2f..%2fpackage.json",
      "/%2e%2e/%2e%2e/package.json",
      "/assets/..%2f..%2fsrc/main.tsx",
    ]) {
      expect((await server.fetch(path)).status).toBeGreaterThanOrEqual(400);
    }
  });

  test("the link sets a cookie that scripts cannot read, and works once", async () => {
    const path = await server.deps.identity.makeSignInPath();
    await server.fetch(path, { method: "HEAD" });
    await server.fetch(path, { headers: { "sec-purpose": "prefetch" } });
    const first = await server.fetch(path);
    expect(first.status).toBe(302);
    expect(first.headers.get("location")).toBe("/segments");
    expect(first.headers.get("set-cookie")).toMatch(/^worktrail\.session_token=.*HttpOnly; SameSite=Lax/);
    const second = await server.fetch(path);
    expect(second.headers.get("location")).toBe("/sign-in?error=link");
    expect(second.headers.get("set-cookie")).toBeNull();
  });

  test("a session reads from anywhere and signs out from its own page only", async () => {
    const cookie = await signIn();
    expect(await server.call("query", "session.get", undefined, { cookie })).toMatchObject({
      data: { role: "owner" },
    });
    const foreign = await post("/api/auth/sign-out", "{}", { cookie, origin: "https://evil.example" });
    expect(foreign.status).toBe(403);
    expect(await server.call("query", "session.get", undefined, { cookie })).toMatchObject({
      data: { role: "owner" },
    });
    const own = await post("/api/auth/sign-out", "", { cookie, origin: server.url });
    expect(own.status).toBe(200);
    expect(await server.call("query", "session.get", undefined, { cookie })).toMatchObject({ status: 401 });
  });

  test("guessing passwords is slowed down, whatever address the guesser claims", async () => {
    const guess = (n: number) =>
      post(
        "/api/auth/sign-in/email",
        JSON.stringify({ email: "owner@worktrail.local", password: `guess-number-${n}` }),
        {
          origin: server.url,
          "x-forwarded-for": `10.0.0.${n}`,
          "x-worktrail-client": `10.0.1.${n}`,
        },
      );
    const statuses: number[] = [];
    for (let n = 0; n < 8; n++) statuses.push((await guess(n)).status);
    expect(statuses[0]).toBe(401);
    expect(statuses.at(-1)).toBe(429);
  });

  test("several calls in one request are answered together", async () => {
    const answer = await server.fetch("/trpc/session.get,session.nothing?batch=1&input={}");
    expect(await answer.json()).toMatchObject([
      { error: { data: { code: "UNAUTHORIZED" } } },
      { error: { data: { code: "NOT_FOUND" } } },
    ]);
  });
});
