import { foldEvents } from "@worktrail/shared/run/fold-events";
import { reduceRun } from "@worktrail/shared/run/reduce";
import { expect, test } from "vitest";
import { journal, longJournal, started, stepEvent } from "../testing/run-events.ts";
import { EventLog } from "./event-log.ts";
import { CHECKPOINT_EVERY, RunHistory } from "./run-history.ts";

const events = longJournal(3 * CHECKPOINT_EVERY + 10, 40);

function historyOf(sizes: readonly number[]): RunHistory {
  const history = new RunHistory();
  let from = 0;
  for (const size of sizes) {
    history.append(events.slice(from, from + size));
    from += size;
  }
  history.append(events.slice(from));
  return history;
}

test("a run at any moment is what its journal folds to up to there, however the journal came", () => {
  const history = historyOf([1, 5, CHECKPOINT_EVERY, 3, CHECKPOINT_EVERY * 2]);
  const moments = [1, 2, 255, 256, 257, 511, 512, 513, 700, 90, 768, events.length, 3];
  for (const seq of moments) expect(history.at(seq)).toEqual(reduceRun(events.slice(0, seq)));
  expect(history.newest).toEqual(reduceRun(events));
});

test("one event forward folds one event: every step that it is not about stays the same object", () => {
  const history = historyOf([]);
  for (const seq of [10, 300, 600]) {
    const before = history.at(seq);
    const after = history.at(seq + 1);
    const event = events[seq];
    const about = event && "step_id" in event ? event.step_id : "";
    const others = Object.keys(before?.steps ?? {}).filter((step_id) => step_id !== about);
    expect(others.length).toBeGreaterThan(3);
    for (const step_id of others) expect(after?.steps[step_id]).toBe(before?.steps[step_id]);
  }
});

test("the newest moment is the newest state itself", () => {
  const history = historyOf([]);
  expect(history.at(events.length)).toBe(history.newest);
  expect(history.at(events.length + 5)).toBe(history.newest);
});

test("before its first event a run is nothing yet", () => {
  expect(new RunHistory().at(1)).toBeNull();
});

test("a log that grows leaves the shorter one as it was, and copies nothing", () => {
  const short = EventLog.EMPTY.with(events.slice(0, 2));
  const long = short.with(events.slice(2, 5));
  expect([...short].map(({ seq }) => seq)).toEqual([1, 2]);
  expect([short.length, long.length, short.at(3), long.at(3)?.seq]).toEqual([2, 5, undefined, 3]);
  expect(long.slice(1, 4).map(({ seq }) => seq)).toEqual([2, 3, 4]);
  const other = short.with(events.slice(2, 3));
  expect([other.length, long.length, long.at(5)?.seq]).toEqual([3, 5, 5]);
});

test("a hundred thousand events that come one by one are taken in the time of one pass", () => {
  const many = longJournal(100_000, 5);
  const history = new RunHistory();
  const began = performance.now();
  for (const event of many) history.append([event]);
  // Copying what came before with each of them takes more than a minute.
  expect(performance.now() - began).toBeLessThan(15_000);
  expect(history.newest?.last_seq).toBe(100_000);
});

const unknown = { event_type: "step.dreamt", step_id: "a", step_type: "transform", attempt: 1 };

test("an event of an unknown type changes nothing but how far the state has come", () => {
  const strange = journal(
    started,
    stepEvent("step.started", "a"),
    unknown,
    unknown,
    stepEvent("step.completed", "a", { payload: { outputs: { output: 1 } } }),
    { event_type: "segment.completed", payload: { outputs: { a: 1 } } },
  );
  const before = foldEvents(strange.slice(0, 2), null);
  const after = foldEvents(strange.slice(0, 4), null);
  expect(after).toEqual({ ...before, last_seq: 4 });
  expect(foldEvents(strange, null)).toMatchObject({ status: "completed", last_seq: 6 });
});

test("behind a gap an unknown event is not taken either", () => {
  const [first, , third] = journal(started, unknown, unknown);
  expect(
    foldEvents(
      [first, third].flatMap((event) => event ?? []),
      null,
    )?.last_seq,
  ).toBe(1);
});
