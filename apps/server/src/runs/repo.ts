import type { JsonValue } from "@worktrail/shared/json";
import type { RunConfig, RunError } from "@worktrail/shared/run/events";
import type { RunStatus } from "@worktrail/shared/run/state";
import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { runs, segment_revisions, segments, user } from "../db/schema/index.ts";
import type { Database } from "../db/storage.ts";
import { storedJson } from "../db/stored-json.ts";
import { LOST_SIGHT } from "./lost-sight.ts";
import type { RunCursor } from "./run-cursor.ts";

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
    })
    .from(runs)
    .leftJoin(segments, ofSegment)
    .leftJoin(segment_revisions, ofRevision)
    .leftJoin(user, eq(user.id, runs.started_by))
    .where(and(eq(runs.organization_id, key.organization_id), eq(runs.run_id, key.run_id)));
  return row;
}

export type RunFilter = {
  organization_id: string;
  segment_id?: string | undefined;
  status?: RunStatus | undefined;
  dead_letter?: true | undefined;
  /** The runs that this one has started; left out, only such that no other run started. */
  parent_run_id?: string | undefined;
  before: RunCursor | null;
  limit: number;
};

/** Newest first. `position` is what the next page goes on from: finer than what a `Date` can hold. */
export async function findRuns(db: Database, filter: RunFilter) {
  const conditions: (SQL | undefined)[] = [
    eq(runs.organization_id, filter.organization_id),
    filter.segment_id === undefined ? undefined : eq(runs.segment_id, filter.segment_id),
    filter.status === undefined ? undefined : eq(runs.status, filter.status),
    filter.dead_letter === undefined ? undefined : sql`${runs.dead_letter}`,
    filter.parent_run_id === undefined
      ? isNull(runs.parent_run_id)
      : eq(runs.parent_run_id, filter.parent_run_id),
    filter.before
      ? sql`(${runs.created_at}, ${runs.run_id}) < (${filter.before.created_at}::timestamptz, ${filter.before.run_id}::text)`
      : undefined,
  ];
  return db
    .select({
      ...SUMMARY,
      position: sql<string>`to_char(${runs.created_at} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
    })
    .from(runs)
    .leftJoin(segments, ofSegment)
    .leftJoin(segment_revisions, ofRevision)
    .leftJoin(user, eq(user.id, runs.started_by))
    .where(and(...conditions))
    .orderBy(desc(runs.created_at), desc(runs.run_id))
    .limit(filter.limit);
}

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
