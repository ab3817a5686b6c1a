import type { WorktrailEvent } from "@worktrail/shared/run/events";

const ENDS: ReadonlySet<string> = new Set(["segment.failed", "segment.cancelled", "segment.timed_out"]);

/** The `seq` at which a run had ended before it was last retried; null for one that never was. */
export function beforeRetry(events: Iterable<WorktrailEvent>): number | null {
  let ended: number | null = null;
  let before: number | null = null;
  for (const { event_type, seq } of events) {
    if (ENDS.has(event_type)) ended = seq;
    if (event_type !== "segment.resumed" || ended === null) continue;
    before = ended;
    ended = null;
  }
  return before;
}
