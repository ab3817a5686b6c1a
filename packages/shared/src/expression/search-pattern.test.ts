import { expect, test } from "vitest";
import { searchPattern } from "./search-pattern.ts";

function find(source: string, text: string, match_case = false) {
  const pattern = searchPattern(source, { match_case });
  return pattern.ok ? pattern.find(text, 100) : pattern.message;
}

test("every hit has its place and its groups", () => {
  expect(find("(o)(x)?", "fox go")).toEqual([
    { start: 1, end: 3, groups: ["ox", "o", "x"] },
    { start: 5, end: 6, groups: ["o", "o", ""] },
  ]);
});

test("case counts only where it is asked for", () => {
  expect(find("ORDER", "order")).toHaveLength(1);
  expect(find("ORDER", "order", true)).toHaveLength(0);
});

test("what matches nothing at all is not a hit", () => {
  expect(find("a*", "bab")).toEqual([{ start: 1, end: 2, groups: ["a"] }]);
});

test("a pattern that is wrong or too large is refused with what to do", () => {
  expect(find("(", "x")).toMatch(/RE2 syntax/);
  expect(find("(?=a)", "x")).toMatch(/Look-around/);
  expect(find("(a{1000}){1000}", "x")).toMatch(/smaller numbers/);
});

test("a pattern that would take for ever elsewhere takes no longer than its text", () => {
  expect(find("(a+)+$", `${"a".repeat(20_000)}b`)).toEqual([]);
});
