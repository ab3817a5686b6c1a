// Schedules as people and scripts see them, over HTTP.
import type { ScheduleView } from "@worktrail/shared/api/schedules";
import { beforeAll, expect, it } from "vitest";
import { segment, transform } from "../engine/testing/segments.ts";
import { describeServer, signInAs } from "../testing/describe-server.ts";
import type { Answer } from "../testing/server.ts";
import { untilRun } from "../testing/until-run.ts";

const DAILY = { segment_id: "report", name: "Daily", cron: "0 9 * * mon-fri", time_zone: "Europe/Berlin" };
const schema = {
  type: "object",
  properties: { day: { type: "string", default: "today" }, most: { type: "integer" } },
};

describeServer("Schedules", (server) => {
  const call = (kind: "query" | "mutation", name: string, input?: unknown) =>
    server().call(kind, `schedules.${name}`, input);
  const mutate = async <T>(name: string, input: unknown) => {
    const { data, error } = await call("mutation", name, input);
    if (error) throw new Error(error.message);
    return data as T;
  };
  const list = async (input?: object) =>
    ((await call("query", "list", input)).data as { schedules: ScheduleView[] }).schedules;
  const save = (more: object = {}) =>
    mutate<{ schedule_id: string; next_at: string | null }>("save", { ...DAILY, ...more });
  const history = async (schedule_id: string) => {
    const { data } = await call("query", "history", { schedule_id });
    return (data as { changes: { action: string; fields: string[] }[] }).changes;
  };
  const refusal = ({ error }: Answer) => [error?.data.code, error?.data.path, error?.message];
  const saveSegment = () =>
    server().call("mutation", "segments.save", {
      segment: segment([transform("one", "data")], [], { segment_id: "report", input_schema: schema }),
    });

  beforeAll(async () => {
    await saveSegment();
  });

  it("are made, listed, changed, switched off and deleted, and keep who did what", async () => {
    const { schedule_id, next_at } = await save({ input: { day: "monday" } });
    expect(next_at).toMatch(/T0[78]:00:00.000Z$/);
    expect(await list({ segment_id: "report" })).toMatchObject([
      {
        schedule_id,
        cron: "0 9 * * MON-FRI",
        input: { value: { day: "monday" } },
        missed: "once",
        last: null,
      },
    ]);
    expect(await list({ segment_id: "another" })).toEqual([]);
    expect((await call("query", "upcoming")).data).toEqual({ segments: [{ segment_id: "report", next_at }] });
    await save({ schedule_id, input: { day: "monday" }, cron: "0 10 * * *", name: "Ten" });
    const off = { schedule_id, input: { day: "monday" }, cron: "0 10 * * *", name: "Ten", enabled: false };
    expect((await save(off)).next_at).toBeNull();
    await save(off);
    expect(await list()).toMatchObject([{ name: "Ten", enabled: false, next_at: null }]);
    expect((await call("query", "upcoming")).data).toEqual({ segments: [] });
    await mutate("delete", { schedule_id });
    expect(await list()).toEqual([]);
    expect(await history(schedule_id)).toMatchObject([
      { action: "deleted" },
      { action: "disabled", fields: ["enabled"] },
      { action: "changed", fields: ["name", "cron"] },
      { action: "created", done_by: { name: "Local owner" } },
    ]);
  });

  it("are run now when somebody asks, also switched off, as that person and without moving their times", async () => {
    const { schedule_id, next_at } = await save({ input: { day: "monday" } });
    const run = async (more: object = {}) =>
      (await mutate<{ run_id: string }>("run_now", { schedule_id, ...more })).run_id;
    const first = await run({ idempotency_key: "click 1" });
    expect(await run({ idempotency_key: "click 1" })).toBe(first);
    expect(await untilRun(server(), first)).toMatchObject({ status: "completed", input: { day: "monday" } });
    expect(await list()).toMatchObject([{ next_at, last: null }]);
    const { data } = await server().call("query", "runs.events", { run_id: first });
    const [started] = (data as { events: { payload: object }[] }).events;
    expect(started?.payload).not.toHaveProperty("trigger");
    await save({ schedule_id, input: { day: "sunday" }, enabled: false });
    expect(await untilRun(server(), await run())).toMatchObject({ input: { day: "sunday" } });
    const taken = await call("mutation", "run_now", { schedule_id, idempotency_key: "worktrail:schedule:x" });
    expect(taken.error?.data.code).toBe("BAD_REQUEST");
    await mutate("delete", { schedule_id });
    const gone = await call("mutation", "run_now", { schedule_id });
    expect(refusal(gone)).toEqual(["NOT_FOUND", undefined, "There is no such schedule."]);
  });

  it("keep a due time that is near when only their name changes", async () => {
    const { schedule_id } = await save();
    const soon = "2030-01-01T00:00:00.000Z";
    const { storage } = server().deps;
    await storage.query("update schedules set next_at = $1 where schedule_id = $2", [soon, schedule_id]);
    expect((await save({ schedule_id, name: "Other" })).next_at).toBe(soon);
    expect((await save({ schedule_id, name: "Other", time_zone: "UTC" })).next_at).not.toBe(soon);
    await mutate("delete", { schedule_id });
  });

  it("are refused with the place and what to do", async () => {
    const tries = [
      [{ cron: "0 25 * * *" }, "INVALID_INPUT", "/cron", "In the field hour, at character 3"],
      [{ cron: "0 0 30 2 *" }, "INVALID_INPUT", "/cron", "it would never start"],
      [{ time_zone: "Berlin" }, "INVALID_INPUT", "/time_zone", "Use a name of the IANA list"],
      [{ input: { most: "many" } }, "INVALID_INPUT", "/input", "does not fit this segment"],
      [{ input: { day: "x".repeat(32_001) } }, "INVALID_INPUT", "/input", "at most 32 kB"],
      [{ segment_id: "never_was" }, "NOT_FOUND", undefined, "There is no segment never_was."],
      [{ schedule_id: "never_was" }, "NOT_FOUND", undefined, "There is no such schedule."],
      [{ name: " " }, "BAD_REQUEST", "/name", "Give the schedule a name."],
    ] as const;
    for (const [more, code, path, why] of tries) {
      const answer = await call("mutation", "save", { ...DAILY, ...more });
      expect(refusal(answer)).toEqual([code, path, expect.stringContaining(why)]);
    }
    expect(await list()).toEqual([]);
  });

  it("show their next five times before they are saved", async () => {
    const { data } = await call("query", "preview", { cron: "*/15  * * * *", time_zone: "UTC" });
    const { cron, times } = data as { cron: string; times: string[] };
    expect(cron).toBe("*/15 * * * *");
    expect(times).toHaveLength(5);
    expect(times.every((at) => /:(00|15|30|45):00.000Z$/.test(at))).toBe(true);
    const wrong = await call("query", "preview", { cron: "* * *", time_zone: "UTC" });
    expect(refusal(wrong)).toEqual(["INVALID_INPUT", "/cron", expect.stringContaining("five fields")]);
  });

  it("can be switched off whatever has become of their segment, and not on again", async () => {
    const { schedule_id } = await save();
    await server().call("mutation", "segments.delete", { segment_id: "report" });
    expect((await save({ schedule_id, enabled: false })).next_at).toBeNull();
    const again = await call("mutation", "save", { ...DAILY, schedule_id });
    expect(refusal(again)[0]).toBe("NOT_FOUND");
    await mutate("delete", { schedule_id });
    await saveSegment();
  });

  it("are for those who may edit and run, each in their own organisation", async () => {
    const [viewer, stranger] = await Promise.all([
      signInAs(server(), "viewer"),
      signInAs(server(), "owner", "another organisation"),
    ]);
    const { schedule_id } = await save();
    expect((await viewer.call("mutation", "schedules.delete", { schedule_id })).status).toBe(403);
    expect((await viewer.call("mutation", "schedules.save", DAILY)).status).toBe(403);
    expect((await stranger.call("mutation", "schedules.delete", { schedule_id })).status).toBe(404);
    expect((await stranger.call("query", "schedules.list")).data).toEqual({ schedules: [] });
    await mutate("delete", { schedule_id });
  });

  it("start runs in a running server when they are due", async () => {
    const { schedule_id } = await save();
    const { storage } = server().deps;
    await storage.query("update schedules set next_at = now() where schedule_id = $1", [schedule_id]);
    await expect.poll(async () => (await list())[0]?.last?.outcome, { timeout: 15_000 }).toBe("started");
    const [schedule] = await list();
    const run = await untilRun(server(), schedule?.last?.run_id ?? "");
    expect(run).toMatchObject({ status: "completed", outputs: { one: { day: "today" } } });
    await mutate("delete", { schedule_id });
  });

  it("leave their keys to themselves: nobody else starts a run with one", async () => {
    const idempotency_key = "worktrail:schedule:x:2030-01-01T00:00:00.000Z";
    const answer = await server().call("mutation", "runs.start", { segment_id: "report", idempotency_key });
    expect(answer.error?.message).toMatch("A key must not begin with worktrail:schedule:");
  });
});
