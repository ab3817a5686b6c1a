import { reduceRun } from "@worktrail/shared/run/reduce";
import { expect, it } from "vitest";
import { readEvents } from "../journal/read-journal.ts";
import { call, chain, segment, step, transform } from "./testing/segments.ts";
import {
  answer,
  describeEngine,
  eventTypes,
  ORGANIZATION,
  PERSON,
  type TestEngine,
} from "./testing/test-engine.ts";

const never = () => new Promise<never>(() => undefined);
const running = (test: TestEngine, run_id: string, step_id: string) =>
  test.until(run_id, (state) => state.steps[step_id]?.status === "running");

describeEngine("After a crash", (start, storage) => {
  it("another process goes on, and tries the step that was under way again with the same key", async () => {
    const dead = await start({ outside: never });
    const run_id = await dead.run(
      segment([transform("a", "data"), call("b"), transform("c", "data.n")], ["a > b", "b > c"]),
    );
    await running(dead, run_id, "b");
    dead.engine.crash();
    const heir = await start({ outside: () => answer({ n: 7 }) });
    const state = await heir.ended(run_id);
    expect(state.outputs).toEqual({ c: 7 });
    expect(state.steps.b).toMatchObject({ attempts: 2, lost: 1 });
    const keys = [...dead.calls, ...heir.calls].map(({ request }) => request.headers["idempotency-key"]);
    expect(keys).toEqual([`${run_id}:b`, `${run_id}:b`]);
    expect(await eventTypes(storage(), run_id)).toContain("step.lost");
  });

  it("a lost attempt is free: it does not use up the retries of the step", async () => {
    const dead = await start({ outside: never });
    const retry = { max_attempts: 2, delay_seconds: 0.01 };
    const run_id = await dead.run(segment([call("a", { retry })]));
    await running(dead, run_id, "a");
    dead.engine.crash();
    let tries = 0;
    const heir = await start({ outside: () => answer({}, ++tries === 1 ? 503 : 200) });
    expect((await heir.ended(run_id)).status).toBe("completed");
    expect(tries).toBe(2);
  });

  it("a retry that was waiting for its time happens after the restart, once", async () => {
    let tries = 0;
    const outside = () => answer({ tries: ++tries }, tries === 1 ? 503 : 200);
    const dead = await start({ outside });
    const retry = { max_attempts: 3, delay_seconds: 1 };
    const run_id = await dead.run(segment([call("a", { retry })]));
    await dead.until(run_id, (state) => state.steps.a?.status === "retrying");
    dead.engine.crash();
    const heir = await start({ outside });
    expect((await heir.ended(run_id)).outputs).toEqual({ a: { tries: 2 } });
    expect(tries).toBe(2);
  });

  it("a process that stops in order gives its runs back", async () => {
    const first = await start({ outside: never });
    const run_id = await first.run(segment([call("a")]));
    await running(first, run_id, "a");
    await first.engine.stop();
    expect(first.calls[0]?.signal.aborted).toBe(true);
    const [row] = await storage().query("select claim_id from runs where run_id = $1", [run_id]);
    expect(row).toEqual({ claim_id: null });
    const second = await start({ outside: () => answer(1) });
    expect((await second.ended(run_id)).status).toBe("completed");
  });

  it("the late result of a process that lost its claim is fenced", async () => {
    const gate = Promise.withResolvers<void>();
    const late = await start({
      outside: async () => {
        await gate.promise;
        return answer("late");
      },
    });
    const run_id = await late.run(segment([call("a")]));
    await running(late, run_id, "a");
    // Another worker has taken over and finished while this one slept.
    await storage().query("update runs set claim_id = 'other' where run_id = $1", [run_id]);
    gate.resolve();
    await expect.poll(async () => (await eventTypes(storage(), run_id)).length).toBe(2);
    await late.run(chain(3), 1).then((other) => late.ended(other));
    expect(await eventTypes(storage(), run_id)).toEqual(["segment.started", "step.started"]);
    await storage().query("update runs set claim_id = null, ended_at = now() where run_id = $1", [run_id]);
  });

  it("a run that can't go on is marked as failed rather than left hanging", async () => {
    const test = await start();
    const ask = step("ask", "human_task", { task_type: "approval" });
    const run_id = await test.run(segment([ask]));
    await test.until(run_id, ({ status }) => status === "waiting");
    const [task] = await storage().query<{ task_id: string }>("select task_id from tasks where run_id = $1", [
      run_id,
    ]);
    await storage().query("update runs set document = '{}' where run_id = $1", [run_id]);
    await storage().query("update runs set wake_at = now() - interval '1 minute' where run_id = $1", [
      run_id,
    ]);
    const state = await test.ended(run_id);
    expect(state).toMatchObject({ status: "failed", error: { error_code: "INTERNAL" } });
    const decision = {
      action: "approved",
      values: {},
      comment: null,
      operation_id: null,
      decided_by: PERSON,
    };
    await expect(
      test.engine.decideTask({ organization_id: ORGANIZATION, task_id: task?.task_id ?? "" }, decision),
    ).rejects.toMatchObject({ code: "TASK_CLOSED" });
  });

  it("several processes share the work of one database, each run with one of them", async () => {
    if (storage().kind === "pglite") return;
    const [one, two] = [await start({ outside: never }), await start({ outside: () => answer(1) })];
    const ids = await Promise.all(Array.from({ length: 10 }, () => one.run(segment([call("a"), call("b")]))));
    await Promise.all(ids.map((run_id) => running(one, run_id, "b")));
    one.engine.crash();
    const states = await Promise.all(ids.map((run_id) => two.ended(run_id)));
    for (const [index, state] of states.entries()) {
      expect(state.status).toBe("completed");
      const events = await readEvents(storage(), { organization_id: ORGANIZATION, run_id: ids[index] ?? "" });
      expect(events.map((event) => event.seq)).toEqual(events.map((_, at) => at + 1));
      expect(reduceRun(events)).toEqual(state);
    }
  });

  it("an outage of the database in the middle of things costs no run and doubles no event", async () => {
    if (storage().kind === "pglite") return;
    const test = await start({ outside: () => answer(1) });
    const cut = () =>
      storage()
        .query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and pid <> pg_backend_pid() and application_name = 'worktrail'`,
        )
        .catch(() => undefined);
    const calls = segment([call("a"), call("b"), call("c")], ["a > b", "b > c"]);
    const starts = Array.from({ length: 40 }, async (_, index) => {
      if (index % 8 === 0) await cut();
      return test.run(calls, index);
    });
    const ids = await Promise.all(starts);
    await cut();
    for (const run_id of ids) {
      expect((await test.ended(run_id)).status).toBe("completed");
      const types = await eventTypes(storage(), run_id);
      expect(types.filter((type) => type === "step.completed")).toHaveLength(3);
    }
  });

  it("a command at one process reaches the run that another one drives", async () => {
    if (storage().kind === "pglite") return;
    const driver = await start({ outside: never });
    const other = await start();
    const run_id = await driver.run(segment([call("a")]));
    await running(driver, run_id, "a");
    await other.engine.cancelRun({ organization_id: ORGANIZATION, run_id }, { requested_by: PERSON });
    await expect.poll(() => driver.calls[0]?.signal.aborted).toBe(true);
    expect((await other.ended(run_id)).status).toBe("cancelled");
  });
});
