// Gives a test file a database of its own on each engine, cloned from a migrated template.
import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, inject } from "vitest";
import { openStorage, type Storage } from "../db/storage.ts";
import { TEMPLATE_DATABASE } from "./global-setup.ts";

export const ENGINES = ["pglite", "postgres"] as const;
export type Engine = (typeof ENGINES)[number];

/** A migrated database that belongs to one test file. `env` opens it again, from here or from a child process. */
export type TestDatabase = {
  engine: Engine;
  env: { databaseUrl: string | undefined; dataDir: string };
  open(): Promise<Storage>;
  /** Removes it; every storage that was opened on it has to be closed before. */
  drop(): Promise<void>;
};

export async function makeTestDatabase(engine: Engine): Promise<TestDatabase> {
  const { postgresUrl, pgliteDir } = inject("templates");
  const dataDir = mkdtempSync(join(tmpdir(), "worktrail-data-"));
  const removeDir = () => rmSync(dataDir, { recursive: true, force: true });
  if (engine === "pglite") {
    cpSync(pgliteDir, dataDir, { recursive: true });
    const env = { databaseUrl: undefined, dataDir };
    return { engine, env, open: () => openStorage(env), drop: async () => removeDir() };
  }
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const admin = (sql: string) => run(`${postgresUrl}/postgres`, sql);
  await admin(`create database ${name} template ${TEMPLATE_DATABASE}`);
  const env = { databaseUrl: `${postgresUrl}/${name}`, dataDir };
  const drop = async () => {
    removeDir();
    await admin(`drop database ${name} with (force)`);
  };
  return { engine, env, open: () => openStorage(env), drop };
}

/**
 * Runs the same suite on the embedded database and on PostgreSQL. The suite gets a function, because the
 * storage exists only once its tests run.
 */
export function describeOnEachDatabase(
  title: string,
  suite: (storage: () => Storage, database: () => TestDatabase) => void,
): void {
  describe.each(ENGINES)(`${title} on %s`, (engine) => {
    let database: TestDatabase | undefined;
    let storage: Storage | undefined;
    beforeAll(async () => {
      database = await makeTestDatabase(engine);
      storage = await database.open();
    });
    afterAll(async () => {
      await storage?.close();
      await database?.drop();
    });
    suite(
      () => present(storage),
      () => present(database),
    );
  });
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("The database is there only while the tests run.");
  return value;
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
