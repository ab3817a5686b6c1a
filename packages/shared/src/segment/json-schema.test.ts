import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../json.ts";
import { jsonSchemaFindings, jsonSchemaProblems, jsonSchemaUsable } from "./json-schema.ts";

const order: JsonObject = {
  type: "object",
  required: ["id", "email"],
  additionalProperties: false,
  properties: {
    id: { type: "string", pattern: "^[A-Z]{2}-\\d+$" },
    email: { type: "string", format: "email" },
    lines: { type: "array", items: { $ref: "#/$defs/line" }, maxItems: 3 },
  },
  $defs: {
    line: { type: "object", properties: { price: { type: "number", minimum: 0 } }, required: ["price"] },
  },
};

describe("jsonSchemaProblems", () => {
  test("finds nothing in a value that fits", () => {
    expect(jsonSchemaProblems(order, { id: "AB-1", email: "a@b.nl", lines: [{ price: 1 }] })).toEqual([]);
  });

  test.each<[string, JsonValue, RegExp]>([
    ["a missing field", { id: "AB-1" }, /email/],
    ["a pattern", { id: "x", email: "a@b.nl" }, /^"id" must match the pattern/],
    ["a format", { id: "AB-1", email: "nobody" }, /^"email" must be an e-mail address/],
    [
      "a field that is not allowed",
      { id: "AB-1", email: "a@b.nl", extra: 1 },
      /^"extra" is not allowed here/,
    ],
    [
      "a place behind a reference",
      { id: "AB-1", email: "a@b.nl", lines: [{ price: -1 }] },
      /^"lines\/0\/price"/,
    ],
    [
      "too many entries",
      { id: "AB-1", email: "a@b.nl", lines: [1, 2, 3, 4].map((price) => ({ price })) },
      /^"lines"/,
    ],
    ["another kind of value", [], /^The value/],
  ])("names %s", (_, value, sentence) => {
    const problems = jsonSchemaProblems(order, value);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join("\n")).toMatch(new RegExp(sentence.source, "m"));
  });

  test("two schemas with patterns do not see each other's", () => {
    const a = { type: "string", pattern: "^a" };
    const b = { type: "string", pattern: "^b" };
    expect([a, b, a].map((schema) => jsonSchemaProblems(schema, "abc").length)).toEqual([0, 1, 0]);
  });

  test("a pattern that would never end is over at once", () => {
    const schema = { type: "string", pattern: "^(a|a)*$" };
    const started = Date.now();
    expect(jsonSchemaProblems(schema, `${"a".repeat(50_000)}!`)).toHaveLength(1);
    expect(Date.now() - started).toBeLessThan(1_000);
  });

  test("a large value against a costly schema is refused rather than checked", () => {
    const anyOf = Array.from({ length: 1_900 }, (_, index) => ({ const: index }));
    const problems = jsonSchemaProblems(
      { type: "array", items: { anyOf } },
      Array.from({ length: 50_000 }, () => -1),
    );
    expect(problems).toEqual(["The value is too large to be checked against this schema."]);
  });

  test("a value nested deeper than the stack is answered, not thrown", () => {
    let value: JsonValue = 0;
    for (let level = 0; level < 100_000; level++) value = [value];
    expect(jsonSchemaProblems({ type: "array" }, value)).toEqual([
      "The value is nested over 128 levels deep.",
    ]);
  });

  test("never throws, whatever the schema", () => {
    const keyword = fc.constantFrom(
      "type",
      "properties",
      "items",
      "anyOf",
      "$ref",
      "pattern",
      "enum",
      "required",
      "not",
      "format",
      "minimum",
      "uniqueItems",
      "patternProperties",
      "if",
      "const",
      "$id",
      "unknown",
    );
    const schema = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<JsonValue>("string", "#", "#/properties", "^a", 1, true, null, []),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(keyword, tie("value"), { maxKeys: 3 }),
      ),
    })).value;
    fc.assert(
      fc.property(schema, fc.jsonValue(), (given, value) => {
        const usable = jsonSchemaUsable(given);
        const problems = jsonSchemaProblems(given, value as JsonValue);
        if (usable !== null) expect(problems).toEqual([usable]);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe("jsonSchemaUsable", () => {
  const chain = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [
      `d${index}`,
      { allOf: [{ $ref: `#/$defs/d${index + 1}` }, { $ref: `#/$defs/d${index + 1}` }] },
    ]),
  );
  let deep: JsonObject = {};
  for (let level = 0; level < 1_000; level++) deep = { not: deep };

  test.each<[string, JsonValue, RegExp]>([
    ["a text", "string", /is an object/],
    ["a remote reference", { $ref: "https://example.com/schema" }, /only point inside/],
    ["a reference to nothing", { $ref: "#/$defs/ghost" }, /points to nothing/],
    ["a reference to itself", { properties: { a: { $ref: "#" } } }, /leads back to itself/],
    [
      "two references in a circle",
      { $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/b" }, b: { $ref: "#/$defs/a" } } },
      /leads back/,
    ],
    [
      "references that double thirty times",
      { $ref: "#/$defs/d0", $defs: { ...chain, d30: {} } },
      /over (40 levels|2000 parts)/,
    ],
    ["a thousand levels", deep, /over 40 levels/],
    [
      "three thousand parts",
      { properties: Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`p${i}`, {}])) },
      /over 2000 parts/,
    ],
    ["look-behind", { pattern: "(\\w+)\\1" }, /RE2/],
    ["a long pattern", { pattern: "a".repeat(1_001) }, /at most 1000/],
    ["a rich pattern for keys", { patternProperties: { "^(a|a)*$": {} } }, /too rich/],
    ["an unknown type", { type: "text" }, /is not a type/],
    ["a minimum that is a text", { minimum: "1" }, /must be a number/],
  ])("refuses %s", (_, schema, sentence) => {
    const started = Date.now();
    expect(jsonSchemaUsable(schema)).toMatch(sentence);
    expect(Date.now() - started).toBeLessThan(1_000);
  });

  test("accepts what forms and answers use", () => {
    expect(jsonSchemaUsable(order)).toBeNull();
    expect(jsonSchemaUsable(true)).toBeNull();
    expect(
      jsonSchemaUsable({
        patternProperties: { "^x-": {}, "^[a-z_]+$": {} },
        format: "color",
        "x-control": "text",
      }),
    ).toBeNull();
  });
});

test("jsonSchemaFindings names the place and the keyword of each fault", () => {
  const findings = jsonSchemaFindings(order, { email: "a@b.nl", lines: [{ price: -1 }] });
  expect(findings.map(({ path, keyword }) => [path, keyword])).toEqual([
    ["/id", "required"],
    ["/lines/0/price", "minimum"],
  ]);
  expect(jsonSchemaFindings({ type: "text" }, 1)).toMatchObject([{ path: "", keyword: "" }]);
});
