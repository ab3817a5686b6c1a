import { expect, it } from "vitest";
import type { Storage } from "../db/storage.ts";
import { call, segment, step, transform } from "./testing/segments.ts";
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
const never = () => new Promise<never>(() => undefined);
const line = segment([call("a"), transform("b", "data + 1")], ["a > b"]);
const asking = segment(
  [step("ask", "human_task", { task_type: "approval", title: "Go on?" }), call("a")],
  ["ask.approved > a"],
);

/** What is due for others has had its turn once another run has gone all the way. */
const meanwhile = async (test: TestEngine) => test.ended(await test.run(segment([transform("other", "1")])));

async function approve(test: TestEngine, storage: Storage, run_id: string): Promise<void> {
  const [task] = await storage.query<{ task_id: string }>("select task_id from tasks where run_id = $1", [
    run_id,
  ]);
  const given = { action: "approved", values: {}, comment: null, operation_id: null, decided_by: PERSON };
  await test.engine.decideTask({ organization_id: ORGANIZATION, task_id: task?.task_id ?? "" }, given);
}

describeEngine("A paused run", (start, storage) => {
  it("stays paused over a restart, and goes on in the process that resumes it", async () => {
    const gate = Promise.withResolvers<void>();
    const outside = async () => {
      await gate.promise;
      return answer(1);
    };
    const first = await start({ outside });
    const run_id = await first.run(line);
    await expect.poll(() => first.calls.length).toBe(1);
    await first.engine.pauseRun(target(run_id), BY);
    gate.resolve();
    await first.until(run_id, ({ steps }) => steps.a?.status === "completed");
    await first.engine.stop();
    const second = await start();
    await meanwhile(second);
    expect(await second.engine.loadState(target(run_id))).toMatchObject({ status: "paused" });
    await second.engine.resumeRun(target(run_id), BY);
    expect((await second.ended(run_id)).outputs).toEqual({ b: 2 });
    expect(second.calls).toHaveLength(0);
  });

  it("whose process dies under a step tries that step again only when it is resumed", async () => {
    const dead = await start({ outside: never });
    const run_id = await dead.run(line);
    await expect.poll(() => dead.calls.length).toBe(1);
    await dead.engine.pauseRun(target(run_id), BY);
    dead.engine.crash();
    const heir = await start({ outside: () => answer(4) });
    await heir.until(run_id, ({ steps }) => steps.a?.lost === 1);
    await meanwhile(heir);
    expect(heir.calls).toHaveLength(0);
    await heir.engine.resumeRun(target(run_id), BY);
    expect(await heir.ended(run_id)).toMatchObject({ outputs: { b: 5 }, steps: { a: { attempts: 2 } } });
  });

  it("takes the answer of a person, and acts on it when it is resumed", async () => {
    const test = await start({ outside: () => answer("done") });
    const run_id = await test.run(asking);
    await test.until(run_id, ({ status }) => status === "waiting");
    await test.engine.pauseRun(target(run_id), BY);
    await approve(test, storage(), run_id);
    await meanwhile(test);
    expect(await eventTypes(storage(), run_id)).not.toContain("step.completed");
    await test.engine.resumeRun(target(run_id), BY);
    expect((await test.ended(run_id)).outputs).toEqual({ a: "done" });
  });

  it("lets the time of a retry pass, and tries again when it is resumed", async () => {
    let now = Date.now();
    let tries = 0;
    const test = await start({
      clock: () => new Date(now),
      outside: () => answer({ tries: ++tries }, tries === 1 ? 503 : 200),
    });
    const retry = { max_attempts: 2, delay_seconds: 60 };
    const run_id = await test.run(segment([call("a", { retry })]));
    await test.until(run_id, ({ steps }) => steps.a?.status === "retrying");
    await test.engine.pauseRun(target(run_id), BY);
    now += 120_000;
    await meanwhile(test);
    expect(tries).toBe(1);
    await test.engine.resumeRun(target(run_id), BY);
    expect((await test.ended(run_id)).outputs).toEqual({ a: { tries: 2 } });
  });

  it("is over when its time is over, pause or not", async () => {
    let now = Date.now();
    const test = await start({ clock: () => new Date(now) });
    const run_id = await test.run({ ...asking, params: { timeout_seconds: 3_600 } });
    await test.until(run_id, ({ status }) => status === "waiting");
    await test.engine.pauseRun(target(run_id), BY);
    now += 3_700_000;
    expect((await test.ended(run_id)).status).toBe("timed_out");
  });
});
