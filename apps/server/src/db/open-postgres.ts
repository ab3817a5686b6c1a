import { randomInt } from "node:crypto";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { StartupError } from "../startup-error.ts";
import { loadNodePostgres } from "./drizzle-orm.ts";
import { MIGRATIONS_FOLDER } from "./migrations-folder.ts";
import { PgListener } from "./pg-listener.ts";
import * as schema from "./schema/index.ts";
import { type Database, LIFE_LOCKS, type Storage } from "./storage.ts";

const { drizzle, migrate } = loadNodePostgres();

/** Any number that no other program on the same database is likely to lock. */
const MIGRATION_LOCK = 7_235_002_418;

/** Opens PostgreSQL at `connectionString` through a pool. */
export async function openPostgres(connectionString: string): Promise<Storage> {
  const pool = new pg.Pool({
    connectionString,
    application_name: "worktrail",
    max: 10,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined);
  // So would one that breaks while a transaction holds it: the next statement of the transaction fails instead.
  pool.on("connect", (client) => client.on("error", () => undefined));
  await checkReachable(pool, connectionString);

  const db = drizzle(pool, { schema });
  db.transaction = (work, config) => transactionOn(pool, (own) => own.transaction(work, config));
  const life_lock = randomInt(1, 2_147_483_647);
  const listener = new PgListener(connectionString, { class_id: LIFE_LOCKS, id: life_lock });
  const boss = new PgBoss({
    connectionString,
    application_name: "worktrail-queue",
    max: 4,
    useListenNotify: true,
    schedule: false,
  });
  let closing: Promise<void> | null = null;
  return {
    kind: "postgres",
    db: db as unknown as Database,
    query: async <Row>(sql: string, params: unknown[] = []) => (await pool.query(sql, params)).rows as Row[],
    queryNamed: async <Row>(name: string, text: string, values: unknown[]) =>
      (await pool.query({ name, text, values })).rows as Row[],
    listen: (channel, callback) => listener.listen(channel, callback),
    notify: async (channel, payload) =>
      void (await pool.query("select pg_notify($1, $2)", [channel, payload])),
    life_lock,
    boss,
    migrate: () => migrateOnce(connectionString),
    // A lost connection is made again.
    lost: new Promise(() => undefined),
    snapshot: null,
    close: () => {
      closing ??= (async () => {
        try {
          await boss.stop({ graceful: true, timeout: 5_000 });
        } finally {
          await listener.close();
          await pool.end();
        }
      })();
      return closing;
    },
  };
}

type PoolDatabase = NodePgDatabase<typeof schema>;

/** Drizzle takes a connection for a transaction and, when its `begin` fails, never gives it back: so it is lent one. */
async function transactionOn<Result>(
  pool: pg.Pool,
  work: (db: PoolDatabase) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    return await work(drizzle(client, { schema }));
  } finally {
    client.release();
  }
}

/** Several servers may start at once: the second waits for the first and finds nothing left to do. */
async function migrateOnce(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, application_name: "worktrail-migrate" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await migrate(drizzle(client, { schema }), { migrationsFolder: MIGRATIONS_FOLDER });
  } finally {
    await client.end();
  }
}

async function checkReachable(pool: pg.Pool, connectionString: string): Promise<void> {
  try {
    await pool.query("select 1");
  } catch (error) {
    await pool.end();
    const { hostname, port } = new URL(connectionString);
    const address = `${hostname || "localhost"}:${port || 5432}`;
    throw new StartupError(
      `The database at ${address} cannot be reached (${reason(error)}); check DATABASE_URL and that PostgreSQL is running.`,
    );
  }
}

function reason(error: unknown): string {
  if (error instanceof AggregateError) return reason(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
