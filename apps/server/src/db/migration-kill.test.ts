// A process that dies in the middle of a migration leaves either none of it or all of it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ENGINES, makeTestDatabase } from "../testing/database.ts";
import { MIGRATIONS_FOLDER } from "./migrations-folder.ts";

const folder = mkdtempSync(join(tmpdir(), "worktrail-migrations-"));
const STEPS = ["create table first_half (n int)", "select pg_sleep(4)", "create table second_half (n int)"];

/** Migrates to a version that is not there yet: two tables with a rest between them. */
const MIGRATE = `
  const { storage: module, migrator, migrationsFolder, env } = JSON.parse(process.argv[2]);
  const [{ openStorage }, { migrate }] = await Promise.all([import(module), import(migrator)]);
  const storage = await openStorage(env);
  console.log("begun");
  await migrate(storage.db, { migrationsFolder });
`;
const script = join(folder, "migrate.mjs");

cpSync(MIGRATIONS_FOLDER, folder, { recursive: true });
const journal = join(folder, "meta", "_journal.json");
const known = JSON.parse(readFileSync(journal, "utf8"));
const next = { ...known.entries.at(-1), idx: known.entries.length, when: Date.now(), tag: "9999_halves" };
writeFileSync(script, MIGRATE);
writeFileSync(journal, JSON.stringify({ ...known, entries: [...known.entries, next] }));
writeFileSync(join(folder, "9999_halves.sql"), STEPS.join(";--> statement-breakpoint\n"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(ENGINES)(
  "killed while it migrates on %s, the next start finds the schema as it was",
  {
    timeout: 60_000,
  },
  async (engine) => {
    const database = await makeTestDatabase(engine);
    const migrator = `drizzle-orm/${engine === "pglite" ? "pglite" : "node-postgres"}/migrator`;
    const about = {
      storage: import.meta.resolve("./storage.ts"),
      migrator: import.meta.resolve(migrator),
      migrationsFolder: folder,
      env: database.env,
    };
    const child = spawn(process.execPath, [script, JSON.stringify(about)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    const gone = once(child, "exit");
    // Long enough to be in the rest between the halves; what is checked holds wherever it dies.
    const timer = setTimeout(() => child.kill("SIGKILL"), 2_000);
    const [, signal] = await gone;
    clearTimeout(timer);
    expect(signal).toBe("SIGKILL");

    const storage = await database.open();
    const halves = await storage.query(
      "select table_name from information_schema.tables where table_name in ('first_half', 'second_half')",
    );
    expect(halves).toEqual([]);
    await storage.migrate();
    expect(await storage.query("select count(*)::int as n from runs")).toEqual([{ n: 0 }]);
    await storage.close();
    await database.drop();
  },
);
