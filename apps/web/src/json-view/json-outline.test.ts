import { exportSegment } from "@worktrail/shared/segment/canonical";
import { expect, test } from "vitest";
import { edge, segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { itemAt, jsonOutline, rangeOfPointer } from "./json-outline.ts";

const segment = segmentOf(
  [
    step("first", { config: { mapping: { "a/b": "1", c: '"}]"' } } }),
    step("second", { inputs: [{ port_id: "input", data_type: "json" }], timeout_seconds: 30 }),
  ],
  [edge("first", "second")],
  { metadata: { steps: [{ not: "a step" }] } },
);
const text = exportSegment(segment);
const outline = jsonOutline(text);
const word = (pointer: string) => {
  const { from, to } = rangeOfPointer(text, outline, pointer);
  return text.slice(from, to);
};

test("every step and edge has its place, also where texts hold brackets", () => {
  expect(outline.steps).toHaveLength(2);
  expect(outline.edges).toHaveLength(1);
  for (const [index, { from, to }] of outline.steps.entries()) {
    expect(JSON.parse(text.slice(from, to))).toEqual(segment.steps[index]);
  }
});

test("a place in the text leads to what stands there", () => {
  expect(itemAt(outline, text.indexOf('"second"'))).toEqual({ list: "steps", index: 1 });
  expect(itemAt(outline, text.indexOf('"source_step"'))).toEqual({ list: "edges", index: 0 });
  expect(itemAt(outline, 4)).toBeNull();
  expect(itemAt(outline, text.indexOf('"not"'))).toBeNull();
});

test("a pointer leads to the word that it is about", () => {
  expect(word("/steps/0/config/mapping/a~1b")).toBe('"1"');
  expect(word("/steps/1/timeout_seconds")).toBe("30");
  expect(word("/steps/1/inputs/0/data_type")).toBe('"json"');
  expect(word("/steps/0/config")).toBe('"config"');
  expect(word("/steps/1")).toBe('"second"');
  expect(word("/name")).toBe('"Drawing"');
});

test("a place that is not there leads to the nearest one above it", () => {
  expect(word("/steps/1/retry/max_attempts")).toBe('"second"');
  expect(word("/steps/9/name")).toBe('"steps"');
  expect(word("/params")).toBe('"drawing"');
});

test("text that is being typed gives what can be told and never fails", () => {
  for (let end = 0; end <= text.length; end += 7) {
    const part = text.slice(0, end);
    const { from, to } = rangeOfPointer(part, jsonOutline(part), "/steps/1/config/expression");
    expect(from).toBeLessThanOrEqual(to);
    expect(to).toBeLessThanOrEqual(end);
  }
});
