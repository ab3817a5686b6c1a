import { expect, test } from "vitest";
import { sendJob } from "../queue/send-job.ts";
import { startQueue } from "../queue/start-queue.ts";
import { describeOnEachDatabase } from "../testing/database.ts";
import { sql } from "./drizzle-orm.ts";
import { isUniqueViolation } from "./errors.ts";
import { projects, runs, server_settings } from "./schema/index.ts";

const fail = (trouble: unknown) => {
  throw trouble;
};

describeOnEachDatabase("storage", (storage) => {
  test("migrations that have run once have nothing left to do", async () => {
    const count = () =>
      storage().query<{ n: number }>("select count(*)::int as n from drizzle.__drizzle_migrations");
    const before = await count();
    await storage().migrate();
    await Promise.all([storage().migrate(), storage().migrate()]);
    expect(await count()).toEqual(before);
  });

  test("JSON values come back exactly as they went in", async () => {
    const input = { z: 1, a: ["\u0000", "\ud800", "🙂", 1e-7, null], "1": { deep: true } };
    await storage().db.insert(runs).values({
      run_id: "run_json",
      organization_id: "o",
      project_id: "p",
      segment_id: "s",
      status: "queued",
      input,
      started_by: "u",
    });
    const [row] = await storage().db.select().from(runs);
    expect(JSON.stringify(row?.input)).toBe(JSON.stringify(input));
    expect(row?.outputs).toBeNull();
    expect(row?.created_at).toBeInstanceOf(Date);
  });

  test("a second row with the same key is recognised as such", async () => {
    const row = { key: "twice", value: "1" };
    await storage().db.insert(server_settings).values(row);
    const error = await storage()
      .db.insert(server_settings)
      .values(row)
      .catch((refusal: unknown) => refusal);
    expect(isUniqueViolation(error)).toBe(true);
    const missing = await storage()
      .db.insert(projects)
      .values({ project_id: "p", organization_id: "nobody", name: "P" })
      .catch((refusal: unknown) => refusal);
    expect(isUniqueViolation(missing)).toBe(false);
  });

  test("a transaction that fails leaves nothing behind", async () => {
    const work = storage().db.transaction(async (tx) => {
      await tx.insert(server_settings).values({ key: "half", value: "1" });
      throw new Error("stop here");
    });
    await expect(work).rejects.toThrow("stop here");
    expect(await storage().query("select 1 from server_settings where key = 'half'")).toEqual([]);
  });

  test("a savepoint takes back its own part only", async () => {
    await storage().db.transaction(async (tx) => {
      await tx.insert(server_settings).values({ key: "kept", value: "1" });
      await tx
        .transaction((inner) => inner.insert(server_settings).values({ key: "kept", value: "2" }))
        .catch(() => undefined);
    });
    expect(await storage().query("select value from server_settings where key = 'kept'")).toEqual([
      { value: "1" },
    ]);
  });

  test("concurrent transactions do not see each other's half", async () => {
    await storage().query("insert into server_settings values ('counter', '0')");
    const bump = () =>
      storage().db.transaction(async (tx) => {
        await tx.execute(sql`select value from server_settings where key = 'counter' for update`);
        await tx.execute(
          sql`update server_settings set value = (value::int + 1)::text where key = 'counter'`,
        );
      });
    await Promise.all(Array.from({ length: 20 }, bump));
    expect(await storage().query("select value from server_settings where key = 'counter'")).toEqual([
      { value: "20" },
    ]);
  });

  test("a notification reaches every listener of exactly its channel", async () => {
    const heard: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = await storage().listen('Odd "name"', (payload) => heard.push(`a:${payload}`));
    await storage().listen('Odd "name"', (payload) => {
      heard.push(`b:${payload}`);
      if (payload === "last") resolve();
    });
    await storage().notify('odd "name"', "other");
    await storage().notify('Odd "name"', "first");
    await storage().query("select 1");
    while (heard.length < 2) await new Promise((next) => setImmediate(next));
    await stop();
    await storage().notify('Odd "name"', "last");
    await promise;
    expect(heard).toEqual(["a:first", "b:first", "b:last"]);
  });

  test("a job exists exactly when the transaction that sent it commits, and wakes its worker", async () => {
    const boss = await startQueue(storage(), [{ name: "wake" }], fail);
    const rolledBack = storage().db.transaction(async (tx) => {
      await sendJob(boss, tx, "wake", { from: "rolled back" });
      throw new Error("no");
    });
    await expect(rolledBack).rejects.toThrow("no");
    const { promise, resolve } = Promise.withResolvers<object>();
    await boss.work<object>("wake", { pollingIntervalSeconds: 30 }, async ([job]) =>
      resolve(job?.data ?? {}),
    );
    await storage().db.transaction(async (tx) => {
      await tx.insert(server_settings).values({ key: "fact", value: "1" });
      expect(await sendJob(boss, tx, "wake", { from: "committed" })).toBeTypeOf("string");
    });
    expect(await promise).toEqual({ from: "committed" });
  });
});
