import { exportSegment } from "@worktrail/shared/segment/canonical";
import fc from "fast-check";
import { expect, test } from "vitest";
import { segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { type TextChange, textChanges } from "./text-changes.ts";

function apply(text: string, changes: readonly TextChange[]): string {
  let result = "";
  let at = 0;
  for (const { from, to, insert } of changes) {
    expect(from).toBeGreaterThanOrEqual(at);
    result += text.slice(at, from) + insert;
    at = to;
  }
  return result + text.slice(at);
}

const large = segmentOf(
  Array.from({ length: 2_000 }, (_, index) =>
    step(`step_${index}`, { name: `Step ${index}`, position: { x: index, y: 7 } }),
  ),
);

test("one value that changes is a change of its characters", () => {
  const before = '{\n  "x": 10,\n  "y": 20\n}\n';
  expect(textChanges(before, before.replace("20", "240"))).toEqual([{ from: 21, to: 21, insert: "4" }]);
});

test("a step that is moved in a long text changes two places and nothing between them", () => {
  const after = {
    ...large,
    steps: large.steps.map((one, index) => (index === 900 ? { ...one, position: { x: 1, y: 2 } } : one)),
  };
  const changes = textChanges(exportSegment(large), exportSegment(after));
  expect(changes).toHaveLength(2);
  expect(changes.map(({ from, to }) => to - from)).toEqual([3, 1]);
});

test("steps that come, go and move at once leave the other lines alone", () => {
  const steps = large.steps.filter((_, index) => index !== 3 && index !== 1_500);
  const after = { ...large, steps: [...steps.slice(0, 40), step("fresh"), ...steps.slice(40)] };
  const before = exportSegment(large);
  const changes = textChanges(before, exportSegment(after));
  expect(apply(before, changes)).toBe(exportSegment(after));
  expect(changes.reduce((sum, { from, to }) => sum + to - from, 0)).toBeLessThan(600);
});

test("every step placed anew is one change per number", () => {
  const after = {
    ...large,
    steps: large.steps.map((one, index) => ({ ...one, position: { x: index + 5, y: 9 } })),
  };
  const before = exportSegment(large);
  const changes = textChanges(before, exportSegment(after));
  expect(apply(before, changes)).toBe(exportSegment(after));
  expect(changes.length).toBe(4_000);
});

test("property: the changes make the one text into the other", () => {
  const line = fc.constantFrom("a\n", "b\n", "c\n", "{\n", "", "aa\n", "\n", "a");
  const text = fc.array(line, { maxLength: 24 }).map((lines) => lines.join(""));
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(apply(before, textChanges(before, after))).toBe(after);
    }),
    { numRuns: 500 },
  );
});
