import { expect, test } from "vitest";
import { segmentsOfVia, viaUpTo, viaWith } from "./via.ts";

test("The way into a sub-segment grows by one at each level, and leads back", () => {
  const first = viaWith(undefined, "parent");
  const second = viaWith(first, "child");
  expect(segmentsOfVia(second)).toEqual(["parent", "child"]);
  expect(viaUpTo(second, 1)).toBe("parent");
  expect(viaUpTo(second, 0)).toBeUndefined();
});

test("What is no id in an address is left out", () => {
  expect(segmentsOfVia("a.<b>..c/d.e")).toEqual(["a", "e"]);
  expect(segmentsOfVia(undefined)).toEqual([]);
});

test("A way keeps its last levels only", () => {
  const ids = Array.from({ length: 12 }, (_, index) => `s${index}`);
  const via = ids.reduce<string | undefined>((way, id) => viaWith(way, id), undefined);
  expect(segmentsOfVia(via)).toEqual(ids.slice(-8));
});
