import { afterEach, describe, expect, it } from "vitest";
import { runs } from "../db/schema/index.ts";
import type { Storage } from "../db/storage.ts";
import { LOST_SIGHT, SILENT_AFTER_MS, staleOf } from "../runs/lost-sight.ts";
import { describeOnEachDatabase } from "../testing/database.ts";
import { LostRuns } from "./lost-runs.ts";

const SILENT = SILENT_AFTER_MS / 1_000 + 1;

async function worker(storage: Storage, worker_id: string, silent_seconds: number) {
  await storage.query(
    `insert into workers (worker_id, host, pid, seen_at) values ($1, 'elsewhere', 1, now() - make_interval(secs => $2))
     on conflict (worker_id) do update set seen_at = excluded.seen_at`,
    [worker_id, silent_seconds],
  );
}

type RunRow = { status?: string; claim_id?: string | null; due_seconds_ago?: number | null; ended?: boolean };

async function run(storage: Storage, run_id: string, row: RunRow = {}) {
  const { status = "running", claim_id = null, due_seconds_ago = null, ended = false } = row;
  await storage.query(
    `insert into runs (run_id, organization_id, project_id, segment_id, status, claim_id, wake_at, ended_at, started_by)
     values ($1, 'org', 'p', 's', $2, $3, now() - make_interval(secs => $4::float8), case when $5 then now() end, 'u')`,
    [run_id, status, claim_id, due_seconds_ago, ended],
  );
}

async function staleOnes(storage: Storage) {
  const rows = await storage.db
    .select({
      run_id: runs.run_id,
      lost: LOST_SIGHT.lost,
      claimed: LOST_SIGHT.claimed,
      lost_since: LOST_SIGHT.since,
    })
    .from(runs);
  return Object.fromEntries(rows.map((row) => [row.run_id, staleOf(row)]));
}

describeOnEachDatabase("Runs without a sign of life", (storage) => {
  afterEach(async () => {
    await storage().query("delete from runs");
    await storage().query("delete from workers");
  });

  describe("as they are told", () => {
    it("are those of a silent worker, of one that was given up, and those that nobody takes", async () => {
      await worker(storage(), "mute", SILENT);
      await run(storage(), "silent", { claim_id: "mute" });
      await run(storage(), "waiting_silent", { claim_id: "mute", status: "waiting" });
      await run(storage(), "orphan", { claim_id: "buried" });
      await run(storage(), "overdue", { due_seconds_ago: 60 });
      const since = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(await staleOnes(storage())).toEqual({
        silent: { reason: "worker_silent", since },
        waiting_silent: { reason: "worker_silent", since },
        orphan: { reason: "worker_silent", since: null },
        overdue: { reason: "not_taken", since },
      });
    });

    it("are not those that are driven, rest, were due a moment ago, or have ended", async () => {
      await worker(storage(), "well", 1);
      await worker(storage(), "mute", SILENT);
      await run(storage(), "driven", { claim_id: "well" });
      await run(storage(), "parked", { status: "waiting" });
      await run(storage(), "asleep", { status: "waiting", due_seconds_ago: -60 });
      await run(storage(), "just_due", { due_seconds_ago: 1 });
      await run(storage(), "queued", { status: "queued", due_seconds_ago: 60 });
      await run(storage(), "paused", { status: "paused", claim_id: "mute" });
      await run(storage(), "ended", { status: "completed", claim_id: "mute", ended: true });
      const told = await staleOnes(storage());
      expect(Object.values(told)).toEqual(Array(7).fill(null));
    });
  });

  it("are told when they lose their worker and when they have one again, once each", async () => {
    await worker(storage(), "one", 1);
    await worker(storage(), "other", 1);
    await run(storage(), "r", { claim_id: "one" });
    const lost = new LostRuns(storage());
    expect(await lost.look()).toEqual([]);
    await worker(storage(), "one", SILENT);
    const change = [{ organization_id: "org", topic: "runs", id: "r" }];
    expect(await lost.look()).toEqual(change);
    expect(await lost.look()).toEqual([]);
    await storage().query("update runs set claim_id = 'other'");
    expect(await lost.look()).toEqual(change);
    expect(await lost.look()).toEqual([]);
  });

  it("are looked for only while something is wrong with a worker, or was a moment ago", async () => {
    await worker(storage(), "one", 0);
    await worker(storage(), "other", 0);
    let looks = 0;
    const watched = new Proxy(storage(), {
      get: (target, name, receiver) => {
        if (name === "db") looks += 1;
        const found: unknown = Reflect.get(target, name, receiver === watched ? target : receiver);
        return typeof found === "function" ? found.bind(target) : found;
      },
    });
    const lost = new LostRuns(watched);
    for (let index = 0; index < 20; index++) await lost.look();
    expect(looks).toBe(10);
    await storage().query("delete from workers where worker_id = 'other'");
    await run(storage(), "orphan", { claim_id: "other" });
    expect(await lost.look()).toHaveLength(1);
  });
});
