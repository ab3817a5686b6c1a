import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { expect, test } from "vitest";
import { fetchLastRun, type RunReader } from "./fetch-last-run.ts";

const common = { tenant_id: "o", run_id: "run_1", segment_id: "s", severity: "info" as const };

function started(run_id = "run_1"): WorktrailEvent {
  return {
    ...common,
    run_id,
    event_id: `${run_id}:1`,
    seq: 1,
    event_type: "segment.started",
    timestamp: "2026-01-01T10:00:00.000Z",
    payload: {
      revision: 1,
      input: { order: "SO-7" },
      config: {},
      started_by: { user_id: "u", name: "Ada" },
    },
  } as WorktrailEvent;
}

function paused(seq: number): WorktrailEvent {
  return {
    ...common,
    event_id: `run_1:${seq}`,
    seq,
    event_type: seq % 2 === 0 ? "segment.paused" : "segment.resumed",
    timestamp: "2026-01-01T10:00:01.000Z",
    payload: {},
  } as WorktrailEvent;
}

function readerOf(events: readonly WorktrailEvent[], newest = "run_1") {
  const asked: number[] = [];
  const reader: RunReader = {
    newest: async () => (events.length === 0 ? undefined : { run_id: newest }),
    events: async (_run_id, after_seq, limit) => {
      asked.push(after_seq);
      const page = events.filter(({ seq }) => seq > after_seq).slice(0, Math.min(limit, 2));
      return { events: page, last_seq: events.at(-1)?.seq ?? 0 };
    },
  };
  return { reader, asked };
}

test("a segment that never ran has no last run", async () => {
  expect(await fetchLastRun(readerOf([]).reader, "s", null)).toBeNull();
});

test("the newest run is folded page by page", async () => {
  const { reader, asked } = readerOf([started(), paused(2), paused(3), paused(4)]);
  const run = await fetchLastRun(reader, "s", null);
  expect(asked).toEqual([0, 2]);
  expect(run).toMatchObject({ run_id: "run_1", started_at: "2026-01-01T10:00:00.000Z" });
  expect(run?.state).toMatchObject({ status: "paused", last_seq: 4, input: { order: "SO-7" } });
});

test("what is known of a run is not read again, and what did not change is the same object", async () => {
  const first = await fetchLastRun(readerOf([started(), paused(2)]).reader, "s", null);
  const { reader, asked } = readerOf([started(), paused(2), paused(3)]);
  const second = await fetchLastRun(reader, "s", first);
  expect(asked).toEqual([2]);
  expect(second?.state.last_seq).toBe(3);
  expect(await fetchLastRun(readerOf([started(), paused(2), paused(3)]).reader, "s", second)).toBe(second);
});

test("while a newer run has not begun, the one before it goes on being shown", async () => {
  const known = await fetchLastRun(readerOf([started()]).reader, "s", null);
  const waiting: RunReader = {
    newest: async () => ({ run_id: "run_2" }),
    events: async () => ({ events: [], last_seq: 0 }),
  };
  expect(await fetchLastRun(waiting, "s", known)).toBe(known);
});
