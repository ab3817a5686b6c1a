import { expect, it } from "vitest";
import { call, chain, segment, step, transform } from "./testing/segments.ts";
import {
  answer,
  describeEngine,
  eventTypes,
  ORGANIZATION,
  PERSON,
  type TestEngine,
} from "./testing/test-engine.ts";

const BY = { requested_by: PERSON };
const target = (run_id: string) => ({ organization_id: ORGANIZATION, run_id });
const approval = step("ask", "human_task", { task_type: "approval", title: "Go on?" });

/** An outside that answers once it is let. */
function gated() {
  const gate = Promise.withResolvers<void>();
  const outside = async () => {
    await gate.promise;
    return answer(1);
  };
  return { open: () => gate.resolve(), outside };
}

const running = (test: TestEngine, run_id: string, step_id: string) =>
  test.until(run_id, (state) => state.steps[step_id]?.status === "running");

describeEngine("A run", (start, storage) => {
  it("is cancelled while a step is under way: the call is aborted and its result ignored", async () => {
    const test = await start({ outside: () => new Promise(() => undefined) });
    const run_id = await test.run(segment([call("a"), transform("b", "data")], ["a > b"]));
    await running(test, run_id, "a");
    expect(await test.engine.cancelRun(target(run_id), { ...BY, reason: "No longer needed" })).toEqual({
      status: "cancelled",
    });
    const state = await test.ended(run_id);
    expect(state.steps.a?.status).toBe("cancelled");
    await expect.poll(() => test.calls[0]?.signal.aborted).toBe(true);
    expect((await eventTypes(storage(), run_id)).at(-1)).toBe("segment.cancelled");
    expect(await test.engine.cancelRun(target(run_id), BY)).toEqual({ status: "cancelled" });
  });

  it("is cancelled while it waits for a person, for a retry, and while it is queued", async () => {
    const test = await start({ limits: { active_runs: 1 }, outside: () => answer({}, 503) });
    const waiting = await test.run(segment([approval]));
    await test.until(waiting, (state) => state.status === "waiting");
    await test.engine.cancelRun(target(waiting), BY);
    const [task] = await storage().query("select status from tasks where run_id = $1", [waiting]);
    expect(task).toEqual({ status: "cancelled" });

    const retry = { max_attempts: 5, delay_seconds: 20 };
    const retrying = await test.run(segment([call("a", { retry })]));
    await test.until(retrying, (state) => state.steps.a?.status === "retrying");
    const queued = await test.run(chain(1), 1);
    expect(await test.engine.cancelRun(target(queued), BY)).toEqual({ status: "cancelled" });
    expect(await eventTypes(storage(), queued)).toEqual(["segment.started", "segment.cancelled"]);
    expect(await test.engine.cancelRun(target(retrying), BY)).toEqual({ status: "cancelled" });
  });

  it("ends exactly once when cancel and completion race", async () => {
    const test = await start({ outside: () => answer(1) });
    for (let round = 0; round < 20; round++) {
      const run_id = await test.run(segment([call("a")]));
      const cancelled = await test.engine.cancelRun(target(run_id), BY).then(
        () => true,
        () => false,
      );
      const state = await test.ended(run_id);
      expect(state.status).toBe(cancelled ? "cancelled" : "completed");
      const ends = (await eventTypes(storage(), run_id)).filter((type) =>
        ["segment.completed", "segment.cancelled"].includes(type),
      );
      expect(ends).toHaveLength(1);
    }
  });

  it("starts nothing while it is paused, and goes on when it is resumed", async () => {
    const { open, outside } = gated();
    const test = await start({ outside });
    const run_id = await test.run(segment([call("a"), transform("b", "data + 1")], ["a > b"]));
    await running(test, run_id, "a");
    expect(await test.engine.pauseRun(target(run_id), BY)).toEqual({ status: "paused" });
    open();
    const paused = await test.until(run_id, (state) => state.steps.a?.status === "completed");
    expect(paused).toMatchObject({ status: "paused" });
    expect(paused.steps.b).toBeUndefined();
    expect(await test.engine.resumeRun(target(run_id), BY)).toEqual({ status: "running" });
    expect((await test.ended(run_id)).outputs).toEqual({ b: 2 });
  });

  it("goes on from the failed step when it is retried, and keeps what was completed", async () => {
    let broken = true;
    const test = await start({
      outside: ({ request }) =>
        answer({ url: request.url }, broken && request.url.endsWith("/b") ? 400 : 200),
    });
    const run_id = await test.run(segment([call("a"), call("b")], ["a > b"]));
    expect((await test.ended(run_id)).status).toBe("failed");
    broken = false;
    expect(await test.engine.retryRun(target(run_id), BY)).toEqual({ status: "running" });
    const state = await test.until(run_id, ({ status }) => status === "completed");
    expect(state.steps.b?.attempts).toBe(2);
    expect(test.calls.map(({ request }) => request.url.at(-1))).toEqual(["a", "b", "b"]);
    const [row] = await storage().query(
      "select status, error, ended_at is null as open from runs where run_id = $1",
      [run_id],
    );
    expect(row).toEqual({ status: "completed", error: null, open: false });
  });

  it("refuses what its state does not allow, and hides from other organisations", async () => {
    const test = await start();
    const run_id = await test.run(chain(1), 1);
    await test.ended(run_id);
    await expect(test.engine.cancelRun(target(run_id), BY)).rejects.toMatchObject({ code: "RUN_ENDED" });
    await expect(test.engine.retryRun(target(run_id), BY)).rejects.toMatchObject({ code: "RUN_ENDED" });
    const foreign = { organization_id: "org_other", run_id };
    await expect(test.engine.cancelRun(foreign, BY)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await test.engine.loadState(foreign)).toBeNull();
  });
});
