// What one PostgreSQL takes for the things that workers ask of it, measured on the one of this machine.
import { availableParallelism } from "node:os";
import pg from "pg";
import { openBenchEngine } from "../bench-engine.ts";
import type { BenchDatabase, Place } from "../databases.ts";
import { openRaw, prepareCommits, prepareCopies, type Raw } from "../raw.ts";
import { type Load, load } from "../rounds.ts";
import { oneStep } from "../segments.ts";

const MS = 500;
const TIMES = 5;
const CONNECTIONS = 50;
const BATCH = 50;
const LISTENERS = 20;

/** Milliseconds, but for `cores`. */
export type Costs = {
  cores: number;
  /** There and back, without what the database does. */
  round_trip_ms: number;
  /** Of a core, for a statement that reads next to nothing. */
  read_ms: number;
  /** Of a core, for a transaction before its first row. */
  statement_ms: number;
  /** Of a core, for each append: the journal's row and the run's. */
  row_ms: number;
  /** Until the log is on the disk. */
  flush_ms: number;
  /** Of the one notification that can be under way. */
  notify_ms: number;
  /** Of a core, for each listener of each notification. */
  delivery_ms: number;
};

export async function measureCosts(database: BenchDatabase): Promise<Costs> {
  const place = await database.makePlace();
  const engine = await openBenchEngine(place);
  const run_id = await engine.runOnce(oneStep());
  const raw = await openRaw(place.env, engine.storage, CONNECTIONS);
  try {
    return await measureWith(place, raw, run_id);
  } finally {
    await raw.close();
    await engine.close();
    await place.drop();
  }
}

async function measureWith(place: Place, raw: Raw, run_id: string): Promise<Costs> {
  const cores = availableParallelism();
  const { commit } = await prepareCommits(raw);
  const copy = await prepareCopies(raw, run_id, true);
  const select = () => raw.query("select 1");
  const notify = () => raw.query("select pg_notify('bench', $1)", ["x".repeat(200)]);
  await load(CONNECTIONS, MS, commit);
  const oneRead = await best(1, select);
  const reads = await best(CONNECTIONS, select);
  const oneCommit = await best(1, commit);
  const commits = await best(CONNECTIONS, commit);
  const copies = await best(1, () => copy(BATCH));
  const unheard = await best(10, notify);
  const heard = await withListeners(place, () => best(10, notify));
  const each = (per_second: number) => 1_000 / per_second;
  const read_ms = cores * each(reads.per_second);
  const statement_ms = Math.max(read_ms, cores * each(commits.per_second));
  const round_trip_ms = Math.max(0.05, oneRead.p50_ms - read_ms);
  return {
    cores,
    round_trip_ms,
    read_ms,
    statement_ms,
    row_ms: each(copies.per_second) / BATCH,
    flush_ms: Math.max(0.05, oneCommit.p50_ms - round_trip_ms - statement_ms),
    notify_ms: each(unheard.per_second),
    delivery_ms: (cores * Math.max(0, each(heard.per_second) - each(unheard.per_second))) / LISTENERS,
  };
}

/** What the database can do, and not what other programs have left of the machine: the fastest of a few times. */
async function best(concurrency: number, once: () => Promise<unknown>): Promise<Load> {
  const loads: Load[] = [];
  for (let time = 0; time < TIMES; time++) loads.push(await load(concurrency, MS, once));
  const least = (field: "p50_ms" | "p99_ms") => Math.min(...loads.map((load) => load[field]));
  const per_second = Math.max(...loads.map((load) => load.per_second));
  return { per_second, p50_ms: least("p50_ms"), p99_ms: least("p99_ms") };
}

async function withListeners<Result>({ env }: Place, work: () => Promise<Result>): Promise<Result> {
  const clients = Array.from(
    { length: LISTENERS },
    () => new pg.Client({ connectionString: env.databaseUrl ?? "" }),
  );
  for (const client of clients) {
    await client.connect();
    await client.query("listen bench");
  }
  const result = await work();
  await Promise.all(clients.map((client) => client.end()));
  return result;
}
