// What a step may call and what it makes of the answers, through a whole server.
import { expect, test } from "vitest";
import { segment, step } from "../engine/testing/segments.ts";
import { describeContract } from "./testing/describe-contract.ts";
import { json } from "./testing/local-server.ts";

const calling = (step_id: string, url: string, config = {}, more = {}) =>
  step(step_id, "http_action", { method: "GET", url, ...config }, more);

/** Names of this machine and of private networks, in every spelling that has fooled somebody. */
const PRIVATE = [
  "127.0.0.1",
  "127.1",
  "0x7f000001",
  "0x7f.0.0.1",
  "2130706433",
  "0177.0.0.1",
  "017700000001",
  "①②⑦.0.0.1",
  "127.0.0.1.",
  "0",
  "0.0.0.0",
  "localhost",
  "LOCALHOST",
  "localhost.",
  "[::1]",
  "[::]",
  "[::ffff:127.0.0.1]",
  "[::ffff:a9fe:a9fe]",
  "[64:ff9b::7f00:1]",
  "[2002:7f00:1::]",
  "[::7f00:1]",
  "[fe80::1]",
  "[fc00::1]",
  "10.0.0.1",
  "172.16.0.1",
  "192.168.0.1",
  "100.64.0.1",
  "169.254.169.254",
  "169.254.169.254.",
];

