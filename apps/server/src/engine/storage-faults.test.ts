// A disk without room, played and, where the machine lets a test make one, really full; a connection that breaks in the middle of a transaction, and clocks that jump.
import { cpSync } from "node:fs";
import { describe, expect, inject, it } from "vitest";
import { type Database, openStorage, type Storage } from "../db/storage.ts";
import { readEvents } from "../journal/read-journal.ts";
import { WAKE_QUEUE } from "../journal/wake-queue.ts";
import { startQueue } from "../queue/start-queue.ts";
import { makeSmallDisk, mayMakeDisks, type SmallDisk } from "../testing/small-disk.ts";
import { call, segment, step } from "./testing/segments.ts";
import { answer, describeEngine, ORGANIZATION, PERSON, startTestEngine } from "./testing/test-engine.ts";

/** Beats often, and is not taken for dead on a busy machine. */
const ALIVE = { heartbeat_ms: 50, worker_dead_after_ms: 10_000 };

const noRoom = () =>
  Object.assign(new Error("could not extend file: No space left on device"), { code: "53100" });

/** The storage, with every write refused for as long as `isFull` says so. */
function fullStorage(storage: Storage, isFull: () => boolean, refused: () => void): Storage {
  const refuse = async () => {
    if (!isFull()) return;
    refused();
    throw noRoom();
  };
  const transaction: Database["transaction"] = async (work, config) => {
    await refuse();
    return storage.db.transaction(work, config);
  };
  const db = new Proxy(storage.db, {
    get: (target, name) => (name === "transaction" ? transaction : Reflect.get(target, name, target)),
  });
  return {
    ...storage,
    db,
    query: async <Row>(sql: string, params?: unknown[]) => {
      if (!/^\s*select/i.test(sql)) await refuse();
      return storage.query<Row>(sql, params);
    },
    queryNamed: async <Row>(name: string, sql: string, params: unknown[]) => {
      await refuse();
      return storage.queryNamed<Row>(name, sql, params);
    },
  };
}

