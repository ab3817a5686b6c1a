import { expect, test } from "vitest";
import { logAt } from "../testing/run-events.ts";
import { advance, LONGEST_WAIT_MS, waitAfter } from "./play-time.ts";

test("at 1×, an event is followed by the next one when it was in truth", () => {
  const log = logAt(0, 1_000, 1_300);
  expect(advance(log, { seq: 1, into_ms: 0 }, 999, 1)).toEqual({ seq: 1, into_ms: 999 });
  expect(advance(log, { seq: 1, into_ms: 999 }, 1, 1)).toEqual({ seq: 2, into_ms: 0 });
  expect(advance(log, { seq: 1, into_ms: 0 }, 1_300, 1).seq).toBe(3);
});

test("at 10× and 100× the same takes a tenth and a hundredth", () => {
  const log = logAt(0, 10_000);
  expect(waitAfter(log, 1, 10)).toEqual({ wait_ms: 1_000, shortened_ms: null });
  expect(waitAfter(log, 1, 100)).toEqual({ wait_ms: 100, shortened_ms: null });
});

test("a long gap is shortened, and its true length is told", () => {
  const hour = 3_600_000;
  expect(waitAfter(logAt(0, hour), 1, 100)).toEqual({ wait_ms: LONGEST_WAIT_MS, shortened_ms: hour });
});

test("events that came at once are shown one after the other", () => {
  const log = logAt(0, 0, 0, 0);
  expect(advance(log, { seq: 1, into_ms: 0 }, 45, 1).seq).toBe(2);
  expect(advance(log, { seq: 1, into_ms: 0 }, 45, 10).seq).toBe(4);
});

test("a run of very many events that came at once takes a few seconds, no more", () => {
  const log = logAt(...Array.from({ length: 10_000 }, () => 0));
  expect(advance(log, { seq: 1, into_ms: 0 }, 4_001, 1).seq).toBe(10_000);
});

test("clocks that went back, as between two servers, are no wait", () => {
  expect(advance(logAt(5_000, 0, 0), { seq: 1, into_ms: 0 }, 100, 1).seq).toBe(3);
});
