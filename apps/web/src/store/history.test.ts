import type { Segment } from "@worktrail/shared/segment/schema";
import { expect, test } from "vitest";
import { setSegmentField } from "../gestures/set-segment-field.ts";
import { segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import {
  BURST_PAUSE_MS,
  EMPTY_HISTORY,
  HISTORY_LIMIT,
  type History,
  record,
  redo,
  seal,
  undo,
} from "./history.ts";

const start = segmentOf([step("a")]);
const named = (segment: Segment, name: string) => setSegmentField("name", name)(segment);

/** Names the segment once per word, `pause` milliseconds apart. */
function type(words: readonly string[], merge_key: string | undefined, pause = 10) {
  let segment = start;
  let history: History = EMPTY_HISTORY;
  for (const [index, word] of words.entries()) {
    const after = named(segment, word);
    history = record(history, { before: segment, after, label: "Rename", merge_key, at: index * pause });
    segment = after;
  }
  return { segment, history };
}

test("undo walks back to the start and redo to the end, step by step", () => {
  const { segment, history } = type(["one", "two", "three"], undefined);
  let at = { segment, history };
  const names: string[] = [];
  for (let back = undo(at.history, at.segment); back; back = undo(at.history, at.segment)) {
    at = back;
    names.push(at.segment.name);
  }
  expect(names).toEqual(["two", "one", "Drawing"]);
  expect(at.segment).toEqual(start);
  for (let on = redo(at.history, at.segment); on; on = redo(at.history, at.segment)) at = on;
  expect(at.segment).toEqual(segment);
});

test("a burst with one key is one entry, back to where it began", () => {
  const { segment, history } = type(["o", "on", "one"], "name");
  expect(history.past).toHaveLength(1);
  expect(undo(history, segment)?.segment.name).toBe("Drawing");
});

test("a pause, a seal or an undo ends a burst", () => {
  expect(type(["o", "on"], "name", BURST_PAUSE_MS + 1).history.past).toHaveLength(2);
  const { segment, history } = type(["o"], "name");
  const change = { before: segment, after: named(segment, "on"), label: "Rename", merge_key: "name", at: 20 };
  expect(record(seal(history), change).past).toHaveLength(2);
  const back = undo(history, segment);
  expect(back && record(back.history, { ...change, before: back.segment }).past).toHaveLength(1);
  expect(back && record(back.history, { ...change, before: back.segment }).future).toEqual([]);
});

test("a burst that ends where it began leaves no entry", () => {
  const { history } = type(["one", "Drawing"], "name");
  expect(history.past).toEqual([]);
});

test("a new change after undo drops what could be redone", () => {
  const { segment, history } = type(["one", "two"], undefined);
  const back = undo(history, segment);
  if (!back) throw new Error("nothing to undo");
  const after = named(back.segment, "other");
  const next = record(back.history, { before: back.segment, after, label: "Rename", at: 99 });
  expect(redo(next, after)).toBeNull();
  expect(undo(next, after)?.segment.name).toBe("one");
});

test("a change that changes nothing is not recorded", () => {
  const same = { ...start, steps: [...start.steps] };
  expect(record(EMPTY_HISTORY, { before: start, after: same, label: "Nothing", at: 0 })).toBe(EMPTY_HISTORY);
});

test("the history is bounded and keeps the newest", () => {
  const { history } = type(
    Array.from({ length: HISTORY_LIMIT + 5 }, (_, index) => `name ${index}`),
    undefined,
  );
  expect(history.past).toHaveLength(HISTORY_LIMIT);
});