describeContract("http_action from outside", (contract) => {
  test("no spelling of a private address is called", async () => {
    const c = contract();
    const steps = PRIVATE.map((host, index) =>
      calling(`s${index}`, `http://${host}:${c.canary.port}/secret`, {}, { on_error: "continue" }),
    );
    const run = await c.run(segment(steps));
    expect(PRIVATE.map((host, index) => [host, run.steps[`s${index}`]?.error?.error_code])).toEqual(
      PRIVATE.map((host) => [host, "HTTP_REFUSED"]),
    );
    expect(c.canary.calls).toEqual([]);
  });

  test("an address that comes from data, and other protocols and ports, are refused at the call", async () => {
    const c = contract();
    const urls = [
      "file:///etc/passwd",
      "ftp://example.com/",
      "data:text/plain,hi",
      "gopher://example.com/",
      "unix:/var/run/docker.sock",
      `http://user:pass@${c.allowed.host}/ok`,
      "http://example.com:22/",
      "http://example.com:25/",
      "http://example.com:5432/",
      `${c.server.url}/trpc/session.get`,
      `${c.server.url}/healthz`,
      `${c.server.url}/demo/../trpc/session.get`,
      `${c.server.url}/demo/%2e%2e/healthz`,
      `${c.server.url.replace("127.0.0.1", "localhost")}/metrics`,
      `http://localhost:${c.allowed.port}/ok`,
      "not an address",
      "",
    ];
    const steps = urls.map((_, index) =>
      calling(`s${index}`, `{{ data.urls[${index}] }}`, {}, { on_error: "continue" }),
    );
    c.allowed.on("/ok", (_call, response) => json(response, "ok"));
    const run = await c.run(segment(steps), { urls });
    for (const [index, url] of urls.entries()) {
      const error = run.steps[`s${index}`]?.error;
      expect([url, error?.error_code]).toEqual([
        url,
        expect.stringMatching(/^(HTTP_REFUSED|CONFIG_INVALID)$/),
      ]);
      expect(error?.recoverable).toBe(false);
    }
    expect(c.allowed.callsTo("/ok")).toEqual([]);
  });

  test("a redirect leads to nothing that could not be called directly", async () => {
    const c = contract();
    const to = (location: string) => (_call: unknown, response: import("node:http").ServerResponse) =>
      void response.writeHead(302, { location }).end();
    c.allowed.on("/to-canary", to(`${c.canary.url}/secret`));
    c.allowed.on("/to-meta", to("http://169.254.169.254/latest/meta-data"));
    c.allowed.on("/to-file", to("file:///etc/passwd"));
    c.allowed.on("/to-self", to(`${c.server.url}/metrics`));
    c.allowed.on("/loop", to("/loop"));
    const paths = ["to-canary", "to-meta", "to-file", "to-self", "loop"];
    const steps = paths.map((path) =>
      calling(path.replaceAll("-", "_"), `${c.allowed.url}/${path}`, {}, { on_error: "continue" }),
    );
    const run = await c.run(segment(steps));
    expect(paths.map((path) => [path, run.steps[path.replaceAll("-", "_")]?.error?.error_code])).toEqual(
      paths.map((path) => [path, expect.stringMatching(/^HTTP_/)]),
    );
    expect(c.canary.calls).toEqual([]);
    expect(c.allowed.callsTo("/loop").length).toBeLessThanOrEqual(11);
  });

  test("method, headers, query, body and sign-in arrive as they are written", async () => {
    const c = contract();
    c.allowed.on("/take", (call, response) =>
      json(response, { seen: call.method }, 201, { "x-made": "yes" }),
    );
    const run = await c.run(
      segment([
        calling("send", `${c.allowed.url}/take?fixed=1`, {
          method: "PUT",
          headers: { "x-order": "{{ data.id }}" },
          query: { q: "a b&c=d", n: 3, off: null },
          body: { id: "{{ data.id }}", list: "{{ data.list }}", text: "no. {{ data.id }}" },
          auth: { type: "bearer", token: "tok-123" },
          expect_status: [201],
        }),
      ]),
      { id: 42, list: [1, null] },
    );
    expect(run.steps.send?.outputs).toMatchObject({
      output: { seen: "PUT" },
      response: { status: 201, headers: { "x-made": "yes" } },
    });
    const [call] = c.allowed.callsTo("/take");
    expect(call).toMatchObject({
      method: "PUT",
      headers: {
        "x-order": "42",
        authorization: "Bearer tok-123",
        "content-type": expect.stringMatching(/json/),
      },
    });
    expect(call?.headers["idempotency-key"]).toContain(run.run_id);
    const query = new URL(call?.path ?? "", c.allowed.url).searchParams;
    expect(Object.fromEntries(query)).toEqual({ fixed: "1", q: "a b&c=d", n: "3" });
    expect(JSON.parse(call?.body ?? "")).toEqual({ id: 42, list: [1, null], text: "no. 42" });
    const told = JSON.stringify(await c.events(run.run_id));
    expect(told).not.toContain("tok-123");
  });

  test("answers that are wrong, cut off or endless fail the step with a reason, and the server lives", async () => {
    const c = contract();
    const header = (type: string, more = {}) => ({ "content-type": type, ...more });
    c.allowed.on(
      "/lies",
      (_call, response) => void response.writeHead(200, header("application/json")).end("<p>"),
    );
    c.allowed.on("/reset", (_call, response) => {
      response.writeHead(200, header("application/json", { "content-length": "1000" }));
      response.write('{"half":', () => response.destroy());
    });
    c.allowed.on("/endless", (_call, response) => {
      response.writeHead(200, header("text/plain"));
      const piece = "x".repeat(1_000_000);
      const pump = () => {
        while (!response.destroyed && response.write(piece));
        if (!response.destroyed) response.once("drain", pump);
      };
      pump();
    });
    c.allowed.on("/closed", (_call, response) => void response.destroy());
    const paths = ["lies", "reset", "endless", "closed"];
    const run = await c.run(
      segment(paths.map((path) => calling(path, `${c.allowed.url}/${path}`, {}, { on_error: "continue" }))),
    );
    const told = paths.map((path) => [
      path,
      run.steps[path]?.error?.error_code,
      run.steps[path]?.error?.recoverable,
    ]);
    expect(told).toEqual([
      ["lies", "HTTP_BAD_RESPONSE", false],
      ["reset", expect.stringMatching(/^HTTP_/), true],
      ["endless", expect.stringMatching(/^HTTP_.*LARGE/), false],
      ["closed", expect.stringMatching(/^HTTP_/), true],
    ]);
    expect((await c.server.fetch("/readyz")).status).toBe(200);
  });

  test("a header that comes from data cannot smuggle another one in", async () => {
    const c = contract();
    c.allowed.on("/headers", (_call, response) => json(response, "ok"));
    const run = await c.run(
      segment([calling("send", `${c.allowed.url}/headers`, { headers: { "x-name": "{{ data.name }}" } })]),
      { name: "a\r\nx-evil: 1" },
    );
    expect(run.status).toBe("failed");
    expect(c.allowed.callsTo("/headers")).toEqual([]);
  });
});
