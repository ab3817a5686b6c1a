// llm_agent against a server that speaks the wire format of OpenAI-compatible endpoints.
import type { ServerToClient } from "@worktrail/shared/live/protocol";
import { expect, test } from "vitest";
import { segment, step } from "../engine/testing/segments.ts";
import { CANARY_KEY } from "./testing/clean-text.ts";
import { type Contract, describeContract } from "./testing/describe-contract.ts";
import { json, type Respond, streamChat } from "./testing/local-server.ts";
import { connect, watch } from "./testing/socket.ts";

const PATH = "/v1/chat/completions";
const agent = (config = {}, more = {}) =>
  step("ask", "llm_agent", { model: "test-model", prompt: "Hi", ...config }, more);

const answering = (c: Contract, respond: Respond) => {
  c.models.calls.length = 0;
  c.models.on(PATH, respond);
};
const apiError = (status: number, code: string, message: string, headers = {}): Respond => {
  return (_call, response) => json(response, { error: { message, type: "error", code } }, status, headers);
};

describeContract("llm_agent from outside", (contract) => {
  test("a prompt goes out with the operator's key, and tokens and cost of the answer are journalled", async () => {
    const c = contract();
    answering(c, (_call, response) => streamChat(response, ["Good ", "day"]));
    const run = await c.run(
      segment([
        agent({ system_prompt: "Be brief", prompt: "Greet {{ data.name }}", temperature: 0, max_tokens: 50 }),
      ]),
      { name: "Ada" },
    );
    expect(run.outputs).toEqual({ ask: "Good day" });
    const [call] = c.models.callsTo(PATH);
    expect(call?.headers.authorization).toBe(`Bearer ${CANARY_KEY}`);
    expect(JSON.parse(call?.body ?? "")).toMatchObject({
      model: "test-model",
      stream: true,
      temperature: 0,
      messages: [
        { role: "system", content: "Be brief" },
        { role: "user", content: "Greet Ada" },
      ],
    });
    const told = (await c.events(run.run_id)).find(({ event_type }) => event_type === "llm.call_completed");
    expect(told?.payload).toMatchObject({
      model: "test-model",
      simulated: false,
      input_tokens: 7,
      output_tokens: 3,
    });
  });

  test("without a prompt the input itself is the message: text as it is, anything else as JSON", async () => {
    const c = contract();
    answering(c, (_call, response) => streamChat(response, ["ok"]));
    const bare = segment([step("ask", "llm_agent", { model: "test-model" })]);
    await c.run(bare, "plain text");
    await c.run(bare, { a: [1] });
    const sent = c.models.callsTo(PATH).map(({ body }) => JSON.parse(body).messages);
    expect(sent).toEqual([
      [{ role: "user", content: "plain text" }],
      [{ role: "user", content: '{"a":[1]}' }],
    ]);
  });

  test("what a model writes reaches a watcher while it writes, and is no part of the journal", async () => {
    const c = contract();
    const go = Promise.withResolvers<void>();
    answering(
      c,
      (_call, response) => void go.promise.then(() => streamChat(response, ["One ", "two ", "three"])),
    );
    const run_id = await c.start(segment([agent()]));
    const client = await connect(c.server.url);
    const heard: Parameters<ServerToClient["run:signal"]>[0][] = [];
    client.on("run:signal", (signal) => signal.kind === "token" && heard.push(signal));
    const completed = new Promise<void>((resolve) =>
      client.on("run:events", ({ events }) => {
        if (events.some(({ event_type }) => event_type === "step.completed")) resolve();
      }),
    );
    await watch(client, run_id);
    go.resolve();
    await completed;
    client.close();
    expect(heard.map(({ text }) => text).join("")).toBe("One two three");
    expect(new Set(heard.map(({ run_id, step_id, kind }) => `${run_id} ${step_id} ${kind}`))).toEqual(
      new Set([`${run_id} ask token`]),
    );
    await c.ended(run_id);
  });

  test("an answer schema is enforced: one repair, then the step fails with the problems", async () => {
    const c = contract();
    const output_schema = {
      type: "object",
      properties: { team: { type: "string", enum: ["sales", "support"] } },
      required: ["team"],
    };
    const answers = ["no json at all", '```json\n{"team":"sales"}\n```'];
    answering(c, (_call, response) => streamChat(response, [answers.shift() ?? ""]));
    const repaired = await c.run(segment([agent({ output_schema })]));
    expect(repaired.outputs).toEqual({ ask: { team: "sales" } });
    expect(c.models.callsTo(PATH)).toHaveLength(2);

    answering(c, (_call, response) => streamChat(response, ['{"team":"nobody"}']));
    const failed = await c.run(segment([agent({ output_schema })]));
    expect(failed).toMatchObject({
      status: "failed",
      error: { error_code: "LLM_OUTPUT_INVALID", recoverable: false },
    });
  });

  test.each<[string, Respond, string, boolean]>([
    [
      "a refused key",
      apiError(401, "invalid_api_key", `Incorrect key: ${CANARY_KEY}`),
      "LLM_UNAUTHORIZED",
      false,
    ],
    [
      "a rate limit",
      apiError(429, "rate_limit", "Slow down", { "retry-after": "0" }),
      "LLM_RATE_LIMITED",
      true,
    ],
    ["no quota left", apiError(429, "insufficient_quota", "Pay first"), "LLM_RATE_LIMITED", false],
    [
      "a broken endpoint",
      apiError(500, "server_error", "at Object.<anonymous> (/srv/app.js:1:2)"),
      "LLM_UNAVAILABLE",
      true,
    ],
    ["an overlong text", apiError(400, "context_length_exceeded", "Too long"), "LLM_CONTEXT_TOO_LONG", false],
    ["an unknown model", apiError(404, "model_not_found", "What?"), "LLM_BAD_REQUEST", false],
    [
      "an HTML page",
      (_c, response) => void response.writeHead(200, { "content-type": "text/html" }).end("<html>"),
      "LLM_UNAVAILABLE",
      true,
    ],
    [
      "garbage in the stream",
      (_c, response) =>
        void response.writeHead(200, { "content-type": "text/event-stream" }).end("data: {nope\n\n"),
      "LLM_UNAVAILABLE",
      true,
    ],
    [
      "a stream that breaks off",
      (_c, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        const delta = { choices: [{ index: 0, delta: { content: "Half an" }, finish_reason: null }] };
        response.write(`data: ${JSON.stringify(delta)}\n\n`, () => response.destroy());
      },
      "LLM_UNAVAILABLE",
      true,
    ],
    ["nothing", (_c, response) => streamChat(response, []), "LLM_EMPTY", true],
  ])(
    "%s fails the step with its own code, without the key in any word",
    async (_name, respond, code, passing) => {
      const c = contract();
      answering(c, respond);
      const run = await c.run(segment([agent()]));
      expect(run.error).toMatchObject({ error_code: code, recoverable: passing });
      expect(run.steps.ask?.error?.error_message).toMatch(/^[A-Z].*[.]$/s);
      expect(JSON.stringify([run, await c.events(run.run_id)])).not.toContain(CANARY_KEY);
      expect(c.models.callsTo(PATH)).toHaveLength(1);
    },
  );

  test("a rate limit that passes is waited out", async () => {
    const c = contract();
    let calls = 0;
    const busy = apiError(429, "rate_limit", "Slow down", { "retry-after": "0" });
    answering(c, (call, response, request) =>
      ++calls === 1 ? busy(call, response, request) : streamChat(response, ["Now"]),
    );
    const run = await c.run(segment([agent({}, { retry: { max_attempts: 2, delay_seconds: 0.01 } })]));
    expect(run).toMatchObject({ outputs: { ask: "Now" }, steps: { ask: { attempts: 2 } } });
  });

  test("a cancelled run hangs up on the model", async () => {
    const c = contract();
    const closed = Promise.withResolvers<void>();
    answering(c, (_call, response) => void response.on("close", closed.resolve));
    const run_id = await c.start(segment([agent()]));
    await c.models.untilCalled(PATH);
    await c.mutate("runs.cancel", { run_id });
    await closed.promise;
    expect((await c.ended(run_id)).status).toBe("cancelled");
  });
});

describeContract(
  "llm_agent without a key",
  (contract) => {
    test("the demo model answers, is labelled, and every other model is refused with what to do", async () => {
      const c = contract();
      const demo = await c.run(segment([agent({ model: "demo/echo", prompt: "Say hello" })]));
      expect(demo.outputs?.ask).toContain("Say hello");
      expect(demo.steps.ask?.simulated).toBe(true);
      const again = await c.run(segment([agent({ model: "demo/echo", prompt: "Say hello" })]));
      expect(again.outputs).toEqual(demo.outputs);
      const other = await c.run(segment([agent({ model: "gpt-4o-mini" })]));
      expect(other.error).toMatchObject({ error_code: "LLM_UNAUTHORIZED", recoverable: false });
      expect(other.error?.error_message).toMatch(/OPENAI_API_KEY.*demo\/echo/s);
      expect(c.models.calls).toEqual([]);
    });
  },
  () => ({ OPENAI_API_KEY: "", OPENAI_BASE_URL: "" }),
);
