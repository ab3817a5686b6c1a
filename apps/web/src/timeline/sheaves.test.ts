import { expect, test } from "vitest";
import { sheafEnd, sheafUnits, sheafWords, sheaves } from "./sheaves.ts";
import { PLAIN_SCALE } from "./time-scale.ts";
import type { Part } from "./timeline-model.ts";

const attempt = (number: number): Part => ({
  kind: "running",
  attempt: number,
  start: number * 10,
  end: number * 10 + 4,
  ended: "retried",
  measured_ms: null,
  note: null,
});
const many = Array.from({ length: 100 }, (_, index) => attempt(index + 1));

test("a row of a few parts is drawn part by part", () => {
  const bound = sheaves(many.slice(0, 40), PLAIN_SCALE, 1_000);
  expect(bound.map(({ first, parts }) => [first, parts.length])).toEqual(
    Array.from({ length: 40 }, (_, index) => [index, 1]),
  );
});

test("of many parts those that stand close together are one bar, and none is left out", () => {
  const bound = sheaves(many, PLAIN_SCALE, 100);
  expect(bound).toHaveLength(10);
  expect(bound.flatMap(({ parts }) => parts)).toEqual(many);
  expect(bound.map(({ first }) => first)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
  expect(sheaves(many, PLAIN_SCALE, 5)).toHaveLength(100);
});

test("what goes on stands alone", () => {
  const open = [...many, { ...attempt(101), end: null, ended: null }];
  expect(sheaves(open, PLAIN_SCALE, 10_000).map(({ parts }) => parts.length)).toEqual([100, 1]);
});

test("a bar of many tells how many attempts it stands for, and how bad they ended", () => {
  const [first] = sheaves(
    [...many.slice(0, 99), { ...attempt(100), ended: "completed" }],
    PLAIN_SCALE,
    10_000,
  );
  expect(first && sheafWords(first)).toBe("100 attempts in 994 ms, 99 failed");
  expect(first && sheafEnd(first)).toBe("retried");
});

test("a small change of the zoom draws nothing anew", () => {
  expect(sheafUnits(1.5)).toBe(sheafUnits(1.6));
  expect(sheafUnits(0.375)).toBe(sheafUnits(1.5) * 4);
});
