// Removes ended runs whole: with their journals, tasks, checkpoints, the runs that they started, and large values.
import type { Database, Storage } from "../db/storage.ts";
import { execute } from "../journal/execute.ts";

/** Runs that other runs started are not counted: they go with theirs. */
const BATCH_RUNS = 20;

export type Expired = { organization_id: string; ended_before: Date };
export type Removed = {
  /** The number of runs that are gone. */
  runs: number;
  /** Where the next batch goes on; null: that was the last one. */
  next: Place | null;
};
/** A run by its place in the order of creation. */
export type Place = { created_at: string; run_id: string };

/**
 * Removes the next few runs of an organisation that ended before a time, in one transaction. A run goes only together
 * with every run below it, and only if all of them have ended; somebody who acts on one right now keeps it.
 */
export async function removeBatch(storage: Storage, expired: Expired, after: Place | null): Promise<Removed> {
  return storage.db.transaction(async (tx) => {
    const roots = await lockExpired(tx, expired, after);
    const last = roots.at(-1);
    const run_ids = await lockWhole(tx, roots);
    if (run_ids.length > 0) await removeAll(tx, expired.organization_id, run_ids);
    const more = last !== undefined && roots.length === BATCH_RUNS;
    return { runs: run_ids.length, next: more ? { created_at: last.created_at, run_id: last.run_id } : null };
  });
}

/** What ended before a time was created before it: the index of the list of runs leads to it, oldest first. */
function lockExpired(
  tx: Database,
  { organization_id, ended_before }: Expired,
  after: Place | null,
): Promise<(Place & { run_id: string })[]> {
  const before = ended_before.toISOString();
  return execute(
    tx,
    `select run_id, to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at
     from runs
     where organization_id = $1 and created_at < $2::timestamptz and ended_at < $2::timestamptz
       and parent_run_id is null and (created_at, run_id) > ($3::timestamptz, $4::text)
     order by created_at, run_id limit ${BATCH_RUNS} for update skip locked`,
    [organization_id, before, after?.created_at ?? "-infinity", after?.run_id ?? ""],
  );
}

/** The runs and every run below them, locked; a family with an unfinished member is left out. */
async function lockWhole(tx: Database, roots: readonly Place[]): Promise<string[]> {
  if (roots.length === 0) return [];
  const family = await execute<{ root: string; run_id: string }>(
    tx,
    `with recursive family(root, run_id) as (
       select run_id, run_id from unnest($1::text[]) as r(run_id)
       union all
       select f.root, c.run_id from family f join runs c on c.parent_run_id = f.run_id)
     select root, run_id from family order by run_id`,
    [roots.map(({ run_id }) => run_id)],
  );
  const ended = await execute<{ run_id: string }>(
    tx,
    `select run_id from runs where run_id = any($1::text[]) and ended_at is not null
     order by run_id for update skip locked`,
    [family.map(({ run_id }) => run_id)],
  );
  const free = new Set(ended.map(({ run_id }) => run_id));
  const kept = new Set(family.filter(({ run_id }) => !free.has(run_id)).map(({ root }) => root));
  return family.filter(({ root }) => !kept.has(root)).map(({ run_id }) => run_id);
}

/**
 * The order of the locks is that of a commit: first runs, then values. A value is locked before it is looked at, in a
 * statement of its own: only then is a run seen that has begun to refer to it meanwhile.
 */
async function removeAll(tx: Database, organization_id: string, run_ids: readonly string[]): Promise<void> {
  const values = await execute<{ hash: string }>(
    tx,
    `select hash from stored_values where organization_id = $1
       and hash in (select hash from run_values where run_id = any($2::text[])) order by hash for update`,
    [organization_id, run_ids],
  );
  for (const table of ["run_events", "run_checkpoints", "run_logs", "run_values", "tasks", "runs"])
    await execute(tx, `delete from ${table} where organization_id = $1 and run_id = any($2::text[])`, [
      organization_id,
      run_ids,
    ]);
  if (values.length === 0) return;
  await execute(
    tx,
    `delete from stored_values v where v.organization_id = $1 and v.hash = any($2::text[]) and not exists (
       select 1 from run_values r where r.organization_id = v.organization_id and r.hash = v.hash)`,
    [organization_id, values.map(({ hash }) => hash)],
  );
}
