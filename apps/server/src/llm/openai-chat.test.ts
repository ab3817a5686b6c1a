import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { JsonObject } from "@worktrail/shared/json";
import { StepFailure } from "@worktrail/shared/step/failure";
import type { LlmRequest } from "@worktrail/shared/step/handler";
import { afterEach, describe, expect, test } from "vitest";
import { createLlm, type LlmCall, type LlmOptions } from "./create-llm.ts";

type Handler = (response: ServerResponse, body: JsonObject, request: IncomingMessage) => void;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** An endpoint that answers as `handler` says, and a way to ask it. */
async function endpoint(handler: Handler, options: Partial<LlmOptions> & { key?: string | undefined } = {}) {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    handler(response, JSON.parse(body) as JsonObject, request);
  });
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => sockets.add(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const openaiApiKey = "key" in options ? options.key : "sk-test-secret-value";
  const { complete: llm } = createLlm({
    env: { openaiApiKey, openaiBaseUrl: `http://127.0.0.1:${port}/v1` },
    ...options,
  });
  return (more: Partial<LlmRequest> = {}, call: LlmCall = {}) =>
    llm(
      {
        model: "m1",
        messages: [{ role: "user", content: "hello" }],
        temperature: undefined,
        max_tokens: undefined,
        output_schema: undefined,
        ...more,
      },
      call,
    );
}

const chunk = (delta: object, more: object = {}) =>
  `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", model: "m1-2026", choices: [{ index: 0, delta, finish_reason: null, ...more }] })}\n\n`;
const END = chunk({}, { finish_reason: "stop" });
const USAGE = `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 } })}\n\n`;
const DONE = "data: [DONE]\n\n";

function stream(response: ServerResponse, ...parts: (string | Buffer)[]): ServerResponse {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const part of parts) response.write(part);
  return response;
}
function refuse(
  response: ServerResponse,
  status: number,
  error: object,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { "content-type": "application/json", ...headers })
    .end(JSON.stringify({ error }));
}
async function failure(promise: Promise<unknown>): Promise<StepFailure> {
  const outcome = await promise.catch((error: unknown) => error);
  if (!(outcome instanceof StepFailure))
    throw new Error(`Expected a failure, got ${JSON.stringify(outcome)}`);
  return outcome;
}

describe("an answer", () => {
  test("is streamed piece by piece, with the token counts of the endpoint", async () => {
    const heard: string[] = [];
    const ask = await endpoint((response, body) => {
      expect(body).toMatchObject({ model: "m1", stream: true, temperature: 0.5, max_tokens: 50 });
      stream(
        response,
        chunk({ role: "assistant", content: "" }),
        chunk({ content: "Gu" }),
        chunk({ content: "ten Tag" }),
        END,
        USAGE,
        DONE,
      ).end();
    });
    const answer = await ask(
      { temperature: 0.5, max_tokens: 50 },
      { on_token: (token) => heard.push(token) },
    );
    expect(answer).toEqual({
      text: "Guten Tag",
      model: "m1-2026",
      simulated: false,
      finish_reason: "stop",
      input_tokens: 7,
      output_tokens: 3,
      cost_usd: null,
    });
    expect(heard).toEqual(["Gu", "ten Tag"]);
  });

  test("survives characters, lines and events that are cut anywhere, and mixed line ends", async () => {
    const bytes = Buffer.from(
      `: hi\r\n\r\n${chunk({ content: "naïve 😀" })}${END.replaceAll("\n", "\r\n")}${DONE}`,
    );
    const ask = await endpoint(async (response) => {
      stream(response);
      for (const byte of bytes) {
        response.write(Buffer.from([byte]));
        await new Promise(setImmediate);
      }
      response.end();
    });
    expect((await ask()).text).toBe("naïve 😀");
  });

  test("without token counts gets estimates and says so", async () => {
    const notes: string[] = [];
    const ask = await endpoint((response) =>
      stream(response, chunk({ content: "12345678" }), END, DONE).end(),
    );
    expect(await ask({}, { on_note: (note) => notes.push(note) })).toMatchObject({
      input_tokens: 2,
      output_tokens: 2,
    });
    expect(notes.join()).toContain("estimated");
  });

  test("counts as complete although the endpoint never says that the stream is done", async () => {
    const ask = await endpoint((response) => stream(response, chunk({ content: "all of it" }), END), {
      deadlines: { trailer: 50 },
    });
    expect((await ask()).text).toBe("all of it");
  });

  test("comes from an endpoint of one's own without a key", async () => {
    const ask = await endpoint((response) => stream(response, chunk({ content: "ok" }), END, DONE).end(), {
      key: undefined,
    });
    expect((await ask()).text).toBe("ok");
  });
});

