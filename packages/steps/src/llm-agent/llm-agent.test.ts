import { StepFailure } from "@worktrail/shared/step/failure";
import { describe, expect, test } from "vitest";
import { contracts } from "../contracts.ts";
import { failureOf, runStep } from "../testing/context.ts";

const SCHEMA = { type: "object", properties: { team: { type: "string" } }, required: ["team"] };
const STRUCTURED = { model: "m", output_schema: SCHEMA };

describe("An LLM agent", () => {
  test("sends its input as the message when it has no prompt", async () => {
    const text = await runStep("llm_agent", { model: "m" }, { data: "Hello", llm: [{}] });
    expect(text.context.asked[0]?.messages).toEqual([{ role: "user", content: "Hello" }]);
    const json = await runStep("llm_agent", { model: "m" }, { data: { a: 1 }, llm: [{}] });
    expect(json.context.asked[0]?.messages).toEqual([{ role: "user", content: '{"a":1}' }]);
    expect(json.outputs).toEqual({ output: "An answer." });
  });

  test("sends its prompts with the data filled in", async () => {
    const config = {
      model: "m",
      system_prompt: "Be brief.",
      prompt: "Order: {{ data }}",
      temperature: 0.5,
      max_tokens: 10,
    };
    const { context } = await runStep("llm_agent", config, { data: { a: "{{ 1 + 1 }}" }, llm: [{}] });
    expect(context.asked).toEqual([
      {
        model: "m",
        messages: [
          { role: "system", content: "Be brief." },
          { role: "user", content: 'Order: {"a":"{{ 1 + 1 }}"}' },
        ],
        temperature: 0.5,
        max_tokens: 10,
        output_schema: undefined,
      },
    ]);
  });

  test("writes a prompt that is one placeholder out as JSON", async () => {
    const { context } = await runStep(
      "llm_agent",
      { model: "m", prompt: "{{ data }}" },
      { data: [1], llm: [{}] },
    );
    expect(context.asked[0]?.messages).toEqual([{ role: "user", content: "[1]" }]);
  });

  test.each(['{"team":"sales"}', '```json\n{"team":"sales"}\n```', ' ```{"team":"sales"}``` '])(
    "reads checked JSON out of %j",
    async (text) => {
      const { outputs, context } = await runStep("llm_agent", STRUCTURED, { llm: [{ text }] });
      expect(outputs).toEqual({ output: { team: "sales" } });
      expect(context.asked[0]?.output_schema).toEqual(SCHEMA);
    },
  );

  test("shows an answer that does not fit to the model once, with what is wrong", async () => {
    const { outputs, context } = await runStep("llm_agent", STRUCTURED, {
      data: "Who?",
      llm: [{ text: '{"team":7}' }, { text: '{"team":"support"}' }],
    });
    expect(outputs).toEqual({ output: { team: "support" } });
    const [, again] = context.asked;
    expect(again?.messages.slice(0, 2)).toEqual([
      { role: "user", content: "Who?" },
      { role: "assistant", content: '{"team":7}' },
    ]);
    expect(again?.messages[2]?.content).toContain("team");
  });

  test("fails when the second answer does not fit either", async () => {
    const llm = [{ text: "Sales, I think." }, { text: "{" }];
    const failure = await failureOf(() => runStep("llm_agent", STRUCTURED, { llm }));
    expect(failure).toMatchObject({
      code: "LLM_OUTPUT_INVALID",
      recoverable: false,
      details: { problems: ["The answer is not JSON."], answer: "{" },
    });
  });

  test("says that an answer was cut off rather than wrong", async () => {
    const cut = { text: '{"team":"sa', finish_reason: "length" };
    const failure = await failureOf(() => runStep("llm_agent", STRUCTURED, { llm: [cut, cut] }));
    expect(failure.message).toContain("raise max_tokens");
  });

  test("fails on an empty answer, which may be tried again", async () => {
    const failure = await failureOf(() => runStep("llm_agent", { model: "m" }, { llm: [{ text: " \n" }] }));
    expect(failure).toMatchObject({ code: "LLM_EMPTY", recoverable: true });
  });

  test("logs whom it asks and how the answer came, not what was said", async () => {
    const { context } = await runStep("llm_agent", { model: "m", prompt: "Hush" }, { llm: [{}] });
    expect(context.lines).toEqual([
      "Asking m",
      expect.stringMatching(/^m answered in \d+ ms, tokens: 1 in, 1 out, ended with “stop”$/),
    ]);
  });

  test("passes on why a model could not be reached", async () => {
    const limited = new StepFailure("LLM_RATE_LIMITED", "Too many calls.", { recoverable: true });
    expect(await failureOf(() => runStep("llm_agent", { model: "m" }, { llm: [limited] }))).toBe(limited);
  });

  test.each([
    ["no model", {}],
    ["a temperature of 3", { model: "m", temperature: 3 }],
    ["no tokens", { model: "m", max_tokens: 0 }],
    ["tools, which it cannot call", { model: "m", tools: [{ name: "search" }] }],
    ["a schema that is a text", { model: "m", output_schema: "{}" }],
  ])("refuses a config with %s", (_name, config) => {
    expect(contracts.llm_agent.config.safeParse(config).success).toBe(false);
  });

  test("accepts an empty list of tools", () => {
    expect(contracts.llm_agent.config.safeParse({ model: "m", tools: [], max_tool_rounds: 3 }).success).toBe(
      true,
    );
  });
});
