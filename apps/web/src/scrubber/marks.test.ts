import { expect, test } from "vitest";
import { EventLog } from "../store/event-log.ts";
import { journal, started, stepEvent } from "../testing/run-events.ts";
import { Marks } from "./marks.ts";

const events = journal(
  started,
  stepEvent("step.started", "a"),
  stepEvent("step.retrying", "a"),
  stepEvent("step.failed", "a"),
  stepEvent("human.task_created", "b"),
);

test("failures and waits are marked where they happened, however the journal arrives", () => {
  const marks = new Marks();
  let log = EventLog.EMPTY;
  for (const event of events) {
    log = log.with([event]);
    marks.extend(log).extend(log);
  }
  expect(marks.inPlaces(5, 100)).toEqual([
    { seq: 3, kind: "failed" },
    { seq: 4, kind: "failed" },
    { seq: 5, kind: "waited" },
  ]);
  expect([marks.count("failed"), marks.count("waited")]).toEqual([2, 1]);
});

test("a journal of failures gets no more marks than there is room for", () => {
  const many = journal(...Array.from({ length: 5_000 }, () => stepEvent("step.failed", "a")));
  const marks = new Marks().extend(EventLog.EMPTY.with(many));
  expect(marks.inPlaces(5_000, 100).length).toBeLessThanOrEqual(101);
});