describe("structured output", () => {
  const output_schema = { type: "object", required: ["n"], properties: { n: { type: "number" } } };

  test("is asked for by JSON Schema", async () => {
    const ask = await endpoint((response, body) => {
      expect(body.response_format).toEqual({
        type: "json_schema",
        json_schema: { name: "answer", schema: output_schema },
      });
      stream(response, chunk({ content: '{"n":1}' }), END, DONE).end();
    });
    expect((await ask({ output_schema })).text).toBe('{"n":1}');
  });

  test("falls back step by step for an endpoint that knows less of the API", async () => {
    const formats: unknown[] = [];
    const ask = await endpoint((response, body) => {
      if (body.stream_options) return refuse(response, 400, { message: "Unknown field: stream_options" });
      formats.push((body.response_format as JsonObject | undefined)?.type);
      if (body.response_format) return refuse(response, 400, { message: "response_format is not supported" });
      expect(JSON.stringify(body.messages)).toContain("JSON Schema");
      stream(response, chunk({ content: '{"n":1}' }), END, DONE).end();
    });
    expect((await ask({ output_schema })).text).toBe('{"n":1}');
    expect(formats).toEqual(["json_schema", "json_object", undefined]);
  });
});

describe("refusals of the provider", () => {
  test.each([
    [400, { message: "bad temperature" }, "LLM_BAD_REQUEST", false],
    [400, { message: "too long", code: "context_length_exceeded" }, "LLM_CONTEXT_TOO_LONG", false],
    [400, { message: "no", code: "content_policy_violation" }, "LLM_REFUSED", false],
    [401, { message: "Incorrect API key provided: sk-test-secret-value" }, "LLM_UNAUTHORIZED", false],
    [403, { message: "no access" }, "LLM_UNAUTHORIZED", false],
    [404, { message: "The model does not exist" }, "LLM_BAD_REQUEST", false],
    [413, { message: "too large" }, "LLM_CONTEXT_TOO_LONG", false],
    [429, { message: "slow down" }, "LLM_RATE_LIMITED", true],
    [429, { message: "pay first", code: "insufficient_quota" }, "LLM_RATE_LIMITED", false],
    [500, { message: "oops" }, "LLM_UNAVAILABLE", true],
    [503, { message: "busy" }, "LLM_UNAVAILABLE", true],
    [529, { message: "overloaded" }, "LLM_UNAVAILABLE", true],
  ])(
    "%i %j is %s, retried: %s, asked once, and never shows the key",
    async (status, error, code, recoverable) => {
      let calls = 0;
      const ask = await endpoint((response) => {
        calls++;
        refuse(response, status, error);
      });
      const outcome = await failure(ask());
      expect(outcome).toMatchObject({ code, recoverable });
      expect(outcome.message).toMatch(/^[A-Z]/);
      expect(JSON.stringify({ ...outcome, message: outcome.message, cause: outcome.cause })).not.toContain(
        "secret-value",
      );
      expect(calls).toBe(1);
    },
  );

  test("Retry-After comes along, in seconds or as a date", async () => {
    const ask = await endpoint((response) =>
      refuse(response, 429, { message: "wait" }, { "retry-after": "17" }),
    );
    expect((await failure(ask())).retry_after_seconds).toBe(17);
    const date = new Date(Date.now() + 60_000).toUTCString();
    const later = await endpoint((response) =>
      refuse(response, 503, { message: "wait" }, { "retry-after": date }),
    );
    const seconds = (await failure(later())).retry_after_seconds;
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThanOrEqual(60);
  });

  test.each([
    ["a refusal in words", [chunk({ refusal: "I cannot help with that." }), END, DONE], "LLM_REFUSED", false],
    [
      "a stop by the content filter",
      [chunk({ content: "so" }), chunk({}, { finish_reason: "content_filter" }), DONE],
      "LLM_REFUSED",
      false,
    ],
    ["an empty answer", [END, DONE], "LLM_EMPTY", true],
    ["an answer that only thought", [chunk({}, { finish_reason: "length" }), DONE], "LLM_EMPTY", false],
  ])("%s is told apart", async (_what, parts, code, recoverable) => {
    const ask = await endpoint((response) => stream(response, ...parts).end());
    expect(await failure(ask())).toMatchObject({ code, recoverable });
  });
});

