import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { fromPglite, PgBoss } from "pg-boss";
import { StartupError } from "../startup-error.ts";
import { DATABASE, MARKER, writeMarker } from "./data-directory.ts";
import { type DirectoryLock, lockDirectory } from "./directory-lock.ts";
import { loadPglite } from "./drizzle-orm.ts";
import { isDamage } from "./errors.ts";
import { MIGRATIONS_FOLDER } from "./migrations-folder.ts";
import { PgliteClient } from "./pglite-client.ts";
import * as schema from "./schema/index.ts";
import { listSnapshots, makeSnapshot } from "./snapshots.ts";
import type { Database, Storage } from "./storage.ts";

const { drizzle, migrate } = loadPglite();

/** Of the PostgreSQL that PGlite is: a directory of another one is not opened. */
export const POSTGRES_MAJOR = "18";

/** Opens (or makes) the embedded database in a data directory and locks the directory for this process. */
export async function openPglite(dataDir: string): Promise<Storage> {
  const lock = takeDirectory(dataDir);
  try {
    const client = await openDatabase(dataDir);
    return pgliteStorage(client, dataDir, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function takeDirectory(dataDir: string): DirectoryLock {
  try {
    makeDirectory(dataDir);
    return lockDirectory(dataDir);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    throw new StartupError(
      `The data directory ${dataDir} cannot be written to${code}; make it writable, or set WORKTRAIL_DATA to another directory.`,
    );
  }
}

/** Level by level: where nothing can be made, as in `/proc`, the recursive `mkdir` of Node never comes back. */
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  makeDirectory(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process that starts now has made it in between.
    if (!existsSync(path)) throw error;
  }
}

async function openDatabase(dataDir: string): Promise<PgliteClient> {
  const directory = join(dataDir, DATABASE);
  const ready = existsSync(join(dataDir, MARKER));
  if (ready) refuseForeignFiles(dataDir);
  if (ready && !existsSync(join(directory, "PG_VERSION"))) throw damaged(dataDir);
  if (ready) refuseOtherVersion(dataDir);
  // A first start that was killed leaves half a database. It is put aside rather than removed, to be safe.
  if (!ready && existsSync(directory)) renameSync(directory, `${directory}.incomplete-${Date.now()}`);
  try {
    return await PgliteClient.open(directory);
  } catch (error) {
    if (ready) throw damaged(dataDir);
    const why = error instanceof Error ? error.message : String(error);
    throw new StartupError(
      `The embedded database could not be made in ${dataDir} (${why}); check that the disk has space.`,
    );
  }
}

/** Files of another user, as one start by an administrator leaves them, must not be told as damage. */
function refuseForeignFiles(dataDir: string): void {
  for (const part of ["", "PG_VERSION", join("global", "pg_control")]) {
    try {
      accessSync(join(dataDir, DATABASE, part), constants.R_OK | constants.W_OK);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (code === "ENOENT") continue;
      throw new StartupError(
        `The database in ${dataDir} may not be read and written by this user (${code}), so it was left as it is; make its files this user's own, or start Worktrail as the user they belong to.`,
      );
    }
  }
}

function refuseOtherVersion(dataDir: string): void {
  const version = readFileSync(join(dataDir, DATABASE, "PG_VERSION"), "utf8").trim();
  if (version === POSTGRES_MAJOR || !/^\d+$/.test(version)) return;
  throw new StartupError(
    `The database in ${dataDir} was made by a Worktrail that brought PostgreSQL ${version}, and this one brings ${POSTGRES_MAJOR}, so it was left as it is; start that Worktrail again to go on with it, or export there the segments to keep, set WORKTRAIL_DATA to another directory, and import them here.`,
  );
}

function damaged(dataDir: string): StartupError {
  const [newest] = listSnapshots(dataDir);
  const advice =
    newest === undefined
      ? "restore the directory from a backup"
      : `run \`worktrail restore\` to go back to its newest snapshot, ${newest}, and keep the damaged one beside it`;
  return new StartupError(
    `The database in ${dataDir} does not open, so it was left as it is; ${advice}, or set WORKTRAIL_DATA to another directory.`,
  );
}

function pgliteStorage(client: PgliteClient, dataDir: string, lock: DirectoryLock): Storage {
  // Drizzle asks for the whole of PGlite but calls `query` and `transaction` only.
  const db = drizzle(client as unknown as PGlite, { schema });
  const boss = new PgBoss({
    db: fromPglite(client),
    backend: "pglite",
    useListenNotify: true,
    schedule: false,
  });
  let closing: Promise<void> | null = null;
  return {
    kind: "pglite",
    db: db as unknown as Database,
    query: async <Row>(sql: string, params: unknown[] = []) => (await client.query<Row>(sql, params)).rows,
    queryNamed: async <Row>(_name: string, sql: string, params: unknown[]) =>
      (await client.query<Row>(sql, params)).rows,
    listen: (channel, callback) => client.listen(channel, callback),
    notify: async (channel, payload) =>
      void (await client.query("select pg_notify($1, $2)", [channel, payload])),
    life_lock: null,
    boss,
    migrate: async () => {
      try {
        await migrate(db, { migrationsFolder: MIGRATIONS_FOLDER });
      } catch (error) {
        if (isDamage(error)) throw damaged(dataDir);
        throw error;
      }
      if (!existsSync(join(dataDir, MARKER))) writeMarker(dataDir);
    },
    lost: client.lost,
    snapshot: () => makeSnapshot(dataDir, new Date(), (places) => client.snapshot(places)),
    close: () => {
      closing ??= (async () => {
        try {
          await boss.stop({ graceful: true, timeout: 5_000 });
        } finally {
          await client.close().finally(() => lock.release());
        }
      })();
      return closing;
    },
  };
}
