import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { PgBoss } from "pg-boss";
import type { Env } from "../env.ts";
import type * as schema from "./schema/index.ts";

/** Drizzle over either database, or a transaction of it: what every repository takes. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

/** Advisory locks that show which processes live; any number that no other program is likely to use. */
export const LIFE_LOCKS = 723_500_241;

/** The one database of this process, embedded or PostgreSQL: everything above it sees no difference. */
export type Storage = {
  kind: "pglite" | "postgres";
  db: Database;
  /** Plain SQL with `$1` parameters. The two drivers differ on bigint: write `count(*)::int`. */
  query<Row = Record<string, unknown>>(sql: string, params?: unknown[]): Promise<Row[]>;
  /** As `query`; a connection of PostgreSQL plans the statement once. `name` stands for exactly one text. */
  queryNamed<Row = Record<string, unknown>>(name: string, sql: string, params: unknown[]): Promise<Row[]>;
  /**
   * Calls back with every payload on this channel, from any process on the same database.
   * After a lost connection notifications of the meantime are gone: a listener must treat them as hints.
   */
  listen(channel: string, callback: (payload: string) => void): Promise<() => Promise<void>>;
  notify(channel: string, payload: string): Promise<void>;
  /**
   * Names the lock that this process holds while it is connected, in the class `LIFE_LOCKS`: others see by it that the
   * process lives. Null on the embedded database, which has no others.
   */
  life_lock: number | null;
  /** The job queue on the same database; not started here, see `startQueue`. */
  boss: PgBoss;
  /** Brings the schema up to date; safe to call from several processes at once. */
  migrate(): Promise<void>;
  /** Settles with the reason when the database is gone for good, as only the embedded one can be. */
  lost: Promise<Error>;
  /** Keeps a copy of the embedded database that survives a power cut; null on PostgreSQL, which needs none. */
  snapshot: (() => Promise<string>) | null;
  /** Closes everything and gives the data directory back; may be called twice. */
  close(): Promise<void>;
};

/**
 * Opens the database that the environment names.
 * @throws StartupError when it cannot be reached, opened, or belongs to another process.
 */
export async function openStorage(env: Pick<Env, "databaseUrl" | "dataDir">): Promise<Storage> {
  if (env.databaseUrl !== undefined)
    return (await import("./open-postgres.ts")).openPostgres(env.databaseUrl);
  return (await import("./open-pglite.ts")).openPglite(env.dataDir);
}
