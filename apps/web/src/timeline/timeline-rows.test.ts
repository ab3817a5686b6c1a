import { expect, test } from "vitest";
import { ERROR, graphOf, journal, line } from "./a-journal.ts";
import { foldTimeline } from "./fold-timeline.ts";
import { timelineRows } from "./timeline-rows.ts";
import { partWords, rowWords } from "./timeline-words.ts";

const graph = graphOf(["a", "b"], ["a > b"]);
const call = (text: string, name: string, kind = "tool") =>
  line(text, { payload: { name, kind, detail: {} } });

test("the rows of a step's calls stand beneath it and say their place", () => {
  const timeline = foldTimeline(
    graph,
    journal(
      "0 step.started a",
      call("1 action.completed a", "search"),
      call("2 action.completed a", "read"),
      "3 step.started b",
    ),
  );
  const rows = timelineRows(timeline);
  expect(rows.map(({ id, place, total }) => `${id} ${place}/${total}`)).toEqual([
    "a 1/2",
    "a/tool/search 1/2",
    "a/tool/read 2/2",
    "b 2/2",
  ]);
  expect(timelineRows(timeline, new Map([["a", false]])).map(({ id }) => id)).toEqual(["a", "b"]);
});

test("many children are folded until they are asked for, and so is the one call that a step is", () => {
  const many = Array.from({ length: 9 }, (_, index) => call("1 action.completed a", `tool ${index}`));
  const busy = foldTimeline(graph, journal("0 step.started a", ...many));
  expect(timelineRows(busy)).toHaveLength(1);
  expect(timelineRows(busy, new Map([["a", true]]))).toHaveLength(10);
  const single = foldTimeline(
    graph,
    journal("0 step.started a", call("1 action.completed a", "GET x", "http")),
  );
  expect(timelineRows(single)).toMatchObject([{ unfolded: false }]);
});

test("bars and rows say in words what they show", () => {
  const timeline = foldTimeline(
    graph,
    journal(
      "12 step.started a",
      "12 human.task_created a",
      "180012 human.task_completed a",
      "180012 step.completed a",
    ),
  );
  const track = timeline.tracks.get("a");
  expect(track?.parts.map((part) => partWords(part, timeline.last))).toEqual([
    "queued 12 ms",
    "waited for a person 3 min, completed, Ada answered: approved",
  ]);
  expect(track && rowWords(track, timeline.last)).toBe("queued 12 ms, waited for a person 3 min");
});

test("an error as long as a page is shortened in a bar's words", () => {
  const error = { ...ERROR, error_message: "x".repeat(9_000) };
  const timeline = foldTimeline(graph, journal("0 step.started a", line("5 step.failed a", { error })));
  const [part] = timeline.tracks.get("a")?.parts ?? [];
  expect(part && partWords(part, 5)).toMatch(/^ran 5 ms, failed, x{159}…$/);
});
