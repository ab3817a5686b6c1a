// Who counts as dead, and who must not.
import { hostname } from "node:os";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { LIFE_LOCKS, type Storage } from "../db/storage.ts";
import { describeOnEachDatabase, makeTestDatabase, type TestDatabase } from "../testing/database.ts";
import { WorkerLife } from "./worker-life.ts";

const LIMITS = { heartbeat_ms: 3_000, worker_dead_after_ms: 10_000 };
/** No lock has this number. */
const LOST_LOCK = 1;
/** Larger than any pid. */
const NO_PID = 2_147_483_647;

const lifeOf = (storage: Storage) => new WorkerLife(storage, "watcher", LIMITS);
const living = async (storage: Storage) =>
  (
    await storage.query<{ worker_id: string }>("select worker_id from workers where worker_id <> 'watcher'")
  ).map(({ worker_id }) => worker_id);

/** A worker that showed itself so many seconds ago. */
async function neighbour(
  storage: Storage,
  worker_id: string,
  silent: number,
  more: { lock_id?: number | null; host?: string; pid?: number } = {},
) {
  const { lock_id = null, host = "elsewhere", pid = NO_PID } = more;
  await storage.query(
    `insert into workers (worker_id, host, pid, lock_id, seen_at)
     values ($1, $2, $3, $4, now() - make_interval(secs => $5))`,
    [worker_id, host, pid, lock_id, silent],
  );
}

describe("Workers on PostgreSQL", () => {
  let database: TestDatabase;
  let storage: Storage;
  beforeAll(async () => {
    database = await makeTestDatabase("postgres");
    storage = await database.open();
    await storage.listen("any", () => undefined);
  });
  beforeEach(() => storage.query("delete from workers"));
  afterAll(async () => {
    await storage.close();
    await database.drop();
  });

  it("are dead after ten seconds of silence, though a paused process keeps its lock", async () => {
    const life = lifeOf(storage);
    await life.beat();
    await neighbour(storage, "paused", 11, { lock_id: storage.life_lock });
    await neighbour(storage, "slow", 9, { lock_id: storage.life_lock });
    expect(await life.beat()).toBe(true);
    expect(await living(storage)).toEqual(["slow"]);
  });

  it("are dead without their lock when they don't show themselves between two looks", async () => {
    const life = lifeOf(storage);
    await neighbour(storage, "dead", 1, { lock_id: LOST_LOCK });
    await neighbour(storage, "back", 1, { lock_id: LOST_LOCK });
    expect(await life.beat()).toBe(false);
    await storage.query("update workers set seen_at = now() where worker_id = 'back'");
    expect(await life.beat()).toBe(true);
    expect(await living(storage)).toEqual(["back"]);
  });

  it("are dead at once when their process is gone from this machine, and their lock with it", async () => {
    await neighbour(storage, "killed", 0, { lock_id: LOST_LOCK, host: hostname() });
    await neighbour(storage, "alive", 0, { lock_id: LOST_LOCK, host: hostname(), pid: process.pid });
    await neighbour(storage, "connected", 0, { lock_id: storage.life_lock, host: hostname() });
    expect(await lifeOf(storage).beat()).toBe(true);
    expect(await living(storage)).toEqual(["alive", "connected"]);
  });

  it("look after their neighbours, not after everybody, and after all the dead among them at once", async () => {
    await storage.query(
      `insert into workers (worker_id, host, pid, seen_at)
       select 'x' || n, 'elsewhere', $1, now() - make_interval(secs => case when n > 100 then 11 else 0 end)
       from generate_series(100, 180) n`,
      [NO_PID],
    );
    await neighbour(storage, "far", 11);
    await storage.query(
      `insert into workers (worker_id, host, pid) select 'y' || n, 'elsewhere', $1 from generate_series(100, 140) n`,
      [NO_PID],
    );
    const life = lifeOf(storage);
    await life.beat();
    expect(await life.beat()).toBe(true);
    const left = await living(storage);
    expect(left).toHaveLength(43);
    expect(left).toEqual(expect.arrayContaining(["far", "x100"]));
    const near = new WorkerLife(storage, "a", LIMITS);
    await near.beat();
    expect(await near.beat()).toBe(true);
    expect(await living(storage)).not.toContain("far");
  });

  it("live on when the database was away for all of them: nobody could be heard", async () => {
    const life = lifeOf(storage);
    await life.beat();
    await storage.query("update workers set seen_at = now() - interval '60 seconds'");
    await neighbour(storage, "other", 60, { lock_id: LOST_LOCK });
    expect(await life.beat()).toBe(false);
    await storage.query("update workers set seen_at = now() where worker_id = 'other'");
    expect(await life.beat()).toBe(false);
    expect(await living(storage)).toEqual(["other"]);
  });

  it("live on when the clock of the process that looks jumps by a day", async () => {
    const life = lifeOf(storage);
    await life.beat();
    await neighbour(storage, "other", 2, { lock_id: storage.life_lock });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 86_400_000 });
    try {
      // Twice: after the first one this worker seems to have been silent itself.
      expect(await life.beat()).toBe(false);
      expect(await life.beat()).toBe(false);
    } finally {
      vi.useRealTimers();
    }
    expect(await living(storage)).toEqual(["other"]);
  });

  it("hold their lock while they are connected, and take it again after a lost connection", async () => {
    const other = await database.open();
    await other.listen("any", () => undefined);
    const holders = () =>
      storage.query<{ pid: number }>(
        `select pid from pg_locks where locktype = 'advisory' and classid = $1::oid and objid = $2::oid
           and database = (select oid from pg_database where datname = current_database())`,
        [LIFE_LOCKS, other.life_lock],
      );
    const [first] = await holders();
    await storage.query("select pg_terminate_backend($1)", [first?.pid]);
    const patient = { timeout: 10_000 };
    await expect.poll(async () => (await holders())[0]?.pid ?? first?.pid, patient).not.toBe(first?.pid);
    await other.close();
    await expect.poll(holders, patient).toEqual([]);
  });
});

describeOnEachDatabase("A worker that stops in order", (storage) => {
  it("leaves nothing behind", async () => {
    const life = lifeOf(storage());
    await life.beat();
    await life.end();
    expect(await storage().query("select * from workers")).toEqual([]);
  });

  it("was alone on an embedded database, so that others are dead", async () => {
    if (storage().kind === "postgres") return;
    await neighbour(storage(), "before", 0);
    expect(await lifeOf(storage()).beat()).toBe(true);
    expect(await living(storage())).toEqual([]);
  });
});
