import { randomUUID } from "node:crypto";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { expect, test } from "vitest";
import { writeCheckpoint } from "../checkpoints/repo.ts";
import type { Storage } from "../db/storage.ts";
import { segment, step, transform } from "../engine/testing/segments.ts";
import { describeEngine, ORGANIZATION, PERSON } from "../engine/testing/test-engine.ts";
import type { RunAppend } from "../journal/append.ts";
import { describeOnEachDatabase } from "../testing/database.ts";
import { describeServer, signInAs } from "../testing/describe-server.ts";
import { readValues, writeValues } from "../values/repo.ts";
import { removeBatch } from "./remove-runs.ts";
import { Sweeper, type SweeperOptions } from "./sweeper.ts";

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

type Given = { run_id?: string; ended: number | null; parent?: string; value?: string };

/** A run with all that belongs to one. @param given.ended how many days ago; null: it goes on */
async function keep(storage: Storage, organization_id: string, given: Given): Promise<string> {
  const { run_id = `run_${randomUUID()}`, ended, parent = null, value } = given;
  const ended_at = ended === null ? null : daysAgo(ended);
  await storage.query(
    `insert into runs (run_id, organization_id, project_id, segment_id, status, last_seq, started_by, created_at,
       started_at, ended_at, parent_run_id, parent_step_id, iteration)
     values ($1, $2, 'p', 's', 'completed', 1, 'u', $3, $3, $4, $5, 'one', 1)`,
    [run_id, organization_id, daysAgo((ended ?? 500) + 1), ended_at, parent],
  );
  await storage.query(
    "insert into run_events (organization_id, run_id, seq, last_seq, events) values ($1, $2, 1, 1, '[]')",
    [organization_id, run_id],
  );
  await storage.query(
    "insert into run_checkpoints (run_id, organization_id, seq, format, state) values ($1, $2, 1, 1, '{}')",
    [run_id, organization_id],
  );
  await storage.query(
    `insert into run_logs (organization_id, run_id, step_id, attempt, first_line, at, lines, line_count, bytes)
     values ($1, $2, 'one', 1, 1, now(), '[[0,"Hi"]]', 1, 2)`,
    [organization_id, run_id],
  );
  await storage.query(
    `insert into tasks (task_id, organization_id, run_id, segment_id, step_id, status, task_type, title, actions)
     values ($1, $2, $3, 's', 'one', 'completed', 'approval', 'T', '[]')`,
    [randomUUID(), organization_id, run_id],
  );
  if (value !== undefined) {
    await storage.query(
      `insert into stored_values (organization_id, hash, value, bytes) values ($1, $2, '"v"', 3)
       on conflict do nothing`,
      [organization_id, value],
    );
    await storage.query("insert into run_values (organization_id, run_id, hash) values ($1, $2, $3)", [
      organization_id,
      run_id,
      value,
    ]);
  }
  return run_id;
}

async function newOrganization(storage: Storage, days: number | null): Promise<string> {
  const id = randomUUID();
  await storage.query("insert into organization (id, name, slug) values ($1, 'Test', $1)", [id]);
  if (days !== null)
    await storage.query(
      "insert into retention_rules (organization_id, days, updated_at, updated_by) values ($1, $2, now(), 'u')",
      [id, days],
    );
  return id;
}

/** What is left of an organisation, by table. */
async function left(storage: Storage, organization_id: string) {
  const column = async (name: string, table: string) => {
    const rows = await storage.query<{ value: string }>(
      `select ${name} as value from ${table} where organization_id = $1`,
      [organization_id],
    );
    return rows.map(({ value }) => value).toSorted();
  };
  const runs = await column("run_id", "runs");
  for (const table of ["run_events", "run_checkpoints", "run_logs", "tasks"])
    expect([table, await column("run_id", table)]).toEqual([table, runs]);
  return { runs, values: await column("hash", "stored_values") };
}