describe("streams that go wrong", () => {
  test.each([
    ["broken JSON", [chunk({ content: "so" }), "data: {not json}\n\n"], true],
    ["two JSON values in one event", [chunk({ content: "so" }), `${END.trim()} ${END.slice(6)}`], true],
    [
      "an error inside the stream",
      [chunk({ content: "so" }), 'data: {"error":{"message":"overloaded"}}\n\n'],
      true,
    ],
    ["an end before the end", [chunk({ content: "so" })], true],
    ["nothing at all", [], true],
  ])("%s is a failure that can be retried", async (_what, parts, recoverable) => {
    const ask = await endpoint((response) => stream(response, ...parts).end());
    const outcome = await failure(ask());
    expect(outcome).toMatchObject({ code: "LLM_UNAVAILABLE", recoverable });
    if (parts.length > 0) expect(outcome.details.partial_text).toBe("so");
  });

  test("a web page instead of a stream points at the address", async () => {
    const ask = await endpoint((response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<html>"),
    );
    expect((await failure(ask())).message).toContain("OPENAI_BASE_URL");
  });

  test("events that are no chunks are passed over", async () => {
    const ask = await endpoint((response) =>
      stream(
        response,
        "data: null\n\n",
        "data: {}\n\n",
        'data: {"choices":[{}]}\n\n',
        chunk({ content: "ok" }),
        END,
        DONE,
      ).end(),
    );
    expect((await ask()).text).toBe("ok");
  });

  test("a line that never ends is cut", async () => {
    const ask = await endpoint((response) => {
      stream(response, "data: ");
      const filler = Buffer.alloc(1_000_000, "x");
      const more = () => {
        while (!response.destroyed && response.write(filler));
      };
      response.on("drain", more);
      more();
    });
    expect((await failure(ask())).message).toContain("larger than 20 MB");
  });

  test.each([
    ["no first token", []],
    ["a stall after one piece", [chunk({ content: "so" })]],
  ])("%s ends at the deadline for silence", async (_what, parts) => {
    const ask = await endpoint((response) => stream(response, ...parts), {
      deadlines: { first: 60, idle: 60 },
    });
    const outcome = await failure(ask());
    expect(outcome).toMatchObject({
      code: "LLM_UNAVAILABLE",
      recoverable: true,
      message: "The model m1 stopped answering.",
    });
  });

  test("keep-alive comments are not progress", async () => {
    const ask = await endpoint(
      (response) => {
        stream(response);
        const beat = setInterval(() => response.write(": keep-alive\n\n"), 10);
        response.on("close", () => clearInterval(beat));
      },
      { deadlines: { first: 80 } },
    );
    expect((await failure(ask())).message).toBe("The model m1 stopped answering.");
  });

  test("an endpoint that drips for ever ends at the total deadline", async () => {
    const ask = await endpoint(
      (response) => {
        stream(response);
        const drip = setInterval(() => response.write(chunk({ content: "x" })), 10);
        response.on("close", () => clearInterval(drip));
      },
      { deadlines: { total: 120 } },
    );
    expect((await failure(ask())).details.partial_text).toMatch(/^x+$/);
  });

  test("an endpoint that is not there can be tried again", async () => {
    const { complete: llm } = createLlm({
      env: { openaiApiKey: "k", openaiBaseUrl: "http://127.0.0.1:9/v1" },
    });
    const request = {
      model: "m1",
      messages: [],
      temperature: undefined,
      max_tokens: undefined,
      output_schema: undefined,
    };
    expect(await failure(llm(request))).toMatchObject({ code: "LLM_UNAVAILABLE", recoverable: true });
  });

  test("a stop of the step closes the connection", async () => {
    const stop = new AbortController();
    let closed: Promise<unknown> = Promise.resolve();
    const ask = await endpoint((response) => {
      closed = once(response, "close");
      stream(response, chunk({ content: "so" }));
    });
    const outcome = await failure(ask({}, { signal: stop.signal, on_token: () => stop.abort() }));
    expect(outcome.message).toBe("The call was stopped.");
    await closed;
  });
});
