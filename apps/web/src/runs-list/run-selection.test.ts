import { expect, it } from "vitest";
import { allToggled, extended, NO_SELECTION, toggled, without } from "./run-selection.ts";

const order = ["a", "b", "c", "d"];
const ids = (selection: typeof NO_SELECTION) => [...selection.ids].sort();

it("ticks one by one, and a range in either direction from the last one", () => {
  const one = toggled(NO_SELECTION, "c");
  expect(ids(extended(one, "a", order))).toEqual(["a", "b", "c"]);
  const two = extended(one, "d", order);
  expect(ids(two)).toEqual(["c", "d"]);
  expect(ids(extended(two, "b", order))).toEqual(["b", "c", "d"]);
  expect(ids(toggled(two, "c"))).toEqual(["d"]);
});

it("begins a range anew when its beginning is gone from the list", () => {
  expect(ids(extended({ ids: new Set(["x"]), anchor: "x" }, "b", order))).toEqual(["b", "x"]);
});

it("ticks all, then none, and forgets what was dealt with", () => {
  const all = allToggled(toggled(NO_SELECTION, "a"), order);
  expect(ids(all)).toEqual(order);
  expect(ids(allToggled(all, order))).toEqual([]);
  expect(without(toggled(all, "b"), ["b", "a"])).toEqual({ ids: new Set(["c", "d"]), anchor: null });
});
