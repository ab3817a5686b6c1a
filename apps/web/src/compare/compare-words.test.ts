import { expect, test } from "vitest";
import { ratioInWords } from "./compare-words.ts";

test("a ratio is told of the run that took longer, and only beyond noise", () => {
  expect(ratioInWords(1_000, 3_200)).toBe("B took 3.2 times as long");
  expect(ratioInWords(50_000, 1_000)).toBe("A took 50 times as long");
  expect(ratioInWords(0, 900)).toBe("B took longer");
  expect(ratioInWords(1_000, 1_100)).toBeNull();
  expect(ratioInWords(null, 1_100)).toBeNull();
});
