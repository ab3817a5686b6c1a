import { expect, test } from "vitest";
import { reduceRun } from "./reduce.ts";
import { UNTOUCHED_STEP } from "./reduce-step.ts";
import { RUN_STATE_FORMAT } from "./state.ts";

test("a state with other fields has another format: raise RUN_STATE_FORMAT, then correct this list", () => {
  const started = reduceRun([
    {
      event_id: "e1",
      seq: 1,
      event_type: "segment.started",
      timestamp: "2026-01-01T00:00:00.000Z",
      tenant_id: "org",
      run_id: "r",
      segment_id: "s",
      severity: "info",
      payload: { revision: 1, input: null, config: {}, started_by: { user_id: "u", name: "Ada" } },
    },
  ]);
  expect({
    format: RUN_STATE_FORMAT,
    run: Object.keys(started ?? {})
      .toSorted()
      .join(" "),
    step: Object.keys(UNTOUCHED_STEP).toSorted().join(" "),
  }).toEqual({
    format: 2,
    run: "config depth ended_at error from input last_seq opened_at outputs parent revision run_id segment_id started_at started_by status steps tenant_id timers trigger",
    step: "attempts children counting_from duration_ms earlier_attempts ended_at error lost outputs recorded_in retry_at simulated skip_reason started_at status task",
  });
});