function sweeper(storage: Storage, more: Partial<SweeperOptions> = {}): Sweeper {
  const log = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
  };
  return new Sweeper({ storage, server_days: undefined, log, ...more });
}

/** As if the last sweep had been long ago. */
const forgetTurn = (storage: Storage) =>
  storage.query("delete from server_settings where key = 'next_sweep_at'");

describeOnEachDatabase("retention", (storage) => {
  test("what ended before the rule of its organisation goes whole; the rest of everybody stays", async () => {
    const ours = await newOrganization(storage(), 30);
    const theirs = await newOrganization(storage(), null);
    const strict = await newOrganization(storage(), 5);
    const fresh = await keep(storage(), ours, { ended: 29, value: "shared" });
    const unfinished = await keep(storage(), ours, { ended: null });
    await keep(storage(), ours, { ended: 31, value: "shared" });
    await keep(storage(), ours, { ended: 31, value: "lonely" });
    const their = await keep(storage(), theirs, { ended: 400, value: "lonely" });
    await keep(storage(), strict, { ended: 6 });
    await forgetTurn(storage());
    const changed: string[] = [];
    const removed = await sweeper(storage(), { onRemoved: (id) => changed.push(id) }).sweep();
    expect(removed).toBe(3);
    expect(changed.toSorted()).toEqual([ours, strict].toSorted());
    expect(await left(storage(), ours)).toEqual({ runs: [fresh, unfinished].toSorted(), values: ["shared"] });
    expect(await left(storage(), theirs)).toEqual({ runs: [their], values: ["lonely"] });
    expect(await left(storage(), strict)).toEqual({ runs: [], values: [] });
  });

  test("a run goes with every run below it, and only once all of them have ended", async () => {
    const ours = await newOrganization(storage(), 30);
    const done = await keep(storage(), ours, { ended: 31 });
    const child = await keep(storage(), ours, { ended: 31, parent: done });
    await keep(storage(), ours, { ended: 31, parent: child });
    const parent = await keep(storage(), ours, { ended: 31 });
    const stuck = await keep(storage(), ours, { ended: null, parent });
    const beside = await keep(storage(), ours, { ended: 31, parent });
    await forgetTurn(storage());
    expect(await sweeper(storage()).sweep()).toBe(3);
    expect((await left(storage(), ours)).runs).toEqual([parent, stuck, beside].toSorted());
  });

  test("of the server's rule and the organisation's the shorter one counts", async () => {
    const patient = await newOrganization(storage(), 90);
    const hasty = await newOrganization(storage(), 10);
    for (const id of [patient, hasty]) await keep(storage(), id, { ended: 50 });
    const kept = await keep(storage(), patient, { ended: 20 });
    await keep(storage(), hasty, { ended: 20 });
    await forgetTurn(storage());
    await sweeper(storage(), { server_days: 40 }).sweep();
    expect((await left(storage(), patient)).runs).toEqual([kept]);
    expect((await left(storage(), hasty)).runs).toEqual([]);
  });

  test("many runs go in batches, past those that stay, and one process at a time", async () => {
    const ours = await newOrganization(storage(), 30);
    const parent = await keep(storage(), ours, { ended: 400 });
    const stuck = await keep(storage(), ours, { ended: null, parent });
    for (let n = 0; n < 45; n++) await keep(storage(), ours, { ended: 31 + n });
    await forgetTurn(storage());
    const swept = await Promise.all([sweeper(storage()).sweep(), sweeper(storage()).sweep()]);
    expect(swept.toSorted()).toEqual([45, null]);
    expect((await left(storage(), ours)).runs).toEqual([parent, stuck].toSorted());
    expect(await sweeper(storage()).sweep()).toBeNull();
  });
});

