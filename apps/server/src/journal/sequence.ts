import { randomUUID } from "node:crypto";
import type { EventDraft, WorktrailEvent } from "@worktrail/shared/run/events";
import type { SequencedEvent } from "./append.ts";

export type RunIdentity = { run_id: string; tenant_id: string; segment_id: string };

/** Gives a draft its place behind `last_seq`, and its bytes. */
export function sequenceEvent(run: RunIdentity, last_seq: number, draft: EventDraft): SequencedEvent {
  const { run_id, tenant_id, segment_id } = run;
  const event_id = randomUUID();
  const seq = last_seq + 1;
  const event: WorktrailEvent = { ...draft, event_id, seq, tenant_id, run_id, segment_id };
  return {
    event,
    text: `{"event_id":"${event_id}","seq":${seq},${ownText(run)},${JSON.stringify(draft).slice(1)}`,
  };
}

const texts = new WeakMap<RunIdentity, string>();

/** What all events of a run have in common, written once. */
function ownText(run: RunIdentity): string {
  const known = texts.get(run);
  if (known !== undefined) return known;
  const { run_id, tenant_id, segment_id } = run;
  const text = JSON.stringify({ tenant_id, run_id, segment_id }).slice(1, -1);
  texts.set(run, text);
  return text;
}
