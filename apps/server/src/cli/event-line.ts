import type { WorktrailEvent } from "@worktrail/shared/run/events";

/** One event as a line for people: time, what happened, where, how long it took, why it failed. */
export function eventLine(event: WorktrailEvent): string {
  const { timestamp, event_type, duration_ms } = event;
  const step = "step_id" in event && event.step_id !== undefined ? event.step_id : "";
  const error =
    "error" in event && event.error ? `${event.error.error_message} [${event.error.error_code}]` : "";
  const took = duration_ms === undefined ? "" : `${Math.round(duration_ms)} ms`;
  const columns = [timestamp.slice(11, 23), event_type.padEnd(22), step.padEnd(20), took.padStart(9), error];
  return columns.join("  ").trimEnd();
}
