// A snapshot that was made while runs were under way, opened somewhere else: they go on there, and its secrets open.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reduceRun } from "@worktrail/shared/run/reduce";
import { expect, test } from "vitest";
import { DATABASE, writeMarker } from "../src/db/data-directory.ts";
import { openStorage } from "../src/db/storage.ts";
import { call, segment, transform } from "../src/engine/testing/segments.ts";
import { answer, ORGANIZATION, startTestEngine } from "../src/engine/testing/test-engine.ts";
import { WAKE_QUEUE } from "../src/journal/wake-queue.ts";
import { startQueue } from "../src/queue/start-queue.ts";
import { loadSecretsKey } from "../src/secrets/load-key.ts";
import { readSealed } from "../src/secrets/repo.ts";
import { seal, unseal } from "../src/secrets/seal.ts";
import { makeTestDatabase } from "../src/testing/database.ts";
import { checkHistory } from "./history/check-history.ts";
import { readHistory } from "./history/read-history.ts";

const FLOW = segment(
  [transform("a", "data + 1"), call("b"), transform("c", "data"), call("d")],
  ["a > b", "b > c", "c > d"],
);
const RUNS = 30;
const SECRET = { organization_id: ORGANIZATION, name: "KEY" };

const keyOf = (dataDir: string): Buffer => {
  const key = loadSecretsKey({ dataDir, databaseUrl: undefined, secretsKey: undefined });
  if (key === null) throw new Error("An embedded database has a key.");
  return key;
};

test("a snapshot made under load, opened elsewhere, holds every promise, and its runs go on to their ends", {
  timeout: 180_000,
}, async () => {
  const database = await makeTestDatabase("pglite");
  const { dataDir } = database.env;
  const storage = await database.open();
  await startQueue(storage, [WAKE_QUEUE], () => undefined);
  await storage.query(
    "insert into organization (id, name, slug) values ($1, 'Test', $1) on conflict do nothing",
    [ORGANIZATION],
  );
  await storage.query(
    "insert into secrets (organization_id, name, sealed, updated_at, updated_by) values ($1, 'KEY', $2, now(), 'user_ada')",
    [ORGANIZATION, seal(keyOf(dataDir), SECRET, "s3cret")],
  );
  const here = await startTestEngine(storage, { outside: () => answer(1) });
  const run_ids = await Promise.all(Array.from({ length: RUNS }, (_, index) => here.run(FLOW, index)));
  const name = (await storage.snapshot?.()) ?? "";
  await Promise.all(run_ids.map((run_id) => here.ended(run_id)));
  await here.engine.stop();
  await storage.close();

  const elsewhere = mkdtempSync(join(tmpdir(), "worktrail-elsewhere-"));
  cpSync(join(dataDir, "snapshots", name), join(elsewhere, DATABASE), { recursive: true });
  cpSync(join(dataDir, "secrets.key"), join(elsewhere, "secrets.key"));
  writeMarker(elsewhere);
  const restored = await openStorage({ databaseUrl: undefined, dataDir: elsewhere });
  const [sealed] = await readSealed(restored.db, ORGANIZATION, ["KEY"]);
  expect(unseal(keyOf(elsewhere), SECRET, sealed?.sealed ?? "")).toBe("s3cret");

  const then = await readHistory(restored);
  // Every start was acknowledged before the snapshot was asked for.
  expect(then.map(({ run_id }) => run_id).toSorted()).toEqual(run_ids.toSorted());
  expect(then.some(({ row }) => row.ended_at === null)).toBe(true);
  const there = await startTestEngine(restored, { outside: () => answer(1) });
  for (const { run_id, events } of then) {
    if (reduceRun(events)?.ended_at === null) await there.ended(run_id);
  }
  await there.engine.stop();
  const told = { starts: [], answers: [], cancels: [], batches: [] };
  const history = { runs: await readHistory(restored), calls: [], effects: [], told, late_call_ms: 0 };
  expect(checkHistory(history, new Date().toISOString())).toEqual([]);
  expect(history.runs.every(({ row }) => row.status === "completed")).toBe(true);
  await restored.close();
  rmSync(elsewhere, { recursive: true, force: true });
  await database.drop();
});