describeOnEachDatabase("a value", (storage) => {
  test("stays for a run that begins to refer to it while the last other one is removed", async () => {
    const ours = await newOrganization(storage(), 30);
    const ended_before = new Date(daysAgo(30));
    const text = JSON.stringify("shared");
    const begins = async (run_id: string) =>
      storage().db.transaction(async (tx) => {
        const events = [{ event: {} as WorktrailEvent, text: "{}", values: [{ hash: "shared", text }] }];
        await writeValues(tx, [{ organization_id: ours, run_id, events } as unknown as RunAppend]);
      });
    for (let n = 0; n < 25; n++) {
      await keep(storage(), ours, { ended: 31, value: "shared" });
      const run_id = await keep(storage(), ours, { ended: null });
      await Promise.all([
        begins(run_id),
        removeBatch(storage(), { organization_id: ours, ended_before }, null),
      ]);
      const values = await readValues(storage(), { organization_id: ours, run_id }, ["shared"]);
      expect([n, values.has("shared")]).toEqual([n, true]);
      await storage().query("update runs set ended_at = $2 where run_id = $1", [run_id, daysAgo(40)]);
    }
  });
});

describeEngine("a run of the engine", (start, storage) => {
  test("leaves nothing behind in any table that knows runs", async () => {
    const test = await start();
    await storage().query(
      "insert into organization (id, name, slug) values ($1, 'Test', $1) on conflict do nothing",
      [ORGANIZATION],
    );
    const ask = step("ask", "human_task", { task_type: "approval", title: "Go on?" });
    const run_id = await test.run(
      segment([transform("same", "data"), ask], ["same > ask"]),
      "x".repeat(300_000),
    );
    const state = await test.until(run_id, ({ status }) => status === "waiting");
    await writeCheckpoint(storage(), state);
    await test.engine.cancelRun({ organization_id: ORGANIZATION, run_id }, { requested_by: PERSON });
    const tables = await storage().query<{ name: string }>(
      "select table_name as name from information_schema.columns where column_name = 'run_id' and table_schema = 'public'",
    );
    const told = async () => {
      const rows = tables.map(async ({ name }) => {
        const found = await storage().query(`select 1 from ${name} where run_id = $1`, [run_id]);
        return [name, found.length > 0] as const;
      });
      return (await Promise.all(rows)).filter(([, some]) => some).map(([name]) => name);
    };
    expect((await told()).toSorted()).toEqual([
      "run_checkpoints",
      "run_events",
      "run_values",
      "runs",
      "tasks",
    ]);
    await storage().query("update runs set created_at = $2, ended_at = $2 where run_id = $1", [
      run_id,
      daysAgo(9),
    ]);
    await forgetTurn(storage());
    await sweeper(storage(), { server_days: 8 }).sweep();
    expect(await told()).toEqual([]);
    const values = await storage().query("select 1 from stored_values where organization_id = $1", [
      ORGANIZATION,
    ]);
    expect(values).toEqual([]);
  });
});

describeServer("the rule of an organisation", (server) => {
  test("owners set and lift it, everybody reads it, and another organisation has its own", async () => {
    const [owner, viewer, stranger] = await Promise.all([
      signInAs(server(), "owner"),
      signInAs(server(), "viewer"),
      signInAs(server(), "owner", "another organisation"),
    ]);
    const none = { days: null, server_days: null, updated_at: null, updated_by: null };
    expect((await viewer.call("query", "retention.get")).data).toEqual(none);
    const set = await owner.call("mutation", "retention.set", { days: 30 });
    expect(set.data).toMatchObject({ days: 30, updated_by: { user_id: owner.user_id } });
    expect((await viewer.call("query", "retention.get")).data).toEqual(set.data);
    expect((await stranger.call("query", "retention.get")).data).toEqual(none);
    expect((await owner.call("mutation", "retention.set", { days: null })).data).toEqual(none);
  });

  test.each([0, 1.5, 40_000, "30"])("%j days are refused at their place", async (days) => {
    const { error } = await server().call("mutation", "retention.set", { days });
    expect(error?.data).toMatchObject({ code: "BAD_REQUEST", path: "/days" });
  });
});
