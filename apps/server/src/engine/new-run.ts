// What a start writes: the row of the run, and the beginning of its journal.
import { randomUUID } from "node:crypto";
import type { JsonValue } from "@worktrail/shared/json";
import type {
  EventDraft,
  Person,
  RunConfig,
  RunOrigin,
  RunParent,
  RunPart,
} from "@worktrail/shared/run/events";
import type { Given } from "@worktrail/shared/run/outcomes";
import { priorityRank } from "@worktrail/shared/run/priority";
import type { Segment } from "@worktrail/shared/segment/schema";
import type { NewRun } from "../journal/append.ts";
import { triggerOf } from "./run-trigger.ts";

/** What a run begins with beside its input: outcomes, of an earlier run or given, and what is not to be executed. */
export type Beginning = {
  recorded: readonly EventDraft[];
  origin?: RunOrigin;
  part?: RunPart;
  given?: Given;
};

export type StartRun = {
  organization_id: string;
  project_id: string;
  /** Valid: the caller has checked it. */
  segment: Segment;
  /** Null for a segment that was never saved; then the run keeps the document itself. */
  revision: number | null;
  input: JsonValue;
  config: RunConfig;
  started_by: Person;
  /** The same key in the same organisation starts one run, however often it is sent. */
  idempotency_key?: string | undefined;
  /** Set for a run that another run starts: its id is the key that starts it once. */
  child?: { run_id: string; parent: RunParent; depth: number };
  /** Set for a run that begins with more than an input. */
  from?: Beginning;
  /** A person asked for it in the browser. */
  by_hand?: boolean | undefined;
  /** The run that it repeats. */
  repeats?: string | undefined;
};

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
    by_hand: start.by_hand ? true : null,
    repeats_run_id: start.repeats ?? null,
  };
}

export function firstEvents(start: StartRun, now: string): EventDraft[] {
  const recorded = start.from?.recorded ?? [];
  return [startedEvent(start, now), ...recorded.map((draft) => ({ ...draft, timestamp: now }))];
}

function startedEvent(start: StartRun, now: string): EventDraft {
  const { revision, input, config, started_by, child, from, by_hand, repeats } = start;
  const lineage = child && { parent: child.parent, depth: child.depth };
  const trigger = triggerOf(start.idempotency_key, now);
  const payload = {
    revision,
    input,
    config,
    started_by,
    ...lineage,
    ...trigger,
    ...(by_hand && { by_hand }),
    ...(repeats !== undefined && { repeats }),
    ...(from && beginning(from)),
  };
  return { event_type: "segment.started", timestamp: now, severity: "info", payload };
}

function beginning({ origin, part, given = {} }: Beginning) {
  const hasGiven = Object.keys(given).length > 0;
  return { ...(origin && { from: origin }), ...(part && { part }), ...(hasGiven && { given: { ...given } }) };
}
