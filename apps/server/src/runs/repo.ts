import { SCHEDULE_KEY_PREFIX } from "@worktrail/shared/api/runs";
import type { JsonValue } from "@worktrail/shared/json";
import type { RunConfig, RunError } from "@worktrail/shared/run/events";
import type { RunStatus } from "@worktrail/shared/run/state";
import { and, eq, inArray, sql } from "../db/drizzle-orm.ts";
import { runs, segment_revisions, segments, user } from "../db/schema/index.ts";
import type { Database } from "../db/storage.ts";
import { storedJson } from "../db/stored-json.ts";
import { LOST_SIGHT } from "./lost-sight.ts";

const SUMMARY = {
  run_id: runs.run_id,
  project_id: runs.project_id,
  segment_id: runs.segment_id,
  segment_name: segments.name,
  revision: runs.revision,
  version_name: segment_revisions.name,
  // Only the journal's writer writes these two.
  status: sql<RunStatus>`${runs.status}`,
  error: storedJson<RunError | null>(runs.error),
  started_by: runs.started_by,
  started_by_name: user.name,
  created_at: runs.created_at,
  started_at: runs.started_at,
  ended_at: runs.ended_at,
  parent_run_id: runs.parent_run_id,
  parent_step_id: runs.parent_step_id,
  iteration: runs.iteration,
  priority: runs.priority,
  dead_letter: runs.dead_letter,
  lost: LOST_SIGHT.lost,
  claimed: LOST_SIGHT.claimed,
  lost_since: LOST_SIGHT.since,
  cost_usd: runs.cost_usd,
  by_hand: runs.by_hand,
  repeats_run_id: runs.repeats_run_id,
  by_schedule: sql<boolean>`coalesce(starts_with(${runs.idempotency_key}, ${SCHEDULE_KEY_PREFIX}), false)`,
};

const INPUT = storedJson<JsonValue>(runs.input);
const CONFIG = storedJson<RunConfig>(runs.config);

const ofSegment = and(
  eq(segments.organization_id, runs.organization_id),
  eq(segments.segment_id, runs.segment_id),
);

const ofRevision = and(
  eq(segment_revisions.organization_id, runs.organization_id),
  eq(segment_revisions.segment_id, runs.segment_id),
  eq(segment_revisions.revision, runs.revision),
);

export async function findRun(db: Database, key: { organization_id: string; run_id: string }) {
  const [row] = await db
    .select({
      ...SUMMARY,
      document: runs.document,
      input: INPUT,
      config: CONFIG,
      last_seq: runs.last_seq,
      journal_bytes: runs.journal_bytes,
      has_segment: sql<boolean>`(${segments.segment_id} is not null and ${segments.deleted_at} is null)`,
    })
    .from(runs)
    .leftJoin(segments, ofSegment)
    .leftJoin(segment_revisions, ofRevision)
    .leftJoin(user, eq(user.id, runs.started_by))
    .where(and(eq(runs.organization_id, key.organization_id), eq(runs.run_id, key.run_id)));
  return row;
}

/** These runs, in no order; who is not in the organisation finds none. */
export async function findRunsByIds(db: Database, organization_id: string, run_ids: readonly string[]) {
  if (run_ids.length === 0) return [];
  return db
    .select(SUMMARY)
    .from(runs)
    .leftJoin(segments, ofSegment)
    .leftJoin(segment_revisions, ofRevision)
    .leftJoin(user, eq(user.id, runs.started_by))
    .where(and(eq(runs.organization_id, organization_id), inArray(runs.run_id, [...run_ids])));
}

export type RunSummaryRow = Awaited<ReturnType<typeof findRunsByIds>>[number];

/** Statuses of the runs that a run has started, as they are now. */
export async function findChildren(
  db: Database,
  key: { organization_id: string; run_id: string },
  limit: number,
) {
  return db
    .select({
      run_id: runs.run_id,
      step_id: runs.parent_step_id,
      iteration: runs.iteration,
      status: sql<RunStatus>`${runs.status}`,
    })
    .from(runs)
    .where(and(eq(runs.organization_id, key.organization_id), eq(runs.parent_run_id, key.run_id)))
    .orderBy(runs.parent_step_id, runs.iteration)
    .limit(limit);
}
