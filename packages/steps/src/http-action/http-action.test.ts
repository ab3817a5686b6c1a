import type { JsonObject } from "@worktrail/shared/json";
import { StepFailure } from "@worktrail/shared/step/failure";
import type { HttpResponse } from "@worktrail/shared/step/handler";
import { describe, expect, test } from "vitest";
import { contracts } from "../contracts.ts";
import { failureOf, runIn, runStep, type Script, testContext } from "../testing/context.ts";

const URL_TEXT = "https://api.example.com/orders";

function json(body: string, status = 200): HttpResponse {
  return { status, headers: { "content-type": "application/json; charset=utf-8" }, body };
}
const call = (config: JsonObject, answer: HttpResponse | StepFailure = json("{}"), script: Script = {}) =>
  runStep("http_action", { url: URL_TEXT, ...config }, { ...script, http: [answer] });
const sentBy = async (config: JsonObject, script: Script = {}) =>
  (await call(config, json("{}"), script)).context.sent[0];

describe("The request of an HTTP action", () => {
  test("has the address with its templates and its query filled in", async () => {
    const config = {
      url: "{{ data.base }}/orders?page=1",
      query: { q: "a b&c", page: "{{ data.page }}", none: null },
    };
    const sent = await sentBy(config, { data: { base: "https://x.example", page: 2 } });
    expect(sent?.url).toBe("https://x.example/orders?page=2&q=a+b%26c");
    expect(sent).toMatchObject({ method: "GET", body: undefined, headers: {} });
  });

  test("sends a text as it is and anything else as JSON, with a content type", async () => {
    const object = await sentBy({ method: "POST", body: { lines: "{{ data }}" } }, { data: [1, 2] });
    expect(object).toMatchObject({
      body: '{"lines":[1,2]}',
      headers: { "content-type": "application/json", "idempotency-key": "run_1/step/1" },
    });
    const text = await sentBy({ method: "PUT", body: "a=1", headers: { "Content-Type": "text/csv" } });
    expect(text).toMatchObject({ body: "a=1", headers: { "content-type": "text/csv" } });
  });

  test("keeps an idempotency key of its own and sends none with GET", async () => {
    const own = await sentBy({ method: "DELETE", headers: { "Idempotency-Key": "mine" } });
    expect(own?.headers).toEqual({ "idempotency-key": "mine" });
    expect((await sentBy({}))?.headers).toEqual({});
  });

  test.each([
    [{ type: "none" }, {}],
    [{ type: "bearer", token: "{{ secrets.T }}" }, { authorization: "Bearer s3cret" }],
    [{ type: "basic", username: "ü", password: "{{ secrets.T }}" }, { authorization: "Basic w7w6czNjcmV0" }],
    [{ type: "header", name: "X-Api-Key", value: "{{ secrets.T }}" }, { "x-api-key": "s3cret" }],
  ])("signs in with %j", async (auth, headers) => {
    expect((await sentBy({ auth }, { secrets: { T: "s3cret" } }))?.headers).toEqual(headers);
  });

  test.each(["/orders", "ftp://x.example/", "{{ a", ""])("is not sent to %j", async (data) => {
    const failure = await failureOf(() => call({ url: "{{ data }}" }, json("{}"), { data }));
    expect(failure.code).toBe("CONFIG_INVALID");
  });

  test("leaves out a header and a query key whose value is null", async () => {
    const config = {
      headers: { "x-a": "{{ data.?a.orValue(null) }}", "x-b": "{{ 2 }}" },
      query: { a: null },
    };
    expect(await sentBy(config, { data: {} })).toMatchObject({ url: URL_TEXT, headers: { "x-b": "2" } });
  });

  test("cannot be given a second header by its data", async () => {
    const run = () => call({ headers: { "x-note": "{{ data }}" } }, json("{}"), { data: "a\r\nhost: evil" });
    const failure = await failureOf(run);
    expect(failure.code).toBe("CONFIG_INVALID");
    expect(failure.message).toContain("one line");
  });
});

