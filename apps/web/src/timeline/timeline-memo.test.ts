import { expect, test } from "vitest";
import { graphOf, journal } from "./a-journal.ts";
import { foldTimeline } from "./fold-timeline.ts";
import { createTimelineMemo } from "./timeline-memo.ts";

const ids = Array.from({ length: 1_000 }, (_, index) => `s${index}`);
const graph = graphOf(
  ids,
  ids.slice(1).map((id, index) => `s${index} > ${id}`),
);
/** 10,001 events: each step is tried five times. */
const events = journal(
  ...ids.flatMap((id, index) =>
    [1, 2, 3, 4, 5].flatMap((attempt) => [
      `${index * 10 + attempt} step.started ${id} ${attempt}`,
      `${index * 10 + attempt + 1} ${attempt < 5 ? "step.lost" : "step.completed"} ${id} ${attempt}`,
    ]),
  ),
);

test("every moment of a journal has the timeline of the events up to there, in whatever order they are looked at", () => {
  const memo = createTimelineMemo(graph);
  for (const length of [10_001, 3, 2_500, 2_501, 2_499, 0, 700, 10_001])
    expect(memo.at(events, length)).toEqual(foldTimeline(graph, events.slice(0, length)));
});

test("the same length gives the same object, and one event more leaves the other steps as they were", () => {
  const memo = createTimelineMemo(graph);
  const before = memo.at(events, 9_000);
  const after = memo.at(events, 9_001);
  expect(memo.at(events, 9_001)).toBe(after);
  const changed = [...after.tracks].filter(([id, track]) => before.tracks.get(id) !== track);
  expect(changed).toHaveLength(1);
});

test("a look at any moment of 10,000 events folds fewer than 500 of them, and the next event folds itself", () => {
  const memo = createTimelineMemo(graph);
  const folded: number[] = [];
  const counting = {
    length: events.length,
    slice: (from: number, to: number) => {
      folded.push(to - from);
      return events.slice(from, to);
    },
  };
  memo.at(counting, 9_999);
  folded.length = 0;
  memo.at(counting, 10_000);
  expect(folded).toEqual([1]);
  for (const length of [7_919, 1, 4_400, 9_999, 499]) {
    folded.length = 0;
    memo.at(counting, length);
    expect(folded.reduce((sum, count) => sum + count, 0)).toBeLessThan(500);
  }
});