describeEngine("Faults of storage and clocks", (start, storage) => {
  it("a disk without room stops nothing for good: what could not be written is written when there is room", async () => {
    let full = false;
    const refusedTwice = Promise.withResolvers<void>();
    let refusals = 0;
    const heard = () => {
      refusals += 1;
      if (refusals === 2) refusedTwice.resolve();
    };
    const test = await startTestEngine(
      fullStorage(storage(), () => full, heard),
      {
        // The disk is full when the answer of the first call comes.
        outside: ({ request }) => {
          full = request.url.endsWith("/a");
          return answer(1);
        },
      },
    );
    try {
      const run_id = await test.run(segment([call("a"), call("b")], ["a > b"]));
      await refusedTwice.promise;
      const during = await readEvents(storage(), { organization_id: ORGANIZATION, run_id });
      expect(during.map(({ event_type }) => event_type)).not.toContain("step.completed");
      expect(test.trouble.join()).toContain("No space left");
      full = false;
      const state = await test.ended(run_id);
      expect(state).toMatchObject({ status: "completed", steps: { a: { attempts: 1 }, b: { attempts: 1 } } });
      expect(test.calls).toHaveLength(2);
    } finally {
      full = false;
      await test.engine.stop();
    }
  });

  it("a connection that breaks inside a transaction takes all of it back, and the answer is taken once", async () => {
    if (storage().kind === "pglite") return;
    const test = await start();
    const run_id = await test.run(segment([step("ask", "human_task", { task_type: "approval" })]));
    const { steps } = await test.until(run_id, ({ status }) => status === "waiting");
    const task_id = steps.ask?.task?.task_id ?? "";

    let broken = 0;
    const breaking: Database["transaction"] = (work, config) =>
      storage().db.transaction(async (tx) => {
        const result = await work(tx);
        broken += 1;
        // Everything is written, and nothing is committed.
        if (broken === 1) await tx.execute("select pg_terminate_backend(pg_backend_pid())");
        return result;
      }, config);
    const db = new Proxy(storage().db, {
      get: (target, name) => (name === "transaction" ? breaking : Reflect.get(target, name, target)),
    });
    const other = await startTestEngine({ ...storage(), db });
    const target = { organization_id: ORGANIZATION, task_id };
    const decision = {
      action: "approved",
      values: {},
      comment: null,
      decided_by: PERSON,
      operation_id: "op",
    };
    try {
      await expect(other.engine.decideTask(target, decision)).rejects.toThrow();
      const before = await readEvents(storage(), { organization_id: ORGANIZATION, run_id });
      expect(before.map(({ event_type }) => event_type)).not.toContain("human.task_completed");
      await other.engine.decideTask(target, decision);
      // Whoever takes the answer drives the run on.
      expect((await other.ended(run_id)).status).toBe("completed");
      const after = await readEvents(storage(), { organization_id: ORGANIZATION, run_id });
      expect(after.filter(({ event_type }) => event_type === "human.task_completed")).toHaveLength(1);
    } finally {
      await other.engine.stop();
    }
  });

  it("a clock that is set back an hour and forward a day steals no run, and the order stays that of seq", async () => {
    let offset = 0;
    const hang = Promise.withResolvers<ReturnType<typeof answer>>();
    const test = await start({
      worker_id: "clock_a",
      limits: ALIVE,
      clock: () => new Date(Date.now() + offset),
      outside: ({ request }) => (request.url.endsWith("/a") ? hang.promise : answer(1)),
    });
    // The embedded database has one process only.
    const other = storage().kind === "postgres" ? await start({ worker_id: "clock_b", limits: ALIVE }) : null;
    const run_id = await test.run(segment([call("a"), call("b")], ["a > b"]));
    await test.until(run_id, ({ steps }) => steps.a?.status === "running");
    const ask = { task_type: "approval", title: "Go on?", timeout_hours: 48, on_timeout: "fail" };
    const waiting = await test.run(segment([step("ask", "human_task", ask)]));
    const target = { organization_id: ORGANIZATION, run_id: waiting };
    await test.until(waiting, ({ timers }) => Object.keys(timers).length > 0);
    const beat = async (worker_id: string) => {
      const [row] = await storage().query<{ seen: string }>(
        "select seen_at::text as seen from workers where worker_id = $1",
        [worker_id],
      );
      return row?.seen;
    };
    // Longer than a worker may be silent, counted in the heartbeats of both.
    const heartbeats = async () => {
      for (let beats = 0; beats < 3; beats++) {
        const [a, b] = [await beat("clock_a"), await beat("clock_b")];
        await expect.poll(() => beat("clock_a"), { timeout: 20_000 }).not.toBe(a);
        if (other) await expect.poll(() => beat("clock_b"), { timeout: 20_000 }).not.toBe(b);
      }
    };
    for (const jump of [-3_600_000, 86_400_000]) {
      offset = jump;
      await heartbeats();
      // What is due by the new time has had its turn once another run has gone all the way.
      await test.ended(await test.run(segment([call("b")])));
      expect((await test.engine.loadState(target))?.status).toBe("waiting");
    }
    offset = 49 * 3_600_000;
    expect((await test.ended(waiting)).error).toMatchObject({ error_code: "TASK_EXPIRED" });
    offset = 0;
    const fired = (await readEvents(storage(), target)).filter(
      ({ event_type }) => event_type === "timer.fired",
    );
    expect(fired).toHaveLength(1);
    hang.resolve(answer(1));
    const state = await test.ended(run_id);
    expect(state).toMatchObject({ status: "completed", steps: { a: { attempts: 1 }, b: { attempts: 1 } } });
    expect(other?.calls ?? []).toEqual([]);
    const events = await readEvents(storage(), { organization_id: ORGANIZATION, run_id });
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  });

  it("a transaction that keeps every worker from showing itself for long takes no run from any of them", async () => {
    const impatient = { heartbeat_ms: 100, worker_dead_after_ms: 500 };
    const hang = Promise.withResolvers<ReturnType<typeof answer>>();
    const outside = ({ request }: { request: { url: string } }) =>
      request.url.endsWith("/a") ? hang.promise : answer(1);
    const test = await start({ worker_id: "held_a", limits: impatient, outside });
    // The embedded database has one process only, and one connection: whoever asks it waits for the transaction.
    const other =
      storage().kind === "postgres" ? await start({ worker_id: "held_b", limits: impatient, outside }) : null;
    const run_id = await test.run(segment([call("a"), call("b")], ["a > b"]));
    await test.until(run_id, ({ steps }) => steps.a?.status === "running");
    const beats = async () =>
      (
        await storage().query<{ seen: string }>(
          "select seen_at::text as seen from workers order by worker_id",
        )
      ).map(({ seen }) => seen);
    await storage().db.transaction(async (tx) => {
      await tx.execute("lock table workers in access exclusive mode");
      // Three times as long as a worker may be silent.
      await tx.execute("select pg_sleep(1.5)");
    });
    for (let round = 0; round < 2; round++) {
      const before = await beats();
      expect(before).toHaveLength(other ? 2 : 1);
      await expect
        .poll(async () => (await beats()).every((beat, index) => beat !== before[index]), { timeout: 20_000 })
        .toBe(true);
    }
    hang.resolve(answer(1));
    const state = await test.ended(run_id);
    expect(state).toMatchObject({ status: "completed", steps: { a: { attempts: 1 }, b: { attempts: 1 } } });
    expect(test.calls).toHaveLength(2);
    expect(other?.calls ?? []).toEqual([]);
    const events = await readEvents(storage(), { organization_id: ORGANIZATION, run_id });
    expect(events.map(({ event_type }) => event_type)).not.toContain("step.lost");
  });
});

