import { expect, it } from "vitest";
import { atLeast, atMost, isMet, lineOf } from "./line.ts";
import { interleave, median } from "./rounds.ts";

it("Rounds take turns, every other one backwards", async () => {
  const order: string[] = [];
  const part = (name: string) => async () => order.push(name);
  const results = await interleave(3, { ours: part("ours"), floor: part("floor") });
  expect(order).toEqual(["ours", "floor", "floor", "ours", "ours", "floor"]);
  expect(results).toEqual({ ours: [1, 4, 5], floor: [2, 3, 6] });
});

it("A line's ratio is that of its rounds, so that a machine that slows down does not move it", () => {
  const line = lineOf({ what: "a rate", unit: "runs/s", target: atLeast(0.5) }, [100, 60, 20], {
    name: "raw",
    values: [200, 120, 40],
  });
  expect(line).toMatchObject({ ours: 60, floor: { value: 120 }, ratio: 0.5 });
  expect(isMet(line)).toBe(true);
  expect(isMet({ ...line, target: atMost(0.4) })).toBe(false);
  expect(isMet({ ...line, target: atMost(50, "ours") })).toBe(false);
  expect(median([3, 1, 2])).toBe(2);
});
