import type { JsonObject, JsonValue } from "@worktrail/shared/json";
import { describe, expect, test } from "vitest";
import { jsonPathText } from "./json-path-text.ts";
import { idsAbove, type JsonRow, jsonRows, PAGE, rowId, valueAt } from "./json-rows.ts";
import { searchJson } from "./json-search.ts";
import { columnsOf, isListOfObjects, sortedRows, tableTarget } from "./json-table.ts";

const rowsOf = (value: JsonValue, opened: [string, boolean][] = [], openDepth = 1, columns = 40) =>
  jsonRows(value, { openDepth, columns, opened: new Map(opened) });
const told = (row: JsonRow) =>
  row.kind === "page" ? `${row.from}..${row.to}` : row.kind === "text" ? `| ${row.text}` : String(row.name);

describe("the lines of a value", () => {
  const value = { a: { b: [1, 2] }, c: "x" };

  test("are those of what is open", () => {
    expect(rowsOf(value).map(told)).toEqual(["null", "a", "c"]);
    expect(
      rowsOf(value, [
        ["/a", true],
        ["/a/b", true],
      ]).map(told),
    ).toEqual(["null", "a", "b", "0", "1", "c"]);
    expect(rowsOf(value, [["", false]]).map(told)).toEqual(["null"]);
  });

  test("know their place in the tree", () => {
    const rows = rowsOf(value, [["/a", true]]);
    expect(rows.map(({ level, place, siblings, open }) => [level, place, siblings, open])).toEqual([
      [1, 1, 1, true],
      [2, 1, 2, true],
      [3, 1, 1, false],
      [2, 2, 2, null],
    ]);
  });

  test("of a long list come in pages, of which the first is open", () => {
    const list = Array.from({ length: 2_500 }, (_, index) => index);
    const rows = rowsOf(list);
    expect(rows).toHaveLength(1 + 3 + PAGE);
    expect(rows.filter(({ kind }) => kind === "page").map(told)).toEqual([
      "0..999",
      "1000..1999",
      "2000..2499",
    ]);
    const last = rowsOf(list, [[rowId([], 2_000), true]]).at(-1);
    expect([last?.path, last?.level, last?.value]).toEqual([[2_499], 3, 2_499]);
  });

  test("of a long text are pieces of it, none longer than a line", () => {
    const text = `First line\n${"word ".repeat(20)}`;
    const pieces = rowsOf({ text }, [["/text", true]], 1, 30).filter(({ kind }) => kind === "text");
    expect(pieces.map(told)[0]).toBe("| First line");
    expect(pieces.every((row) => row.kind === "text" && row.text.length <= 31)).toBe(true);
    expect(pieces.map((row) => (row.kind === "text" ? row.text : "")).join("")).toBe(text.replace("\n", ""));
  });

  test("of five megabytes are made in an instant", () => {
    const rows = Array.from({ length: 50_000 }, (_, id) => ({
      id,
      name: `Name ${id}`,
      text: "x".repeat(60),
    }));
    const began = performance.now();
    expect(rowsOf({ rows }, [["/rows", true]], 2).length).toBeLessThan(2_000);
    expect(performance.now() - began).toBeLessThan(200);
  });

  test("that lead to a value can be opened for it", () => {
    const root = { "a/b": { list: Array.from({ length: 3_000 }, (_, index) => ({ index })) } };
    const path = ["a/b", "list", 2_100, "index"];
    const ids = idsAbove(root, path);
    const rows = rowsOf(
      root,
      ids.map((id) => [id, true] as [string, boolean]),
      0,
    );
    expect(rows.some(({ id }) => id === rowId(path))).toBe(true);
    expect(valueAt(root, path)).toBe(2_100);
  });
});

test("a word is found in keys and values, whatever its capitals", () => {
  const value = { Order: { id: 7, note: "An ORDER" }, list: [null, "reorder"], n: 17 };
  expect(searchJson(value, "order").paths).toEqual([["Order"], ["Order", "note"], ["list", 1]]);
  expect(searchJson(value, "7").paths).toEqual([["Order", "id"], ["n"]]);
  expect(searchJson(value, " ").paths).toEqual([]);
  const many = searchJson(
    Array.from({ length: 1_200 }, () => "yes"),
    "yes",
  );
  expect([many.paths.length, many.more]).toEqual([1_000, true]);
});

test("a path is what an expression would say", () => {
  expect(jsonPathText("steps.fetch.output", ["items", 0, "id"])).toBe("steps.fetch.output.items[0].id");
  expect(jsonPathText("steps.fetch.output", ["Content-Type", "in"])).toBe(
    'steps.fetch.output["Content-Type"]["in"]',
  );
  expect(jsonPathText("", ["details", 1])).toBe("details[1]");
});

describe("a table", () => {
  const rows: JsonObject[] = [
    { id: 2, name: "b" },
    { id: 10, tag: { x: 1 } },
    { name: "a10" },
    { id: null, name: "a9" },
  ];

  test("is of objects only, with the keys of all of them as columns", () => {
    expect(isListOfObjects(rows)).toBe(true);
    expect([[], [1], [{}, []], {}, "text"].map((value) => isListOfObjects(value as JsonValue))).toEqual(
      Array(5).fill(false),
    );
    expect(columnsOf(rows)).toEqual({ columns: ["id", "name", "tag"], left_out: 0 });
  });

  test("is sorted by a column both ways, with what has no value last", () => {
    expect(sortedRows(rows, null)).toEqual([0, 1, 2, 3]);
    expect(sortedRows(rows, { column: "id", descending: false })).toEqual([0, 1, 2, 3]);
    expect(sortedRows(rows, { column: "id", descending: true })).toEqual([1, 0, 2, 3]);
    expect(sortedRows(rows, { column: "name", descending: false })).toEqual([3, 2, 0, 1]);
  });

  test("is of what is chosen, of the whole, or of the first list inside", () => {
    const root = { total: 2, first: rows, second: rows };
    expect(tableTarget(root, null)).toEqual(["first"]);
    expect(tableTarget(root, ["second", 1, "id"])).toEqual(["second"]);
    expect(tableTarget(rows, null)).toEqual([]);
    expect(tableTarget({ a: [1] }, null)).toBeNull();
  });
});