describe("The answer to an HTTP action", () => {
  test("is JSON where it says so, text otherwise and null where it is empty", async () => {
    const parsed = await call({}, json('{"a":[1]}'));
    expect(parsed.outputs).toEqual({
      output: { a: [1] },
      response: {
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: { a: [1] },
      },
    });
    const problem = { status: 200, headers: { "Content-Type": "application/problem+json" }, body: "[]" };
    expect((await call({}, problem)).outputs.output).toEqual([]);
    expect((await call({}, { status: 200, headers: {}, body: "{}" })).outputs.output).toBe("{}");
    expect((await call({ method: "HEAD" }, json(""))).outputs.output).toBeNull();
  });

  test("fails the step when it says it is JSON and is not", async () => {
    const failure = await failureOf(() => call({}, json("<html>")));
    expect(failure).toMatchObject({ code: "HTTP_BAD_RESPONSE", details: { body: "<html>" } });
  });

  test.each([
    [404, false],
    [301, false],
    [408, true],
    [425, true],
    [429, true],
    [500, true],
    [503, true],
  ])(
    "with the unexpected status %i fails the step; trying again can help: %j",
    async (status, recoverable) => {
      const failure = await failureOf(() => call({}, json('{"why":"x"}', status)));
      expect(failure).toMatchObject({
        code: "HTTP_STATUS",
        recoverable,
        details: { status, body: '{"why":"x"}' },
      });
      expect(failure.message).toContain(`api.example.com answered ${status}; expected 2xx.`);
    },
  );

  test("is welcome with any status that is expected", async () => {
    const config = { expect_status: ["2xx", 404] };
    expect((await call(config, json("null", 404))).outputs.response).toMatchObject({ status: 404 });
    expect((await failureOf(() => call({ expect_status: [201] }, json("{}")))).code).toBe("HTTP_STATUS");
  });

  test.each([
    [{ "retry-after": "7" }, 7],
    [{ "Retry-After": "Sun, 01 Mar 2026 12:01:30 GMT" }, 90],
    [{ "retry-after": "Sun, 01 Mar 2026 12:01:30 GMT", date: "Sun, 01 Mar 2026 12:01:00 GMT" }, 30],
    [{ "retry-after": "Sun, 01 Mar 2020 12:00:00 GMT" }, 0],
    [{ "retry-after": "soon" }, undefined],
    [{}, undefined],
  ])("asks with %j to wait %j seconds", async (headers, seconds) => {
    const failure = await failureOf(() => call({}, { status: 503, headers, body: "" }));
    expect(failure.retry_after_seconds).toBe(seconds);
  });
});

describe("The record of an HTTP action", () => {
  test("names method, address and status without credentials and query values", async () => {
    const config = {
      query: { api_key: "{{ secrets.T }}" },
      auth: { type: "bearer", token: "{{ secrets.T }}" },
    };
    const { context } = await call(config, json("{}"), { secrets: { T: "s3cret" } });
    expect(context.records).toEqual([
      {
        outcome: "completed",
        action: {
          name: "GET api.example.com",
          kind: "http",
          detail: { method: "GET", url: `${URL_TEXT}?api_key=…`, status: 200, characters: 2 },
        },
      },
    ]);
  });

  test("tells why a call failed, with its status where there is one", async () => {
    const down = new StepFailure("HTTP_NETWORK", "Nobody answers.", { recoverable: true });
    const context = testContext("http_action", { url: URL_TEXT }, { http: [down] });
    const failure = await failureOf(() => runIn(context, "http_action", { url: URL_TEXT }));
    expect(failure).toBe(down);
    expect(context.records).toMatchObject([
      { outcome: "failed", action: { detail: { status: null, reason: "Nobody answers." } } },
    ]);
  });
});

test.each([
  ["no address", {}],
  ["an address without a scheme", { url: "api.example.com" }],
  ["an address of a file", { url: "file:///etc/passwd" }],
  ["a method in lower case", { url: URL_TEXT, method: "get" }],
  ["a header name with a space", { url: URL_TEXT, headers: { "a b": "1" } }],
  ["a body on a GET", { url: URL_TEXT, body: { a: 1 } }],
  ["no expected status", { url: URL_TEXT, expect_status: [] }],
  ["a status class that does not exist", { url: URL_TEXT, expect_status: ["6xx"] }],
  ["a sign-in without its token", { url: URL_TEXT, auth: { type: "bearer" } }],
])("An HTTP action with %s is refused", (_name, config) => {
  expect(contracts.http_action.config.safeParse(config).success).toBe(false);
});
