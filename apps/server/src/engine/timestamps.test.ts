import { expect, test } from "vitest";
import { timestamps } from "./timestamps.ts";

test("follows the clock, forth and back, to the millisecond", () => {
  let ms = Date.parse("2026-01-01T12:00:00.000Z");
  const now = timestamps(() => new Date(ms));
  const told = [0, 0, 1, 999, -1_000].map((by) => {
    ms += by;
    return now();
  });
  expect(told).toEqual([
    "2026-01-01T12:00:00.000Z",
    "2026-01-01T12:00:00.000Z",
    "2026-01-01T12:00:00.001Z",
    "2026-01-01T12:00:01.000Z",
    "2026-01-01T12:00:00.000Z",
  ]);
});
