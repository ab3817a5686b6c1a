// The database without the engine: what the floors are made of.
import { randomUUID } from "node:crypto";
import pg from "pg";
import type { Storage } from "../src/db/storage.ts";
import type { Place } from "./databases.ts";

/** As many connections as the pool of the product has. */
const CONNECTIONS = 10;

export type Raw = {
  query<Row>(text: string, params?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

/** Prepared statements on connections of their own; the embedded database has only the one of `storage`. */
export async function openRaw(env: Place["env"], storage: Storage, max = CONNECTIONS): Promise<Raw> {
  if (env.databaseUrl === undefined) return { query: storage.query, close: async () => undefined };
  const pool = new pg.Pool({ connectionString: env.databaseUrl, max });
  // A database that is dropped may end connections that are just being closed.
  pool.on("error", () => undefined);
  const names = new Map<string, string>();
  return {
    query: async <Row>(text: string, params: unknown[] = []) => {
      const name = names.get(text) ?? `bench_${names.size}`;
      names.set(text, name);
      return (await pool.query({ name, text, values: params })).rows as Row[];
    },
    close: () => pool.end(),
  };
}

/** An event as it stands in the journal, for floors that commit one. */
const EVENT = JSON.stringify({
  event_id: "0d5f6f0e-35a5-4cf5-a9cb-6d3c6c5a2a51",
  seq: 12,
  tenant_id: "org_bench",
  run_id: "run_0mhb2x1k5a3f09c1b7e4d2a8c6f1",
  segment_id: "chain10",
  event_type: "step.completed",
  timestamp: "2026-01-01T12:00:00.000Z",
  severity: "info",
  step_id: "s5",
  step_type: "transform",
  attempt: 1,
  duration_ms: 0.05,
  payload: { outputs: { output: 6 } },
});

export type Commits = { commit(): Promise<void> };

/** One row in one transaction, durable when it resolves. */
export async function prepareCommits(raw: Raw): Promise<Commits> {
  await raw.query(
    "create table if not exists bench_commits (id bigint generated always as identity, event text)",
  );
  return {
    commit: async () => void (await raw.query("insert into bench_commits (event) values ($1)", [EVENT])),
  };
}

/** As long as the id of a run, and sorted by time as those are. */
const newId = () =>
  `raw_${Date.now().toString(36).padStart(9, "0")}${randomUUID().replaceAll("-", "").slice(0, 20)}`;

type Column = { name: string; type: string };
type Copy = { table: string; columns: Column[]; rows: (string | null)[][] };

/**
 * Inserts what the journal holds of a recorded run again, under new ids, for many runs in one statement.
 * `withRunRow`: also the row of the run itself, whose indexes cost more than the journal does.
 */
export async function prepareCopies(
  raw: Raw,
  run_id: string,
  withRunRow: boolean,
): Promise<(runs: number) => Promise<void>> {
  const tables = withRunRow ? ["run_events", "runs"] : ["run_events"];
  const copies = await Promise.all(tables.map((table) => readCopy(raw, table, run_id)));
  const texts = new Map<number, string>();
  return async (runs) => {
    const text = texts.get(runs) ?? insertText(copies, runs);
    texts.set(runs, text);
    const ids = Array.from({ length: runs }, newId);
    await raw.query(
      text,
      copies.flatMap((copy) => paramsOf(copy, ids)),
    );
  };
}

async function readCopy(raw: Raw, table: string, run_id: string): Promise<Copy> {
  const columns = await raw.query<Column>(
    `select column_name as name, udt_name as type from information_schema.columns
     where table_schema = 'public' and table_name = $1 order by ordinal_position`,
    [table],
  );
  const list = columns.map(({ name }) => `${name}::text`).join(", ");
  const rows = await raw.query<Record<string, string | null>>(
    `select ${list} from ${table} where run_id = $1`,
    [run_id],
  );
  if (rows.length === 0) throw new Error(`The database has nothing of ${run_id} in ${table}.`);
  return { table, columns, rows: rows.map((row) => columns.map(({ name }) => row[name] ?? null)) };
}

/** A parameter for each value: inside of an array, every quote of a JSON text would have to be escaped. */
function insertText(copies: readonly Copy[], runs: number): string {
  let parameter = 0;
  const inserts = copies.map(({ table, columns, rows }) => {
    const row = () => `(${columns.map(({ type }) => `$${++parameter}::text::${type}`).join(", ")})`;
    const values = Array.from({ length: rows.length * runs }, row).join(", ");
    return `insert into ${table} (${columns.map(({ name }) => name).join(", ")}) values ${values}`;
  });
  const last = inserts.pop() ?? "";
  const before = inserts.map((insert, index) => `w${index} as (${insert})`);
  return before.length === 0 ? last : `with ${before.join(", ")} ${last}`;
}

const paramsOf = ({ columns, rows }: Copy, ids: readonly string[]) =>
  ids.flatMap((id) =>
    rows.flatMap((row) => columns.map(({ name }, at) => (name === "run_id" ? id : (row[at] ?? null)))),
  );
