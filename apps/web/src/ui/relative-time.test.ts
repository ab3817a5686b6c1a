import { expect, test } from "vitest";
import { formatRelativeTime } from "./relative-time.ts";

const now = Date.parse("2026-03-01T12:00:00Z");

test.each([
  [0, "just now"],
  [-59_999, "just now"],
  [30_000, "in a moment"],
  [-60_000, "1 min. ago"],
  [-3_599_999, "59 min. ago"],
  [7_200_000, "in 2 hr."],
  [-86_400_000, "yesterday"],
  [-20 * 86_400_000, "2 wk. ago"],
])("%d ms from now reads as %s", (distance, text) => {
  expect(formatRelativeTime(now + distance, now)).toBe(text);
});
