import { expect, test } from "vitest";
import { formatDuration, formatWholeSeconds } from "./duration.ts";

test.each([
  [0, "0 ms"],
  [0.4, "0 ms"],
  [340.2, "340 ms"],
  [999.4, "999 ms"],
  [999.6, "1.0 s"],
  [4_230, "4.2 s"],
  [9_949, "9.9 s"],
  [9_951, "10 s"],
  [38_400, "38 s"],
  [59_600, "1 min"],
  [125_000, "2 min 5 s"],
  [3_599_900, "1 h"],
  [11_520_000, "3 h 12 min"],
  [86_399_000, "1 d"],
  [187_200_000, "2 d 4 h"],
])("%d ms reads as %s", (milliseconds, words) => {
  expect(formatDuration(milliseconds)).toBe(words);
});

test.each([
  [0, "1 s"],
  [1, "1 s"],
  [4_001, "5 s"],
  [59_400, "1 min"],
  [125_000, "2 min 5 s"],
])("%d ms that are left read as %s", (milliseconds, words) => {
  expect(formatWholeSeconds(milliseconds)).toBe(words);
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("what is no duration (%d) reads as a dash", (value) => {
  expect(formatDuration(value)).toBe("–");
});
