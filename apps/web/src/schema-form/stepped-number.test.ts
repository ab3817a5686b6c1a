import { expect, test } from "vitest";
import { steppedNumber } from "./stepped-number.ts";

const temperature = { type: "number", minimum: 0, maximum: 2 };

test("arrow keys count in steps that fit the bounds, and stop there", () => {
  expect(steppedNumber(temperature, 0.2, 1)).toBe(0.3);
  expect(steppedNumber(temperature, 2, 1)).toBe(2);
  expect(steppedNumber(temperature, undefined, -1)).toBe(0);
  expect(steppedNumber({ type: "integer", minimum: 2, maximum: 32 }, 32, -1)).toBe(31);
  expect(steppedNumber({ type: "number" }, 7, 1)).toBe(8);
  expect(steppedNumber({ type: "integer", default: 10 }, undefined, 1)).toBe(11);
});

test("what is no number yet is left as it is", () => {
  expect(steppedNumber(temperature, "0.", 1)).toBeNull();
});
