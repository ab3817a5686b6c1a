import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonValue } from "./json.ts";
import { diffJson, equalJson, type JsonChange } from "./json-diff.ts";

const jsonValue = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>;

/** Two values that share most of what is in them, as the outputs of two runs do. */
const relatives: fc.Arbitrary<readonly [JsonValue, JsonValue]> = fc
  .tuple(fc.dictionary(fc.constantFrom("a", "b", "a/b", "~", "__proto__"), jsonValue), jsonValue, jsonValue)
  .chain(([record, one, other]) =>
    fc.constantFrom<readonly [JsonValue, JsonValue]>(
      [record, { ...record, a: one }],
      [
        { ...record, list: [one, other, one] },
        { ...record, list: [one, one] },
      ],
      [{ a: record, b: one }, { b: one }],
      [
        [record, one],
        [record, other, one],
      ],
    ),
  );

/** What the changes mean: the right value, made of the left one. */
function applied(value: JsonValue, changes: readonly JsonChange[]): JsonValue {
  const root = { value: JSON.parse(JSON.stringify(value)) };
  // From the end, so that a list loses its last values first.
  for (const change of changes.toReversed()) {
    if (change.kind !== "removed") continue;
    const { holder, token } = placeOf(root, change.path);
    if (Array.isArray(holder)) holder.splice(Number(token), 1);
    else Reflect.deleteProperty(holder, token);
  }
  for (const change of changes) {
    if (change.kind === "removed") continue;
    const { holder, token } = placeOf(root, change.path);
    // Defined, not set: a value may have a key that means something to objects, as `__proto__` does.
    const value = {
      value: JSON.parse(JSON.stringify(change.to)),
      writable: true,
      enumerable: true,
      configurable: true,
    };
    Reflect.defineProperty(holder, token, value);
  }
  return root.value;
}

function placeOf(root: { value: JsonValue }, path: string) {
  const tokens = path
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
  const keys = ["value", ...tokens];
  const token = keys.pop() ?? "";
  const holder = keys.reduce<object>((inner, key) => Reflect.get(inner, key) as object, root);
  return { holder, token };
}

test("a diff says what was added, removed and changed, and where", () => {
  const left = { total: 3, items: [{ id: 1 }, { id: 2 }], note: "old", same: { deep: [1] } };
  const right = { total: 4, items: [{ id: 1 }], extra: null, same: { deep: [1] } };
  expect(diffJson(left, right)).toEqual([
    { kind: "changed", path: "/total", from: 3, to: 4 },
    { kind: "removed", path: "/items/1", from: { id: 2 } },
    { kind: "removed", path: "/note", from: "old" },
    { kind: "added", path: "/extra", to: null },
  ]);
});

test("values of two kinds differ as a whole, and a key with a slash keeps its place", () => {
  expect(diffJson([1], { 0: 1 })).toEqual([{ kind: "changed", path: "", from: [1], to: { 0: 1 } }]);
  expect(diffJson({ "a/b~": 1 }, { "a/b~": 2 })).toEqual([
    { kind: "changed", path: "/a~1b~0", from: 1, to: 2 },
  ]);
});

test("the order of keys does not count, and a null is not the same as nothing", () => {
  expect(equalJson({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true);
  expect(diffJson({ a: null }, {})).toEqual([{ kind: "removed", path: "/a", from: null }]);
});

test("no more places than asked for are looked up", () => {
  const many = Array.from({ length: 1_000 }, (_, index) => index);
  expect(diffJson(many, many.toReversed(), 5)).toHaveLength(5);
});

test("values that are nested deeper than calls can be are compared", () => {
  const nested = (value: JsonValue) => {
    let outer = value;
    for (let depth = 0; depth < 20_000; depth++) outer = [outer];
    return outer;
  };
  expect(equalJson(nested(1), nested(1))).toBe(true);
  expect(equalJson(nested(1), nested(2))).toBe(false);
});

test("the diff of any two values, applied to the left one, gives the right one", () => {
  fc.assert(
    fc.property(fc.oneof(relatives, fc.tuple(jsonValue, jsonValue)), ([left, right]) => {
      const before = JSON.stringify(left);
      const changes = diffJson(left, right);
      expect(equalJson(applied(left, changes), right)).toBe(true);
      expect(changes.length === 0).toBe(equalJson(left, right));
      expect(JSON.stringify(left)).toBe(before);
    }),
  );
});

test("a value is equal to its copy and has no differences from it", () => {
  fc.assert(fc.property(jsonValue, (value) => equalJson(value, JSON.parse(JSON.stringify(value)))));
});
