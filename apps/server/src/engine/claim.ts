// Which process drives a run. `runs.claim_id` names the worker; null: nobody, until something wakes the run.
import type { Storage } from "../db/storage.ts";

/** Slack between the clock of this process and the database's, when a job says that a run is due. */
const SLACK_MS = 1_000;

/**
 * Claims a run that nobody holds and that is due, unless its organisation is one of `full`.
 * @returns false when that can't be, mostly because somebody else was faster
 */
export async function claimRun(
  storage: Storage,
  run_id: string,
  worker_id: string,
  now: Date,
  full: readonly string[],
): Promise<boolean> {
  const rows = await storage.query(
    `update runs set claim_id = $2
     where run_id = $1 and claim_id is null and ended_at is null and wake_at <= $3
       and organization_id <> all($4::text[])
     returning run_id`,
    [run_id, worker_id, new Date(now.getTime() + SLACK_MS).toISOString(), full],
  );
  return rows.length > 0;
}

/**
 * The runs under this worker's claim, and how far their journals are; `moved`: those of which a run that they have
 * started ended unseen.
 */
export async function claimedRuns(
  storage: Storage,
  worker_id: string,
): Promise<{ claimed: Map<string, number>; moved: string[] }> {
  const rows = await storage.query<{ run_id: string; last_seq: number; children_moved: boolean }>(
    "select run_id, last_seq, children_moved from runs where claim_id = $1 and ended_at is null",
    [worker_id],
  );
  return {
    claimed: new Map(rows.map((row) => [row.run_id, row.last_seq])),
    moved: rows.filter((row) => row.children_moved).map((row) => row.run_id),
  };
}

export type UnwantedChild = { organization_id: string; run_id: string; started_by: string; name: string };

/** Runs that go on although the run that started them has ended: whoever had to cancel them died first. */
export function unwantedChildren(storage: Storage): Promise<UnwantedChild[]> {
  return storage.query<UnwantedChild>(
    `select c.organization_id, c.run_id, c.started_by, coalesce(u.name, c.started_by) as name
     from runs c join runs p on p.run_id = c.parent_run_id left join "user" u on u.id = c.started_by
     where c.parent_run_id is not null and c.ended_at is null and p.ended_at is not null limit 100`,
  );
}

/** Gives one run back that others can go on with. Nothing happens once it is under another claim. */
export async function releaseRun(storage: Storage, run_id: string, worker_id: string): Promise<void> {
  await storage.query(
    `update runs set claim_id = null, wake_at = least(wake_at, now())
     where run_id = $1 and claim_id = $2 and ended_at is null`,
    [run_id, worker_id],
  );
}

/** Gives every run back: whoever has room takes it at once. */
export async function releaseAll(storage: Storage, worker_id: string): Promise<void> {
  await storage.query(
    "update runs set claim_id = null, wake_at = now() where claim_id = $1 and ended_at is null",
    [worker_id],
  );
}
