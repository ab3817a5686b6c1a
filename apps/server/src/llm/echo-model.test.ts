import type { JsonObject } from "@worktrail/shared/json";
import { jsonSchemaProblems } from "@worktrail/shared/segment/json-schema";
import type { LlmRequest } from "@worktrail/shared/step/handler";
import { describe, expect, test } from "vitest";
import { createLlm } from "./create-llm.ts";

const { complete: llm } = createLlm({ env: { openaiApiKey: undefined, openaiBaseUrl: undefined } });
const ask = (content: string, more: Partial<LlmRequest> = {}): LlmRequest => ({
  model: "demo/echo",
  messages: [{ role: "user", content }],
  temperature: undefined,
  max_tokens: undefined,
  output_schema: undefined,
  ...more,
});

describe("the demo model", () => {
  test("streams the same answer to the same question and says that it is a simulation", async () => {
    const heard: string[] = [];
    const first = await llm(ask("What sold best in May?"), { on_token: (token) => heard.push(token) });
    const second = await llm(ask("What sold best in May?"));
    expect(first).toEqual(second);
    expect(first).toMatchObject({ simulated: true, model: "demo/echo", finish_reason: "stop" });
    expect(first.text).toBe("Demo answer (no model was asked) to: What sold best in May?");
    expect(heard.length).toBeGreaterThan(3);
    expect(heard.join("")).toBe(first.text);
  });

  test("cuts a long question without breaking a character", async () => {
    const { text } = await llm(ask("😀".repeat(1_000)));
    expect(text.length).toBeLessThan(450);
    expect(text.isWellFormed()).toBe(true);
  });

  test("stops when the step is stopped", async () => {
    const stop = new AbortController();
    const answer = llm(ask("one two three four five"), { signal: stop.signal, on_token: () => stop.abort() });
    await expect(answer).rejects.toMatchObject({ code: "LLM_UNAVAILABLE", message: "The call was stopped." });
  });

  test.each<JsonObject>([
    {
      type: "object",
      required: ["a", "b"],
      properties: { a: { type: "string", minLength: 9 }, b: { enum: ["x", "y"] } },
    },
    { type: "object", required: ["at"], properties: { at: { type: "string", format: "date-time" } } },
    { type: "array", minItems: 2, items: { type: "integer", minimum: 3, multipleOf: 5 } },
    { type: "number", exclusiveMinimum: 1, maximum: 4 },
    { type: ["string", "null"], maxLength: 2 },
    {
      $ref: "#/$defs/node",
      $defs: { node: { type: "object", required: ["ok"], properties: { ok: { type: "boolean" } } } },
    },
    {
      allOf: [
        { type: "object", required: ["a"], properties: { a: { const: 1 } } },
        { required: ["b"], properties: { b: { type: "null" } } },
      ],
    },
    {
      anyOf: [
        { type: "object", required: ["kind"], properties: { kind: { const: "refund" } } },
        { type: "string" },
      ],
    },
  ])("fits its answer to the schema %j", async (output_schema) => {
    const { text } = await llm(ask("anything", { output_schema }));
    expect(jsonSchemaProblems(output_schema, JSON.parse(text))).toEqual([]);
  });
});

describe("without a key", () => {
  test("any other model fails with a sentence that says what to set or choose", async () => {
    const answer = llm(ask("hello", { model: "gpt-4" }));
    await expect(answer).rejects.toMatchObject({ code: "LLM_UNAUTHORIZED", recoverable: false });
    await expect(answer).rejects.toThrow(/OPENAI_API_KEY.*demo\/echo/);
  });

  test("a misspelt demo model is named", async () => {
    await expect(llm(ask("hello", { model: "demo/ecko" }))).rejects.toThrow("There is no model demo/ecko");
  });
});
