// Once per test run: a real PostgreSQL and an embedded database, both migrated, as templates for every test file.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openPglite } from "../db/open-pglite.ts";
import { openPostgres } from "../db/open-postgres.ts";
import type { Storage } from "../db/storage.ts";
import { type PostgresServer, startPostgresServer } from "./postgres-server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the template databases are. */
    templates: { postgresUrl: string; pgliteDir: string };
  }
}

export const TEMPLATE_DATABASE = "worktrail_template";

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = mkdtempSync(join(tmpdir(), "worktrail-test-"));
  // For root, PostgreSQL runs as another user, who must be able to enter.
  chmodSync(root, 0o755);
  const pgliteDir = join(root, "pglite");
  const [postgres] = await Promise.all([makePostgresTemplate(root), fillTemplate(openPglite(pgliteDir))]);
  project.provide("templates", { postgresUrl: postgres.url, pgliteDir });
  return async () => {
    await postgres.stop();
    rmSync(root, { recursive: true, force: true });
  };
}

async function makePostgresTemplate(root: string): Promise<PostgresServer> {
  const server = await startPostgresServer(root);
  const client = new pg.Client({ connectionString: `${server.url}/postgres` });
  await client.connect();
  await client.query(`create database ${TEMPLATE_DATABASE}`);
  await client.end();
  await fillTemplate(openPostgres(`${server.url}/${TEMPLATE_DATABASE}`));
  return server;
}

async function fillTemplate(opening: Promise<Storage>): Promise<void> {
  const storage = await opening;
  await storage.migrate();
  // The queue makes its own tables on its first start.
  await storage.boss.start();
  await storage.close();
}
