import { expect, test } from "vitest";
import {
  answerErrors,
  answerInput,
  decisionWords,
  firstValues,
  hasFields,
  operationFor,
  randomId,
} from "./answer.ts";

const form = {
  type: "object",
  properties: { street: { type: "string", minLength: 3 }, city: { type: "string" } },
  required: ["street", "city"],
};
const asked = { form_schema: form, actions: [] };
const nothing = { form_schema: null, actions: [] };

test("an answer that lacks a field is told which one", () => {
  expect(answerErrors(asked, { action: "submitted", values: { street: "ab" } })).toEqual([
    { path: "/city", message: "Fill this in." },
    { path: "/street", message: "Write a little more." },
  ]);
  expect(answerErrors(asked, { action: "submitted", values: { street: "Main", city: "Rome" } })).toEqual([]);
});

test("a rejection needs no form, and a task without a form needs no values", () => {
  expect(answerErrors(asked, { action: "rejected", values: {} })).toEqual([]);
  expect(answerErrors(nothing, { action: "approved", values: {} })).toEqual([]);
});

test("an answer that needs no form says so, and sends nothing of it", () => {
  const actions = [{ action: "retry", label: "Run it", style: "neutral" as const, without_form: true }];
  const lost = { form_schema: form, actions };
  expect(answerErrors(lost, { action: "retry", values: {} })).toEqual([]);
  expect(answerErrors(lost, { action: "completed", values: {} })).toHaveLength(2);
  expect(answerInput({ action: "retry", values: { city: "Rome" }, comment: "" }, lost)).toEqual({
    action: "retry",
  });
});

test("a review starts with what is to be corrected, every other task with an empty form", () => {
  const data = { street: "Main", total: 12, toString: "own" };
  expect(firstValues({ task_type: "review", form_schema: form, data })).toEqual({ street: "Main" });
  expect(firstValues({ task_type: "input", form_schema: form, data })).toEqual({});
  expect(firstValues({ task_type: "review", form_schema: form, data: "text" })).toEqual({});
  expect(firstValues({ task_type: "review", form_schema: null, data })).toEqual({});
});

test("a decision is told as past; an option in its own words", () => {
  expect(decisionWords([{ action: "approved", label: "Approve", style: "primary" }], "approved")).toBe(
    "Approved",
  );
  expect(decisionWords([{ action: "dhl", label: "DHL", style: "neutral" }], "dhl")).toBe("DHL");
  expect(decisionWords([], "gone")).toBe("gone");
});

test("only a form with properties is drawn", () => {
  expect(hasFields(form)).toBe(true);
  expect(hasFields({ type: "object" })).toBe(false);
  expect(hasFields(null)).toBe(false);
});

test("what was left empty is not sent", () => {
  expect(answerInput({ action: "approved", values: {}, comment: "  " }, asked)).toEqual({
    action: "approved",
  });
  expect(answerInput({ action: "approved", values: { city: "Rome" }, comment: " fine " }, asked)).toEqual({
    action: "approved",
    values: { city: "Rome" },
    comment: "fine",
  });
});

test("the same answer sent again is the same operation, another answer is another", () => {
  let made = 0;
  const newId = () => `id${++made}`;
  const first = operationFor(null, { action: "approved" }, newId);
  expect(operationFor(first, { action: "approved" }, newId)).toEqual({ ...first });
  expect(operationFor(first, { action: "rejected" }, newId).operation_id).toBe("id2");
});

test("ids are 32 hexadecimal digits and differ", () => {
  expect(randomId()).toMatch(/^[0-9a-f]{32}$/);
  expect(randomId()).not.toBe(randomId());
});
