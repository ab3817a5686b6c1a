// Journals for tests: events in order, with what they say left to the test.
import type { EventType, WorktrailEvent } from "@worktrail/shared/run/events";
import { EventLog } from "../store/event-log.ts";

const START = Date.parse("2026-11-20T10:00:00.000Z");

type Draft = { event_type: string; at_ms?: number; payload?: object } & Record<string, unknown>;

/** `at_ms` counts from the start of the run; left out, each event comes 100 ms after the one before. */
export function journal(...drafts: Draft[]): WorktrailEvent[] {
  return drafts.map(({ at_ms, ...draft }, index) => ({
    event_id: `e${index + 1}`,
    seq: index + 1,
    timestamp: new Date(START + (at_ms ?? index * 100)).toISOString(),
    tenant_id: "o",
    run_id: "r",
    segment_id: "s",
    severity: "info",
    payload: {},
    ...draft,
  })) as unknown as WorktrailEvent[];
}

export const started: Draft = {
  event_type: "segment.started",
  payload: { revision: 1, input: {}, config: {}, started_by: { user_id: "u1", name: "Ada" } },
};

export function stepEvent(event_type: EventType, step_id: string, more: Partial<Draft> = {}): Draft {
  return { event_type, step_id, step_type: "transform", attempt: 1, ...more };
}

/** A start, and then for each step its start and its end, over and over. */
export function longJournal(events: number, steps: number): WorktrailEvent[] {
  const drafts: Draft[] = [started];
  for (let index = 0; drafts.length < events; index++) {
    const step_id = `step_${(index >> 1) % steps}`;
    const attempt = Math.floor((index >> 1) / steps) + 1;
    drafts.push(
      index % 2 === 0
        ? stepEvent("step.started", step_id, { attempt, payload: { idempotency_key: "k" } })
        : stepEvent("step.completed", step_id, { attempt, payload: { outputs: { output: index } } }),
    );
  }
  return journal(...drafts);
}

/** Events at these times of the run. */
export function logAt(...times: number[]): EventLog {
  return EventLog.EMPTY.with(
    journal(...times.map((at_ms) => ({ ...stepEvent("step.scheduled", "a"), at_ms }))),
  );
}
