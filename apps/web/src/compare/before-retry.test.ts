import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { expect, test } from "vitest";
import { beforeRetry } from "./before-retry.ts";

const journal = (...types: string[]) =>
  types.map((event_type, index) => ({ event_type, seq: index + 1 }) as WorktrailEvent);

test("a run that was retried is known by the event that ended it before", () => {
  const events = journal("segment.started", "segment.failed", "segment.resumed", "segment.completed");
  expect(beforeRetry(events)).toBe(2);
});

test("of several retries the last one counts", () => {
  const once = ["segment.failed", "segment.resumed", "step.started"];
  expect(beforeRetry(journal("segment.started", ...once, ...once))).toBe(5);
});

test("a run that was paused and went on, or never ended, was not retried", () => {
  expect(beforeRetry(journal("segment.started", "segment.paused", "segment.resumed"))).toBeNull();
  expect(beforeRetry(journal("segment.started", "segment.failed"))).toBeNull();
});
