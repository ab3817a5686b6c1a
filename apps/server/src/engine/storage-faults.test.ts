// A disk without room, a connection that breaks in the middle of a transaction, and clocks that jump.
import { expect, it } from "vitest";
import type { Database, Storage } from "../db/storage.ts";
import { readEvents } from "../journal/read-journal.ts";
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
    }
    hang.resolve(answer(1));
    const state = await test.ended(run_id);
    expect(state).toMatchObject({ status: "completed", steps: { a: { attempts: 1 }, b: { attempts: 1 } } });
    expect(other?.calls ?? []).toEqual([]);
    const events = await readEvents(storage(), { organization_id: ORGANIZATION, run_id });
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  });
});
