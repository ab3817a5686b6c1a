// Writes a batch of appends in one statement; what hangs on them (tasks, jobs) in the same transaction.
import type { SQL } from "drizzle-orm";
import { fromDrizzle } from "pg-boss";
import { sql } from "../db/drizzle-orm.ts";
import type { Database, Storage } from "../db/storage.ts";
import { hasValues, writeValues } from "../values/repo.ts";
import type { RunAppend } from "./append.ts";
import { commitStatement } from "./commit-statement.ts";
import { execute } from "./execute.ts";
import { costOf, projectCosts } from "./project-costs.ts";
import { endsAsDeadLetter, projectDeadLetters } from "./project-dead-letters.ts";
import { projectTasks, taskEvents } from "./project-tasks.ts";
import { CHILD_CHANNEL, WAKE_QUEUE } from "./wake-queue.ts";

/**
 * Commits every append whose run is still where it was planned on, and leaves the others out.
 * @returns the ids of the runs whose append is durable
 */
export async function commitAppends(storage: Storage, batch: readonly RunAppend[]): Promise<Set<string>> {
  const { name, text, params } = commitStatement(batch);
  const plain = batch.every(
    (append) =>
      !append.wake_by_job &&
      append.ends_child_of === null &&
      taskEvents(append).length === 0 &&
      !hasValues(append) &&
      costOf(append) === 0 &&
      !endsAsDeadLetter(append),
  );
  if (plain) return runIds(await storage.queryNamed<{ run_id: string }>(name, text, params));
  return storage.db.transaction(async (tx) => commitWithin(storage, tx, batch));
}

/** As `commitAppends`, as a part of the transaction `tx`. */
export async function commitWithin(
  storage: Storage,
  tx: Database,
  batch: readonly RunAppend[],
): Promise<Set<string>> {
  const { text, params } = commitStatement(batch);
  const accepted = runIds(await execute<{ run_id: string }>(tx, text, params));
  const durable = batch.filter((append) => accepted.has(append.run_id));
  for (const append of durable) await projectTasks(tx, append);
  await projectDeadLetters(tx, durable);
  await projectCosts(tx, durable);
  const parents = await tellParents(tx, durable);
  await queueWakes(storage, tx, durable, parents);
  // Last: whoever holds a value waits for no run any more.
  await writeValues(tx, durable);
  return accepted;
}

/** Runs that wait for one that has just ended. @returns those that nobody drives: they are due now */
async function tellParents(tx: Database, appends: readonly RunAppend[]): Promise<string[]> {
  const children = appends.filter(({ ends_child_of }) => ends_child_of !== null);
  if (children.length === 0) return [];
  const parents = [...new Set(children.map(({ ends_child_of }) => ends_child_of))].sort();
  const rows = await execute<{ run_id: string; claim_id: string | null }>(
    tx,
    `update runs set children_moved = true, wake_at = case when claim_id is null then now() else wake_at end
     where run_id = any($1::text[]) and ended_at is null returning run_id, claim_id`,
    [parents],
  );
  const claims = new Set(children.map(({ claim_id }) => claim_id));
  for (const { run_id, claim_id } of rows) {
    if (claim_id === null || claims.has(claim_id)) continue;
    await execute(tx, "select pg_notify($1, $2)", [CHILD_CHANNEL, run_id]);
  }
  return rows.flatMap(({ run_id, claim_id }) => (claim_id === null ? [run_id] : []));
}

async function queueWakes(
  storage: Storage,
  tx: Database,
  appends: readonly RunAppend[],
  parents: readonly string[],
): Promise<void> {
  const timed = appends.flatMap(({ run_id, wake_by_job, projection }) =>
    wake_by_job ? [{ data: { run_id }, startAfter: new Date(projection.wake_at ?? 0) }] : [],
  );
  const jobs = [...timed, ...parents.map((run_id) => ({ data: { run_id }, startAfter: new Date(0) }))];
  if (jobs.length === 0) return;
  const executor = {
    execute: async (query: unknown) =>
      tx.execute(query as SQL) as Promise<unknown> as Promise<{ rows: unknown[] }>,
  };
  await storage.boss.insert(WAKE_QUEUE.name, jobs, { db: fromDrizzle(executor, sql) });
}

const runIds = (rows: readonly { run_id: string }[]) => new Set(rows.map((row) => row.run_id));
