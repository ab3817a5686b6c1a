import { expect, test } from "vitest";
import { timeOfDay } from "./time-of-day.ts";

const moment = new Date(2026, 10, 21, 9, 5, 3).getTime();

test("a time of today is told to the second, one of another day with that day", () => {
  expect(timeOfDay(moment, moment + 60_000)).toBe("09:05:03");
  expect(timeOfDay(moment, moment + 86_400_000)).toBe("Nov 21, 09:05:03");
});
