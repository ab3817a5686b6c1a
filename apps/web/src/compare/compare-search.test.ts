import { expect, test } from "vitest";
import { isSameTwice, parseCompareSearch, swapped, withRun } from "./compare-search.ts";

test("what the address says wrongly is left out", () => {
  const wrong = { left: 5, right: "", left_seq: -1, right_seq: "3", common: "yes", more: 1 };
  expect(Object.values(parseCompareSearch(wrong))).toEqual(Array(5).fill(undefined));
  expect(parseCompareSearch({ left: "a", right: "b", left_seq: 4, common: true })).toEqual({
    left: "a",
    right: "b",
    left_seq: 4,
    right_seq: undefined,
    common: true,
  });
});

test("a swap takes the moments with their runs", () => {
  const search = { left: "a", right: "b", left_seq: 4 };
  expect(swapped(search)).toMatchObject({ left: "b", right: "a", right_seq: 4 });
  expect(swapped(swapped(search))).toMatchObject(search);
});

test("another run is looked at as it is now", () => {
  expect(withRun({ left: "a", right: "b", left_seq: 4 }, "left", "c")).toEqual({
    left: "c",
    right: "b",
    left_seq: undefined,
  });
});

test("a run at two moments is not the same twice", () => {
  expect(isSameTwice({ left: "a", right: "a" })).toBe(true);
  expect(isSameTwice({ left: "a", right: "a", left_seq: 3 })).toBe(false);
  expect(isSameTwice({})).toBe(false);
});
