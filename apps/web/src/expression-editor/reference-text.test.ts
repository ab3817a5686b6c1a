import { evaluateExpression } from "@worktrail/shared/expression/evaluate";
import { evaluateTemplate } from "@worktrail/shared/expression/template";
import fc from "fast-check";
import { expect, test } from "vitest";
import { insertionAt, isInPlaceholder, type ReferencePath, referenceText } from "./reference-text.ts";

const scopeWith = (data: unknown) => ({
  data,
  inputs: {},
  steps: {},
  run: { id: "r", input: null, started_at: "2026-01-01T00:00:00Z" },
  segment: {},
  now: "2026-01-01T00:00:00Z",
});

test("plain keys follow a dot, positions and odd keys stand in brackets", () => {
  expect(referenceText(["data", "items", 0, "id"])).toBe("data.items[0].id");
  expect(referenceText(["steps", "fetch", "response", "headers", "Content-Type"])).toBe(
    'steps.fetch.response.headers["Content-Type"]',
  );
  expect(referenceText(["data", "in", "for", "2nd"])).toBe('data["in"]["for"]["2nd"]');
});

test("a reference to any place of any value gives the value that is there", () => {
  const key = fc.oneof(
    fc.string({ minLength: 1, maxLength: 8, unit: "grapheme" }),
    fc.constantFrom("in", "for", "package", "a b", "x-y", '"', "\\", "\n", "{{", "}}", "sum", "size"),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(key, fc.nat(2)), { minLength: 1, maxLength: 5 }), (keys) => {
      fc.pre(keys.every((part) => part !== "__proto__"));
      let value: unknown = "found";
      for (const part of [...keys].reverse()) {
        value = typeof part === "number" ? [...Array(part).fill(null), value] : { [part]: value };
      }
      const path: ReferencePath = ["data", ...keys];
      expect(evaluateExpression(referenceText(path), scopeWith(value))).toBe("found");
      expect(evaluateTemplate(`{{ ${referenceText(path)} }}`, scopeWith(value))).toBe("found");
    }),
    { numRuns: 300 },
  );
});

function putAt(place: "template" | "expression", source: string, position: number) {
  const { from, to, text } = insertionAt("data.id", place, source, position);
  return source.slice(0, from) + text + source.slice(to);
}

test("on a name a reference takes its place, between two braces it goes around them", () => {
  expect(putAt("template", "Refund {{ data.total }}!", 12)).toBe("Refund {{ data.id }}!");
  expect(putAt("expression", 'data["a b"].c + 1', 6)).toBe("data.id + 1");
  expect(putAt("template", "Refund {{ data.total }}!", 8)).toBe("Refund {{ data.id }}{{ data.total }}!");
  expect(putAt("template", "Refund {{ data.total }}!", 22)).toBe("Refund {{ data.total }}{{ data.id }}!");
});

test("in a text a reference comes with its braces, inside of braces and in an expression without", () => {
  const put = (source: string, position: number) => putAt("template", source, position);
  expect(put("Order ", 6)).toBe("Order {{ data.id }}");
  expect(put("Order {{  }}!", 9)).toBe("Order {{ data.id }}!");
  expect(put("{{ data.a }} and ", 17)).toBe("{{ data.a }} and {{ data.id }}");
  expect(insertionAt("data.id", "expression", "1 + ", 4).text).toBe("data.id");
});

test("in JSON a reference makes the value of a key, and joins the text that it is put into", () => {
  const reference = referenceText(["data", "odd key"]);
  const value = insertionAt(reference, "json", '{"a": }', 6).text;
  expect(JSON.parse(`{"a": ${value}}`)).toEqual({ a: '{{ data["odd key"] }}' });
  const part = insertionAt(reference, "json", '{"a": "x "}', 9).text;
  expect(JSON.parse(`{"a": "x ${part}"}`)).toEqual({ a: 'x {{ data["odd key"] }}' });
});

test("a placeholder that is not closed yet counts as one", () => {
  expect(isInPlaceholder("a {{ da", 7)).toBe(true);
  expect(isInPlaceholder("a {{ da }} b", 12)).toBe(false);
  expect(isInPlaceholder("{{", 2)).toBe(true);
  expect(isInPlaceholder("{{", 1)).toBe(false);
});
