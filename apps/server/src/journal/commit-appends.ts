// Writes a batch of appends in one statement; what hangs on them (tasks, jobs) in the same transaction.
import { type SQL, sql } from "drizzle-orm";
import { fromDrizzle } from "pg-boss";
import type { Database, Storage } from "../db/storage.ts";
import type { RunAppend } from "./append.ts";
import { projectTasks, taskEvents } from "./project-tasks.ts";
import { CHILD_CHANNEL, WAKE_QUEUE } from "./wake-queue.ts";

const START_COLUMNS = `run_id, organization_id, project_id, segment_id, revision, document, status, input, outputs,
  error, config, last_seq, claim_id, wake_at, idempotency_key, started_by, started_at, ended_at, parent_run_id,
  parent_step_id, iteration, depth`;

/**
 * A run that is given back while a run that it started has ended unseen is due at once.
 * A run is moved only from the place and the claim that its events were planned on; others stay untouched.
 */
const MOVE = `moved as (
  update runs r set status = v.status, outputs = v.outputs, error = v.error, last_seq = v.next_seq,
    claim_id = v.next_claim,
    wake_at = case when r.children_moved and v.next_claim is null then now() else v.wake_at::timestamptz end,
    started_at = v.started_at::timestamptz, ended_at = v.ended_at::timestamptz
  from unnest($1::text[], $2::int[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
    $9::text[], $10::text[], $11::text[])
    as v(run_id, last_seq, next_seq, claim_id, next_claim, status, outputs, error, wake_at, started_at, ended_at)
  where r.run_id = v.run_id and r.last_seq = v.last_seq and r.claim_id is not distinct from v.claim_id
  returning r.run_id, r.organization_id)`;

const START = `started as (
  insert into runs (${START_COLUMNS})
  select v.run_id, v.organization_id, v.project_id, v.segment_id, v.revision, v.document, v.status, v.input,
    v.outputs, v.error, v.config, v.last_seq, v.claim_id, v.wake_at::timestamptz, v.idempotency_key,
    v.started_by, v.started_at::timestamptz, v.ended_at::timestamptz, v.parent_run_id, v.parent_step_id,
    v.iteration, v.depth
  from unnest($15::text[], $16::text[], $17::text[], $18::text[], $19::int[], $20::text[], $21::text[],
    $22::text[], $23::text[], $24::text[], $25::text[], $26::int[], $27::text[], $28::text[], $29::text[],
    $30::text[], $31::text[], $32::text[], $33::text[], $34::text[], $35::int[], $36::int[]) as v(${START_COLUMNS})
  on conflict do nothing
  returning run_id, organization_id)`;

const WRITE = `written as (
  insert into run_events (organization_id, run_id, seq, event)
  select a.organization_id, e.run_id, e.seq, e.event
  from unnest($12::text[], $13::int[], $14::text[]) as e(run_id, seq, event)
  join accepted a on a.run_id = e.run_id)`;

const MOVE_ONLY = `with ${MOVE}, accepted as (select * from moved), ${WRITE} select run_id from accepted`;
const MOVE_AND_START = `with ${MOVE}, ${START},
  accepted as (select * from moved union all select * from started), ${WRITE} select run_id from accepted`;

/**
 * Commits every append whose run is still where it was planned on, and leaves the others out.
 * @returns the ids of the runs whose append is durable
 */
export async function commitAppends(storage: Storage, batch: readonly RunAppend[]): Promise<Set<string>> {
  const { text, params } = statement(batch);
  const plain = batch.every(
    (append) => !append.wake_by_job && append.ends_child_of === null && taskEvents(append).length === 0,
  );
  if (plain) return runIds(await storage.query<{ run_id: string }>(text, params));
  return storage.db.transaction(async (tx) => commitWithin(storage, tx, batch));
}

/** As `commitAppends`, as a part of the transaction `tx`. */
export async function commitWithin(
  storage: Storage,
  tx: Database,
  batch: readonly RunAppend[],
): Promise<Set<string>> {
  const { text, params } = statement(batch);
  const accepted = runIds(await execute<{ run_id: string }>(tx, text, params));
  const durable = batch.filter((append) => accepted.has(append.run_id));
  for (const append of durable) await projectTasks(tx, append);
  const parents = await tellParents(tx, durable);
  await queueWakes(storage, tx, durable, parents);
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

/** Plain SQL with `$1` parameters inside a Drizzle transaction. */
export async function execute<Row>(tx: Database, text: string, params: readonly unknown[]): Promise<Row[]> {
  const pieces = text.split(/\$(\d+)/);
  const chunks = pieces.map((piece, index) =>
    index % 2 === 0 ? sql.raw(piece) : sql`${sql.param(params[Number(piece) - 1])}`,
  );
  const result = (await tx.execute(sql.join(chunks))) as unknown as { rows: Row[] };
  return result.rows;
}

function statement(batch: readonly RunAppend[]): { text: string; params: unknown[] } {
  const moves = batch.filter((append) => append.start === null);
  const starts = batch.filter((append) => append.start !== null);
  const events = batch.flatMap((append) => append.events);
  const params = [
    ...moveColumns(moves),
    events.map(({ event }) => event.run_id),
    events.map(({ event }) => event.seq),
    events.map(({ text }) => text),
  ];
  if (starts.length === 0) return { text: MOVE_ONLY, params };
  return { text: MOVE_AND_START, params: [...params, ...startColumns(starts)] };
}

function moveColumns(moves: readonly RunAppend[]): unknown[] {
  return [
    moves.map((append) => append.run_id),
    moves.map((append) => append.expected_seq),
    moves.map((append) => append.expected_seq + append.events.length),
    moves.map((append) => append.claim_id),
    moves.map((append) => append.next_claim),
    moves.map((append) => append.projection.status),
    moves.map((append) => json(append.projection.outputs)),
    moves.map((append) => json(append.projection.error)),
    moves.map((append) => append.projection.wake_at),
    moves.map((append) => append.projection.started_at),
    moves.map((append) => append.projection.ended_at),
  ];
}

function startColumns(starts: readonly RunAppend[]): unknown[] {
  return [
    starts.map((append) => append.run_id),
    starts.map((append) => append.organization_id),
    starts.map((append) => append.start?.project_id),
    starts.map((append) => append.start?.segment_id),
    starts.map((append) => append.start?.revision),
    starts.map((append) => append.start?.document),
    starts.map((append) => append.projection.status),
    starts.map((append) => json(append.start?.input ?? null)),
    starts.map((append) => json(append.projection.outputs)),
    starts.map((append) => json(append.projection.error)),
    starts.map((append) => json(append.start?.config ?? {})),
    starts.map((append) => append.expected_seq + append.events.length),
    starts.map((append) => append.next_claim),
    starts.map((append) => append.projection.wake_at),
    starts.map((append) => append.start?.idempotency_key),
    starts.map((append) => append.start?.started_by),
    starts.map((append) => append.projection.started_at),
    starts.map((append) => append.projection.ended_at),
    starts.map((append) => append.start?.parent?.run_id ?? null),
    starts.map((append) => append.start?.parent?.step_id ?? null),
    starts.map((append) => append.start?.parent?.iteration ?? null),
    starts.map((append) => append.start?.depth ?? 0),
  ];
}

const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));
