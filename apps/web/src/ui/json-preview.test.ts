import { expect, test } from "vitest";
import { count, jsonPreview } from "./json-preview.ts";

test("a folded object shows its first keys and how many there are", () => {
  expect(jsonPreview({ id: 1, name: "a" })).toBe("{ id, name }");
  expect(jsonPreview({ a: 1, b: 1, c: 1, d: 1, e: 1 })).toBe("{ a, b, c, d, … 5 keys }");
  expect(jsonPreview({})).toBe("{}");
});

test("a folded list shows how long it is", () => {
  expect(jsonPreview([])).toBe("[]");
  expect(jsonPreview([1])).toBe("[1 item]");
  expect(jsonPreview(Array.from({ length: 1200 }, () => 0))).toBe("[1,200 items]");
});

test("a long text is cut to one line, with its line breaks escaped", () => {
  const preview = jsonPreview(`first\n${"x".repeat(500)}`);
  expect(preview).toHaveLength(72);
  expect(preview).toMatch(/^"first\\nx+…$/);
});

test("keys as long as a page do not make the line longer", () => {
  expect(jsonPreview({ ["k".repeat(5000)]: 1 }).length).toBeLessThanOrEqual(72);
});

test("counts agree with their noun", () => {
  expect(count(1, "item")).toBe("1 item");
  expect(count(0, "item")).toBe("0 items");
});