/** More than there is room for in the files of the database as they are. */
const LARGE = Array.from({ length: 3_000 }, (_, n) => Math.sin(n).toString(36).repeat(5));

async function onSmallDisk(work: (disk: SmallDisk, open: () => Promise<Storage>) => Promise<void>) {
  const disk = await makeSmallDisk(128);
  try {
    cpSync(inject("templates").pgliteDir, disk.path, { recursive: true });
    await work(disk, () => openStorage({ databaseUrl: undefined, dataDir: disk.path }));
  } finally {
    await disk.remove();
  }
}

if (mayMakeDisks()) {
  describe("A small disk", () => {
    it("that is full holds a run up, which goes on when there is room again", { timeout: 60_000 }, () =>
      onSmallDisk(async (disk, open) => {
        const storage = await open();
        await startQueue(storage, [WAKE_QUEUE], () => undefined);
        const test = await startTestEngine(storage, {
          outside: ({ request }) => {
            if (request.url.endsWith("/a")) disk.fill();
            return answer(LARGE);
          },
        });
        try {
          const run_id = await test.run(segment([call("a"), call("b")], ["a > b"]));
          await expect
            .poll(() => test.trouble.join(), { timeout: 20_000 })
            .toMatch(/No space left on device/);
          const journal = () => readEvents(storage, { organization_id: ORGANIZATION, run_id });
          expect((await journal()).map(({ event_type }) => event_type)).not.toContain("step.completed");
          disk.free();
          const state = await test.ended(run_id);
          expect(state).toMatchObject({
            status: "completed",
            steps: { a: { attempts: 1 }, b: { attempts: 1 } },
          });
          expect(test.calls).toHaveLength(2);
        } finally {
          disk.free();
          await test.engine.stop();
          await storage.close();
        }
      }),
    );

    it(
      "that has no room for the log ends the database with the reason, and what was committed is there afterwards",
      {
        timeout: 60_000,
      },
      () =>
        onSmallDisk(async (disk, open) => {
          const storage = await open();
          await storage.query("insert into server_settings values ('k', 'v')");
          disk.fill();
          const filling = async () => {
            for (;;)
              await storage.query(
                "select length(pg_logical_emit_message(true, 'x', repeat('y', 100000))::text)",
              );
          };
          await expect(filling()).rejects.toThrow(/embedded database stopped/);
          expect((await storage.lost).message).toContain("No space left on device");
          await storage.close();
          await expect(open()).rejects.toThrow();
          disk.free();
          const again = await open();
          expect(await again.query("select value from server_settings where key = 'k'")).toEqual([
            { value: "v" },
          ]);
          await again.close();
        }),
    );
  });
}
