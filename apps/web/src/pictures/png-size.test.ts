import { expect, test } from "vitest";
import { LONGEST_SIDE, pngSize } from "./png-size.ts";

test("a usual drawing gets two pixels for one", () => {
  expect(pngSize({ width: 640, height: 200 })).toEqual({ width: 1280, height: 400, reduced: false });
});

test("a large one stays within what browsers draw, in its own shape, and says so", () => {
  const { width, height, reduced } = pngSize({ width: 40_000, height: 10_000 });
  expect(width).toBe(LONGEST_SIDE);
  expect(height).toBe(LONGEST_SIDE / 4);
  expect(reduced).toBe(true);
  expect(pngSize({ width: 90_000, height: 1 }).height).toBe(1);
});
