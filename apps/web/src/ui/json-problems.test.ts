import { json } from "@codemirror/lang-json";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { jsonProblems } from "./json-problems.ts";

function problemAt(doc: string): number | undefined {
  return jsonProblems(EditorState.create({ doc, extensions: [json()] }))[0]?.from;
}

test.each(['{"a": [1, 2.5, true, null, "x"]}', "3", '"text"', "", "  \n"])("%j has no problem", (doc) => {
  expect(problemAt(doc)).toBeUndefined();
});

test("a missing value is marked where it should stand", () => {
  const doc = '{\n  "a": 1,\n  "bad": \n}';
  expect(problemAt(doc)).toBeGreaterThan(doc.indexOf('"bad"'));
});

test("an object that is not closed is marked at its end", () => {
  const doc = '{ "a": 1';
  expect(problemAt(doc)).toBe(doc.length - 1);
});

test("what only the engine refuses is still marked", () => {
  expect(problemAt('{"a": 01}')).toBeDefined();
});
