// The two databases that the bench runs on, each below a directory of its own that is removed afterwards.
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { openStorage, type Storage } from "../src/db/storage.ts";
import { startPostgresServer } from "../src/testing/postgres-server.ts";

import { killAtExit } from "./kill-at-exit.ts";

export type DatabaseKind = "postgres" | "pglite";

/** One empty, migrated database. `env` opens it from here or, once it is closed here, from another process. */
export type Place = {
  kind: DatabaseKind;
  env: { databaseUrl: string | undefined; dataDir: string };
  open(): Promise<Storage>;
  drop(): Promise<void>;
};

export type BenchDatabase = {
  kind: DatabaseKind;
  name: string;
  makePlace(): Promise<Place>;
  close(): Promise<void>;
};

export function openDatabase(kind: DatabaseKind): Promise<BenchDatabase> {
  return kind === "pglite" ? embeddedDatabase() : realDatabase();
}

async function embeddedDatabase(): Promise<BenchDatabase> {
  const root = mkdtempSync(join(tmpdir(), "worktrail-bench-"));
  const template = join(root, "template");
  await fillTemplate({ databaseUrl: undefined, dataDir: template });
  let count = 0;
  return {
    kind: "pglite",
    name: "PGlite",
    makePlace: async () => {
      count += 1;
      const dataDir = join(root, `place-${count}`);
      cpSync(template, dataDir, { recursive: true });
      const env = { databaseUrl: undefined, dataDir };
      const drop = async () => rmSync(dataDir, { recursive: true, force: true });
      return { kind: "pglite", env, open: () => openStorage(env), drop };
    },
    close: async () => rmSync(root, { recursive: true, force: true }),
  };
}

/** PostgreSQL as it is installed: every commit reaches the disk. */
async function realDatabase(): Promise<BenchDatabase> {
  const root = mkdtempSync(join(tmpdir(), "worktrail-bench-"));
  // For root, PostgreSQL runs as another user, who must be able to enter.
  chmodSync(root, 0o755);
  const server = await startPostgresServer(root, { durable: true });
  killAtExit(() => void server.stop());
  const dataDir = join(root, "server");
  mkdirSync(dataDir);
  const address = (name: string) => `${server.url}/${name}`;
  const admin = (sql: string) => execute(address("postgres"), sql);
  await admin("create database template");
  await fillTemplate({ databaseUrl: address("template"), dataDir });
  let count = 0;
  return {
    kind: "postgres",
    name: "PostgreSQL",
    makePlace: async () => {
      count += 1;
      const name = `place_${count}`;
      await admin(`create database ${name} template template`);
      const env = { databaseUrl: address(name), dataDir };
      const drop = () => admin(`drop database ${name} with (force)`);
      return { kind: "postgres", env, open: () => openStorage(env), drop };
    },
    close: async () => {
      await server.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function fillTemplate(env: Place["env"]): Promise<void> {
  const storage = await openStorage(env);
  await storage.migrate();
  // The queue makes its own tables on its first start.
  await storage.boss.start();
  await storage.close();
}

async function execute(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
