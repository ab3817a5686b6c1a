import { expect, test } from "vitest";
import { journal } from "./a-journal.ts";
import { seqAt } from "./seq-at.ts";

test("a time leads to the last event up to it, and one before the run to its first", () => {
  const events = journal(
    "0 step.started a",
    "10 step.completed a",
    "10 step.started b",
    "30 step.completed b",
  );
  const log = { length: events.length, at: (seq: number) => events[seq - 1] };
  const start = Date.parse(events[0]?.timestamp ?? "");
  expect([-5, 0, 9, 10, 29, 30, 99].map((ms) => seqAt(log, start + ms))).toEqual([1, 2, 2, 4, 4, 5, 5]);
});
