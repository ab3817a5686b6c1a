import { expect, test } from "vitest";
import { asksForFields, firstInput, recallInput, rememberInput } from "./run-input-memory.ts";

function memory() {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
  };
}
const schema = {
  type: "object",
  properties: { base_url: { type: "string", default: "http://localhost" }, limit: { type: "integer" } },
  additionalProperties: false,
};

test("each segment remembers its own last input", () => {
  const store = memory();
  rememberInput("a", { limit: 1 }, store);
  rememberInput("b", { limit: 2 }, store);
  expect(recallInput("a", store)).toEqual({ limit: 1 });
  expect(recallInput("c", store)).toBeUndefined();
});

test("a store that is full or broken costs nothing but the memory", () => {
  const full = {
    getItem: () => "{ not JSON",
    setItem: () => {
      throw new Error("QuotaExceededError");
    },
  };
  expect(() => rememberInput("a", {}, full)).not.toThrow();
  expect(recallInput("a", full)).toBeUndefined();
});

test("the form starts with the defaults and what was filled in last, without fields that are gone", () => {
  expect(firstInput(schema, undefined)).toEqual({ base_url: "http://localhost" });
  expect(firstInput(schema, { base_url: "http://other", limit: 3, old: true })).toEqual({
    base_url: "http://other",
    limit: 3,
  });
  expect(firstInput(schema, "text")).toEqual({ base_url: "http://localhost" });
});

test("only a schema with properties is a form", () => {
  expect(asksForFields(schema)).toBe(true);
  expect(asksForFields({ type: "object" })).toBe(false);
  expect(asksForFields(undefined)).toBe(false);
});
