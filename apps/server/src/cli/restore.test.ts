// A directory that a power cut has damaged, from the refusal to the restored server.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { startChildServer } from "../contract/testing/child-server.ts";
import { copySnapshot, listSnapshots, makeSnapshot } from "../db/snapshots.ts";
import { makeTestDatabase } from "../testing/database.ts";

const BIN = fileURLToPath(new URL("../../bin/worktrail.mjs", import.meta.url));

async function worktrail(args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { PATH: process.env.PATH ?? "", PORT: "0", ...env },
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (output.stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (output.stderr += String(chunk)));
  const [code] = await once(child, "close");
  return { code, ...output };
}

test("an orderly end leaves a snapshot, a damaged directory names it, and `worktrail restore` goes back to it", {
  timeout: 120_000,
}, async () => {
  const database = await makeTestDatabase("pglite");
  const { dataDir } = database.env;
  const env = { WORKTRAIL_DATA: dataDir };
  // The one of the orderly end then has only to copy what changed: it must be ready in time on a busy machine too.
  await makeSnapshot(dataDir, new Date(), copySnapshot);
  const first = await startChildServer(database);
  const start = { segment: { segment_id: "kept", name: "Kept", version: "1.0.0", steps: [] } };
  const saved = await first.call("mutation", "segments.save", start);
  expect(saved.status).toBe(200);
  expect(await worktrail(["restore"], env)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("is in use by"),
  });
  expect(await first.terminate()).toMatchObject({ code: 0, stderr: "" });
  const [name, earlier] = listSnapshots(dataDir);
  expect(earlier).toBeDefined();

  const wal = join(dataDir, "db", "pg_wal");
  for (const file of readdirSync(wal).filter((one) => /^[0-9A-F]{24}$/.test(one)))
    writeFileSync(join(wal, file), Buffer.alloc(8_192));
  const refused = await worktrail(["serve"], env);
  expect(refused).toMatchObject({ code: 1, stdout: "" });
  expect(refused.stderr).toMatch(/^[^\n]+\.\n$/);
  expect(refused.stderr).toContain(`\`worktrail restore\` to go back to its newest snapshot, ${name},`);

  const restored = await worktrail(["restore"], env);
  expect(restored).toMatchObject({ code: 0, stderr: "" });
  expect(restored.stdout).toContain(`The database is what it was at ${name}.`);
  expect(existsSync(/kept in (.+); remove/.exec(restored.stdout)?.[1] ?? "")).toBe(true);
  const second = await startChildServer(database);
  const { data } = await second.call("query", "segments.get", { segment_id: "kept" });
  expect(data).toMatchObject({ revision: 1 });
  await second.kill();
  rmSync(dataDir, { recursive: true, force: true });
  await database.drop();
});

test("there is nothing to restore without a directory, and on PostgreSQL", async () => {
  const nowhere = await worktrail(["restore"], { WORKTRAIL_DATA: "/nowhere/at/all" });
  expect(nowhere).toEqual({
    code: 1,
    stdout: "",
    stderr: expect.stringContaining("There is no data directory"),
  });
  const postgres = await worktrail(["restore"], { DATABASE_URL: "postgres://127.0.0.1:1/none" });
  expect(postgres).toEqual({ code: 1, stdout: "", stderr: expect.stringContaining("from its own backup") });
});
