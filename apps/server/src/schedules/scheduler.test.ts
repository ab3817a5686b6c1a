// Which due times start a run, how often, and what they say: with a clock that the test sets.
import { AppError } from "@worktrail/shared/errors";
import { beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import type { Storage } from "../db/storage.ts";
import type { Engine } from "../engine/engine.ts";
import type { EngineLog } from "../engine/engine-deps.ts";
import type { StartRun } from "../engine/new-run.ts";
import { segment, step, transform } from "../engine/testing/segments.ts";
import { storeSegment } from "../engine/testing/store-segment.ts";
import { describeEngine, ORGANIZATION, PERSON, type TestEngine } from "../engine/testing/test-engine.ts";
import { readEvents } from "../journal/read-journal.ts";
import { markDeleted } from "../segments/repo.ts";
import { claimDue } from "./claim-due.ts";
import { listChanges, removeSchedule, updateSchedule } from "./repo.ts";
import { Scheduler } from "./scheduler.ts";
import { makeOwner, makeSchedule, readSchedule, runsOf } from "./testing/make-schedule.ts";

const at = (time: string) => new Date(`2030-01-01T${time}Z`);
const key = (schedule_id: string) => ({ organization_id: ORGANIZATION, schedule_id });
const flow = segment([transform("one", "data")]);

describeEngine("A schedule", (start, storage) => {
  let now = at("00:00:00");
  const clock = () => now;
  beforeAll(async () => {
    await storeSegment(storage(), flow);
    await makeOwner(storage());
  });
  // What a test leaves behind is not due in the next one.
  beforeEach(async () => {
    await storage().query("update schedules set enabled = false, next_at = null");
  });
  const schedulerOn = (engine: Pick<Engine, "startRun">) => makeScheduler(storage(), engine, clock);
  const scheduler = async () => schedulerOn((await start({ clock })).engine);
  const started = async (run_id: string) =>
    (await readEvents(storage(), { organization_id: ORGANIZATION, run_id }))[0];

  it("starts a run in the name of its owner that says what it was due for, and how late it is", async () => {
    const schedule_id = await makeSchedule(storage(), { input: { value: { n: 1 } } });
    now = at("00:00:03");
    await (await scheduler()).look();
    const row = await readSchedule(storage(), schedule_id);
    expect(row).toMatchObject({ last_outcome: "started", last_late_ms: 3_000, last_due_at: at("00:00:00") });
    expect(row).toMatchObject({ next_at: at("00:01:00"), firing_due_at: null });
    expect((await started(row.last_run_id ?? ""))?.payload).toMatchObject({
      input: { n: 1 },
      started_by: PERSON,
      trigger: { schedule_id, due_at: at("00:00:00").toISOString(), late_ms: 3_000 },
    });
  });

  it("starts one run for all the times that passed while nothing ran, and says how late", async () => {
    const schedule_id = await makeSchedule(storage(), { next_at: at("00:05:00") });
    now = at("09:00:30");
    const test = await scheduler();
    await test.look();
    await test.look();
    expect(await runsOf(storage(), schedule_id)).toHaveLength(1);
    expect(await readSchedule(storage(), schedule_id)).toMatchObject({
      last_late_ms: at("09:00:30").getTime() - at("00:05:00").getTime(),
      next_at: at("09:01:00"),
    });
  });

  it("says how late it is after months, and starts by itself when the process does", async () => {
    const schedule_id = await makeSchedule(storage(), { next_at: new Date("2029-06-01T00:00:00Z") });
    now = at("00:00:00");
    const test = await scheduler();
    test.start();
    onTestFinished(() => test.stop());
    await expect.poll(async () => (await readSchedule(storage(), schedule_id)).last_outcome).toBe("started");
    expect((await readSchedule(storage(), schedule_id)).last_late_ms).toBe(214 * 86_400_000);
  });

  it("leaves missed times out if told so, but not one that is hardly late", async () => {
    const fields = { missed: "skip" as const, next_at: at("00:05:00") };
    const schedule_id = await makeSchedule(storage(), fields);
    const test = await scheduler();
    now = at("00:06:30");
    await test.look();
    expect(await runsOf(storage(), schedule_id)).toEqual([]);
    expect(await readSchedule(storage(), schedule_id)).toMatchObject({
      last_outcome: "skipped",
      last_due_at: at("00:05:00"),
      next_at: at("00:07:00"),
    });
    now = at("00:07:20");
    await test.look();
    expect(await runsOf(storage(), schedule_id)).toHaveLength(1);
  });

  it("is started once by however many processes that look at the same moment", async () => {
    // The embedded database has one process.
    if (storage().kind === "pglite") return;
    const schedule_id = await makeSchedule(storage());
    let starts = 0;
    const several = await Promise.all(
      ["one", "two"].map(async (worker_id) => {
        const { engine } = await start({ clock, worker_id });
        return schedulerOn({
          startRun: (given) => {
            starts += 1;
            return engine.startRun(given);
          },
        });
      }),
    );
    const dues: string[] = [];
    for (let minute = 0; minute < 50; minute += 1) {
      now = new Date(at("00:00:00").getTime() + minute * 60_000);
      dues.push(now.toISOString());
      await Promise.all(several.map((one) => one.look()));
    }
    expect((await runsOf(storage(), schedule_id)).map(({ due }) => due)).toEqual(dues);
    expect(starts).toBe(dues.length);
  });

  it("starts nothing twice when the clock is set back", async () => {
    const schedule_id = await makeSchedule(storage(), { next_at: at("05:00:00") });
    const test = await scheduler();
    now = at("05:00:01");
    await test.look();
    for (const time of ["04:00:00", "04:59:59", "05:00:00", "05:00:30"]) {
      now = at(time);
      await test.look();
    }
    expect(await runsOf(storage(), schedule_id)).toHaveLength(1);
    now = at("05:01:00");
    await test.look();
    expect(await runsOf(storage(), schedule_id)).toHaveLength(2);
  });

  it("that is switched off, changed or removed after it was found due is not started", async () => {
    const test = await scheduler();
    const changes = [
      (id: string) => updateSchedule(storage().db, key(id), { enabled: false, next_at: null }),
      (id: string) => updateSchedule(storage().db, key(id), { next_at: at("08:00:00") }),
      (id: string) => removeSchedule(storage().db, key(id)),
    ];
    now = at("00:00:10");
    for (const change of changes) {
      const schedule_id = await makeSchedule(storage());
      const found = await readSchedule(storage(), schedule_id);
      await change(schedule_id);
      expect(await claimDue(storage().db, found, now)).toBeNull();
      await test.look();
      expect(await runsOf(storage(), schedule_id)).toEqual([]);
    }
  });

  it("whose process dies before the run exists is started by another one, once", async () => {
    const schedule_id = await makeSchedule(storage());
    const test = await scheduler();
    now = at("00:00:01");
    await claimDue(storage().db, await readSchedule(storage(), schedule_id), now);
    await test.look();
    expect(await runsOf(storage(), schedule_id)).toEqual([]);
    now = at("00:00:40");
    await test.look();
    await test.look();
    expect(await runsOf(storage(), schedule_id)).toHaveLength(1);
    expect(await readSchedule(storage(), schedule_id)).toMatchObject({
      last_late_ms: 40_000,
      firing_due_at: null,
    });
  });

  it("whose process dies after the run exists keeps that run, even if its segment is gone by then", async () => {
    const schedule_id = await makeSchedule(storage(), { segment_id: "going" });
    await storeSegment(storage(), { ...flow, segment_id: "going" });
    const test = await start({ clock });
    now = at("00:00:01");
    const dying = schedulerOn({
      startRun: async (given: StartRun) => {
        await test.engine.startRun(given);
        throw new AppError("UNAVAILABLE", "The answer is lost.", { kind: "operational" });
      },
    });
    await dying.look();
    const [run] = await runsOf(storage(), schedule_id);
    await markDeleted(storage().db, { organization_id: ORGANIZATION, segment_id: "going" }, now);
    now = at("00:00:40");
    await schedulerOn(test.engine).look();
    const row = await readSchedule(storage(), schedule_id);
    expect(row).toMatchObject({ last_outcome: "started", last_run_id: run?.run_id, last_late_ms: 1_000 });
    expect(await runsOf(storage(), schedule_id)).toHaveLength(1);
  });

  it("whose start is refused says why, and waits for its next time", async () => {
    const schedule_id = await makeSchedule(storage());
    let tries = 0;
    const full = schedulerOn({
      startRun: async () => {
        tries += 1;
        throw new AppError("TOO_MANY_REQUESTS", "Too many runs are waiting. Try again in a minute.");
      },
    });
    now = at("00:00:01");
    for (let look = 0; look < 5; look += 1) await full.look();
    expect(tries).toBe(1);
    expect(await readSchedule(storage(), schedule_id)).toMatchObject({
      last_outcome: "refused",
      last_reason: "Too many runs are waiting. Try again in a minute.",
      last_run_id: null,
      enabled: true,
      next_at: at("00:01:00"),
    });
  });

  it("does not hold up the end of its process while a start waits for the database", async () => {
    const schedule_id = await makeSchedule(storage());
    now = at("00:00:01");
    const asked = Promise.withResolvers<void>();
    const stuck = schedulerOn({
      startRun: () => {
        asked.resolve();
        return new Promise<never>(() => undefined);
      },
    });
    stuck.start();
    await asked.promise;
    await stuck.stop();
    expect((await readSchedule(storage(), schedule_id)).firing_due_at).toEqual(at("00:00:00"));
  });

  it("whose segment cannot run says why and stays on; one whose segment is deleted is switched off", async () => {
    await storeSegment(storage(), { ...segment([step("bad", "no_such_type")]), segment_id: "broken" });
    await storeSegment(storage(), { ...flow, segment_id: "deleted" });
    await markDeleted(storage().db, { organization_id: ORGANIZATION, segment_id: "deleted" }, now);
    const broken = await makeSchedule(storage(), { segment_id: "broken" });
    const deleted = await makeSchedule(storage(), { segment_id: "deleted" });
    now = at("00:00:01");
    await (await scheduler()).look();
    const brokenRow = await readSchedule(storage(), broken);
    expect(brokenRow).toMatchObject({ last_outcome: "refused", enabled: true, next_at: at("00:01:00") });
    expect(brokenRow.last_reason).toMatch("This segment cannot run yet.");
    expect(await readSchedule(storage(), deleted)).toMatchObject({
      last_outcome: "refused",
      last_reason: "There is no segment deleted.",
      enabled: false,
      next_at: null,
    });
    expect(await listChanges(storage().db, key(deleted))).toMatchObject([
      { action: "disabled", done_by: null },
    ]);
  });

  it("of somebody who has left starts nothing and says what to do", async () => {
    const schedule_id = await makeSchedule(storage(), { updated_by: "user_gone" });
    now = at("00:00:01");
    await (await scheduler()).look();
    expect(await runsOf(storage(), schedule_id)).toEqual([]);
    expect((await readSchedule(storage(), schedule_id)).last_reason).toMatch("has to save it again");
  });

  it("runs the published version, and the newest where none is published", async () => {
    await storeSegment(storage(), { ...flow, segment_id: "versions" });
    await storeSegment(storage(), { ...flow, segment_id: "versions", name: "Second" });
    const schedule_id = await makeSchedule(storage(), { segment_id: "versions" });
    const test = await scheduler();
    const revisions: unknown[] = [];
    for (const [minute, published] of [null, 1].entries()) {
      await storage().query(
        "update segments set published_revision = $1 where organization_id = $2 and segment_id = 'versions'",
        [published, ORGANIZATION],
      );
      now = new Date(at("00:00:00").getTime() + minute * 60_000);
      await test.look();
      const { last_run_id } = await readSchedule(storage(), schedule_id);
      revisions.push((await started(last_run_id ?? ""))?.payload);
    }
    expect(revisions).toMatchObject([{ revision: 2 }, { revision: 1 }]);
  });

  it("says what started a run also where the run had to queue", async () => {
    const schedule_id = await makeSchedule(storage());
    now = at("00:00:02");
    const full = await start({ clock, limits: { active_runs: 0 } });
    await schedulerOn(full.engine).look();
    const { last_run_id } = await readSchedule(storage(), schedule_id);
    const run_id = last_run_id ?? "";
    expect(await started(run_id)).toBeUndefined();
    now = at("00:00:05");
    const free: TestEngine = await start({ clock });
    expect((await free.ended(run_id)).trigger).toEqual({
      schedule_id,
      due_at: at("00:00:00").toISOString(),
      late_ms: 5_000,
    });
  });
});

function makeScheduler(storage: Storage, engine: Pick<Engine, "startRun">, clock: () => Date): Scheduler {
  const live = { committed: () => undefined, signal: () => undefined, changed: () => undefined };
  const quiet = () => undefined;
  const log: EngineLog = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  return new Scheduler({ storage, engine: engine as Engine, live, log }, clock);
}
