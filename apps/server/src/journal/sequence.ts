import { randomUUID } from "node:crypto";
import type { EventDraft, WorktrailEvent } from "@worktrail/shared/run/events";
import type { SequencedEvent } from "./append.ts";

export type RunIdentity = { run_id: string; tenant_id: string; segment_id: string };

/** Gives a draft its place behind `last_seq`, and its bytes. */
export function sequenceEvent(run: RunIdentity, last_seq: number, draft: EventDraft): SequencedEvent {
  const { run_id, tenant_id, segment_id } = run;
  const event: WorktrailEvent = {
    event_id: randomUUID(),
    seq: last_seq + 1,
    tenant_id,
    run_id,
    segment_id,
    ...draft,
  };
  return { event, text: JSON.stringify(event) };
}
