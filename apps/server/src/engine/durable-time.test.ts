import { expect, it } from "vitest";
import { readEvents } from "../journal/read-journal.ts";
import { call, segment, step } from "./testing/segments.ts";
import { answer, describeEngine, eventTypes, ORGANIZATION, PERSON } from "./testing/test-engine.ts";

const never = () => new Promise<never>(() => undefined);
const DAY = 86_400_000;
const YEAR_SECONDS = 31_536_000;
const ask = (config = {}) => step("ask", "human_task", { task_type: "approval", title: "Go on?", ...config });

describeEngine("Time", (start, storage) => {
  /** A call that was under way when its process died, and a process that takes over after `down_ms`. */
  const afterDowntime = async (more: Parameters<typeof call>[1], down_ms: number, outside = never) => {
    let now = Date.now();
    const clock = () => new Date(now);
    const dead = await start({ outside: never, clock });
    const run_id = await dead.run(segment([call("a", more)]));
    await expect.poll(() => dead.calls.length).toBe(1);
    dead.engine.crash();
    now += down_ms;
    const heir = await start({ outside, clock });
    return { run_id, heir };
  };

  it("that a step has runs out while the server is down: it ended with that, and was not lost", async () => {
    const { run_id, heir } = await afterDowntime({ timeout_seconds: 60 }, 61_000);
    const state = await heir.ended(run_id);
    expect(state).toMatchObject({ status: "failed", error: { error_code: "STEP_TIMEOUT" } });
    expect(state.steps.a).toMatchObject({ attempts: 1, lost: 0 });
    expect(heir.calls).toHaveLength(0);
    expect(await eventTypes(storage(), run_id)).not.toContain("step.lost");
  });

  it("that ran out is a failure for the retry policy, and counts anew in the next attempt", async () => {
    const retry = { max_attempts: 2, delay_seconds: 0.01 };
    const outside = async () => answer("late") as never;
    let now = Date.now();
    const clock = () => new Date(now);
    const dead = await start({ outside: never, clock });
    const run_id = await dead.run(segment([call("a", { timeout_seconds: 60, retry })]));
    await expect.poll(() => dead.calls.length).toBe(1);
    dead.engine.crash();
    now += 61_000;
    const heir = await start({ outside, clock });
    await heir.until(run_id, ({ steps }) => steps.a?.status === "retrying");
    now += 1_000;
    const state = await heir.ended(run_id);
    expect(state).toMatchObject({ status: "completed", outputs: { a: "late" } });
    expect(state.steps.a).toMatchObject({ attempts: 2, lost: 0 });
  });

  it("that a step has goes on counting over an attempt that was lost", async () => {
    const began = performance.now();
    const { run_id, heir } = await afterDowntime({ timeout_seconds: 60 }, 59_000);
    const state = await heir.ended(run_id);
    expect(state).toMatchObject({ status: "failed", error: { error_code: "STEP_TIMEOUT" } });
    expect(state.steps.a).toMatchObject({ attempts: 2, lost: 1 });
    expect(heir.calls[0]?.signal.aborted).toBe(true);
    expect(performance.now() - began).toBeLessThan(15_000);
  });

  it("of a run is a year if need be: not over before, over at the next start, and it says how late", async () => {
    let now = Date.now();
    const clock = () => new Date(now);
    const first = await start({ clock });
    const run_id = await first.run(segment([ask()], [], { params: { timeout_seconds: YEAR_SECONDS } }));
    await first.until(run_id, ({ status }) => status === "waiting");
    const [row] = await storage().query<{ days: number }>(
      "select extract(epoch from wake_at - created_at)::float8 / 86400 as days from runs where run_id = $1",
      [run_id],
    );
    expect(row?.days).toBeCloseTo(365, 1);
    await first.engine.stop();
    now += 364 * DAY;
    const second = await start({ clock });
    const early = await second.run(segment([call("b")]));
    await second.ended(early);
    expect((await second.engine.loadState({ organization_id: ORGANIZATION, run_id }))?.status).toBe(
      "waiting",
    );
    await second.engine.stop();
    now += 2 * DAY;
    const third = await start({ clock });
    expect((await third.ended(run_id)).status).toBe("timed_out");
    const events = await readEvents(storage(), { organization_id: ORGANIZATION, run_id });
    const fired = events.filter((event) => event.event_type === "timer.fired");
    expect(fired).toMatchObject([{ payload: { kind: "run_timeout" } }]);
    const late = fired[0]?.event_type === "timer.fired" ? fired[0].payload.late_ms : 0;
    expect(late / DAY).toBeCloseTo(1, 1);
  });

  it("for an answer is two months if need be", async () => {
    let now = Date.now();
    const clock = () => new Date(now);
    const first = await start({ clock });
    const run_id = await first.run(segment([ask({ timeout_hours: 1_440, on_timeout: "fail" })]));
    await first.until(run_id, ({ status }) => status === "waiting");
    now += 59 * DAY;
    await first.ended(await first.run(segment([call("b")])));
    expect((await first.engine.loadState({ organization_id: ORGANIZATION, run_id }))?.status).toBe("waiting");
    now += 2 * DAY;
    expect((await first.ended(run_id)).error).toMatchObject({ error_code: "TASK_EXPIRED" });
  });

  it("of a run that was over is whole again when the run is retried", async () => {
    let now = Date.now();
    const test = await start({ clock: () => new Date(now) });
    const target = (run_id: string) => ({ organization_id: ORGANIZATION, run_id });
    const run_id = await test.run(segment([ask()], [], { params: { timeout_seconds: 3_600 } }));
    await test.until(run_id, ({ status }) => status === "waiting");
    now += 3_601_000;
    expect((await test.ended(run_id)).status).toBe("timed_out");
    await test.engine.retryRun(target(run_id), { requested_by: PERSON });
    const again = await test.until(run_id, ({ status }) => status === "waiting");
    expect(Date.parse(again.timers.run_timeout?.due_at ?? "")).toBe(now + 3_600_000);
    now += 3_599_000;
    await test.ended(await test.run(segment([call("b")])));
    expect((await test.engine.loadState(target(run_id)))?.status).toBe("waiting");
    now += 2_000;
    expect((await test.ended(run_id)).status).toBe("timed_out");
  });
});
