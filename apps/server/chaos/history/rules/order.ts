// The journal as a list: gapless, its own, with one end for each time that the run was open.
import { ENDED_RUN_STATUSES } from "@worktrail/shared/run/state";
import type { History, Report, RunHistory } from "../history.ts";

const ENDS = new Set(ENDED_RUN_STATUSES.map((status) => `segment.${status}`));
export const endsRun = (event_type: string): boolean => ENDS.has(event_type);

export function checkSeq({ run_id, events }: RunHistory, report: Report): void {
  for (const [index, { seq }] of events.entries()) {
    if (seq === index + 1) continue;
    report({ run_id, seq, message: `Event ${index + 1} of the journal has seq ${seq}.` });
    return;
  }
}

export function checkEventIds({ runs }: History, report: Report): void {
  const seen = new Set<string>();
  for (const { run_id, events } of runs) {
    for (const { event_id, seq } of events) {
      if (seen.has(event_id)) report({ run_id, seq, message: `The event_id ${event_id} occurs twice.` });
      seen.add(event_id);
    }
  }
}

export function checkOwnEvents(
  { run_id, organization_id, segment, events }: RunHistory,
  report: Report,
): void {
  for (const event of events) {
    const own =
      event.run_id === run_id &&
      event.tenant_id === organization_id &&
      event.segment_id === segment.segment_id;
    if (!own) report({ run_id, seq: event.seq, message: "The event belongs to another run." });
  }
}

/** Nothing follows an end but being opened again. */
export function checkOneEnd({ run_id, events }: RunHistory, report: Report): void {
  let ended: string | null = null;
  for (const { event_type, seq } of events) {
    if ((event_type === "segment.started") !== (seq === 1))
      report({ run_id, seq, message: "A journal begins with segment.started, and has it once." });
    if (ended !== null && event_type !== "segment.resumed") {
      report({ run_id, seq, message: `${event_type} follows ${ended}.` });
    }
    if (event_type === "segment.resumed") ended = null;
    if (endsRun(event_type)) ended = event_type;
  }
}
