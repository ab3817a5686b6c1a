import type { JsonObject } from "@worktrail/shared/json";
import { expect, test } from "vitest";
import {
  fieldType,
  type InputField,
  nameProblem,
  readInputFields,
  withDefault,
  withFieldType,
  withTitle,
  writeInputFields,
} from "./input-fields.ts";

const schema: JsonObject = {
  type: "object",
  title: "Order",
  properties: {
    customer: { type: "string", title: "Customer", minLength: 2 },
    total: { type: "number", default: 10 },
    extra: {},
  },
  required: ["customer"],
};

test("a schema that a list can show comes back as it was, with what the list does not show", () => {
  const fields = readInputFields(schema);
  expect(fields?.map(({ name, required }) => [name, required])).toEqual([
    ["customer", true],
    ["total", false],
    ["extra", false],
  ]);
  expect(writeInputFields(schema, fields ?? [])).toEqual(schema);
});

test("a schema that says more than a list of fields can show is left to its text", () => {
  expect(readInputFields({ type: "array" })).toBeNull();
  expect(readInputFields({ type: "object", properties: { a: true } })).toBeNull();
  expect(readInputFields({ type: "object", properties: { a: { type: ["string", "null"] } } })).toBeNull();
  expect(readInputFields({ type: "object", required: ["missing"] })).toBeNull();
});

test("without a schema there are no fields, and without fields no schema is made", () => {
  expect(readInputFields(undefined)).toEqual([]);
  expect(writeInputFields(undefined, [])).toBeUndefined();
});

const field: InputField = { name: "limit", schema: { type: "integer" }, required: false };

test("a default is read as what the field's type is, and stays text where it cannot be", () => {
  expect(withDefault(field, "10").schema.default).toBe(10);
  expect(withDefault(field, "ten").schema.default).toBe("ten");
  expect(withDefault(withDefault(field, "10"), "").schema).toEqual({ type: "integer" });
  expect(withDefault({ ...field, schema: { type: "string" } }, "10").schema.default).toBe("10");
});

test("another type reads the default anew", () => {
  const text = withFieldType(withDefault(field, "10"), "string");
  expect(text.schema).toEqual({ type: "string", default: "10" });
  expect(withFieldType(text, "number").schema.default).toBe(10);
  expect(fieldType(withFieldType(text, "any"))).toBe("any");
});

test("an emptied title is left out", () => {
  expect(withTitle(withTitle(field, "Limit"), "").schema).toEqual({ type: "integer" });
});

test("fields without a name or with one that is taken say so and are not written", () => {
  const fields = [field, { ...field }, { ...field, name: "" }];
  expect(nameProblem(fields, 0)).toBeNull();
  expect(nameProblem(fields, 1)).toContain("Another field");
  expect(nameProblem(fields, 2)).toContain("name");
  expect(writeInputFields(undefined, fields)).toEqual({
    type: "object",
    properties: { limit: { type: "integer" } },
  });
});
