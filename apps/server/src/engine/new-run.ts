// What a start writes: the row of the run, and the first event of its journal.
import { randomUUID } from "node:crypto";
import type { EventDraft } from "@worktrail/shared/run/events";
import { priorityRank } from "@worktrail/shared/run/priority";
import type { NewRun } from "../journal/append.ts";
import type { StartRun } from "./engine.ts";
import { triggerOf } from "./run-trigger.ts";

/** Sorts by time, so that new rows stay together in the indexes. */
export function newRunId(): string {
  const random = randomUUID().replaceAll("-", "").slice(0, 20);
  return `run_${Date.now().toString(36).padStart(9, "0")}${random}`;
}

export function newRun(start: StartRun): NewRun {
  const { project_id, segment, revision, input, config, idempotency_key = null, started_by } = start;
  return {
    project_id,
    segment_id: segment.segment_id,
    revision,
    document: revision === null ? JSON.stringify(segment) : null,
    input,
    config,
    idempotency_key,
    started_by: started_by.user_id,
    priority: priorityRank(config.priority),
    parent: start.child?.parent ?? null,
    depth: start.child?.depth ?? 0,
  };
}

export function startedEvent(start: StartRun, now: string): EventDraft {
  const { revision, input, config, started_by, child } = start;
  const lineage = child && { parent: child.parent, depth: child.depth };
  const trigger = triggerOf(start.idempotency_key, now);
  const payload = { revision, input, config, started_by, ...lineage, ...trigger };
  return { event_type: "segment.started", timestamp: now, severity: "info", payload };
}
