import { expect, test } from "vitest";
import { EventLog } from "../store/event-log.ts";
import { journal, started, stepEvent } from "../testing/run-events.ts";
import { ALL, EventIndex, EventTypes } from "./event-index.ts";

const events = journal(
  started,
  stepEvent("step.started", "a"),
  stepEvent("step.started", "b"),
  stepEvent("step.completed", "a"),
);
const log = EventLog.EMPTY.with(events);
const seqs = (index: EventIndex, length: number) => Array.from({ length }, (_, place) => index.seqAt(place));

test("without a filter every event is in the list at its own place", () => {
  const index = new EventIndex({ step: ALL, type: ALL });
  expect(seqs(index, index.extend(log))).toEqual([1, 2, 3, 4]);
  expect(index.placeOf(3)).toBe(2);
});

test("a filter by step, by type, or both lets through what fits, as the journal grows", () => {
  const ofStep = new EventIndex({ step: "a", type: ALL });
  expect(ofStep.extend(EventLog.EMPTY.with(events.slice(0, 2)))).toBe(1);
  expect(seqs(ofStep, ofStep.extend(log))).toEqual([2, 4]);
  const started = new EventIndex({ step: ALL, type: "step.started" });
  expect(seqs(started, started.extend(log))).toEqual([2, 3]);
  expect(new EventIndex({ step: "b", type: "step.completed" }).extend(log)).toBe(0);
});

test("a moment that the filter hides is at the last event before it", () => {
  const index = new EventIndex({ step: "a", type: ALL });
  index.extend(log);
  expect([1, 2, 3, 4].map((seq) => index.placeOf(seq))).toEqual([-1, 0, 0, 1]);
});

test("the types of a journal keep their identity until there is another one", () => {
  const types = new EventTypes();
  const first = types.extend(EventLog.EMPTY.with(events.slice(0, 2)));
  expect(first).toEqual(["segment.started", "step.started"]);
  expect(types.extend(EventLog.EMPTY.with(events.slice(0, 3)))).toBe(first);
  expect(types.extend(log)).toEqual(["segment.started", "step.completed", "step.started"]);
});
