// A process that takes its leave: what is under way ends, nothing begins, and everything is given back.
import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { call, chain, segment, step, transform } from "./testing/segments.ts";
import { answer, describeEngine, type Outside, type TestEngine } from "./testing/test-engine.ts";

const CALL_AND_MORE = segment([call("a"), transform("b", "data.n"), call("c")], ["a > b", "b > c"]);

const running = (test: TestEngine, run_id: string, step_id = "a") =>
  test.until(run_id, (state) => state.steps[step_id]?.status === "running");

/** Answers once the gate is open. */
function gated(): { outside: Outside; open(): void } {
  const gate = Promise.withResolvers<void>();
  const outside: Outside = async () => {
    await gate.promise;
    return answer({ n: 7 });
  };
  return { outside, open: gate.resolve };
}

describeEngine("A process that takes its leave", (start, storage) => {
  const claims = () =>
    storage().query("select run_id from runs where claim_id is not null and ended_at is null");

  it("lets the handler under way end, records its outcome, and begins no further one", async () => {
    const { outside, open } = gated();
    const leaving = await start({ outside });
    const run_id = await leaving.run(CALL_AND_MORE);
    await running(leaving, run_id);
    const stopped = leaving.engine.stop(20_000);
    // The handler takes longer than all else that there is to do: it is waited for.
    expect(await Promise.race([stopped, setTimeout(200, "waits")])).toBe("waits");
    expect(leaving.calls[0]?.signal.aborted).toBe(false);
    open();
    await stopped;
    expect(leaving.calls).toHaveLength(1);
    expect(leaving.calls[0]?.signal.aborted).toBe(false);
    expect(await claims()).toEqual([]);
    const next = await start({ outside: () => answer({ n: 8 }) });
    const state = await next.ended(run_id);
    expect(state).toMatchObject({
      status: "completed",
      steps: { a: { attempts: 1, lost: 0 }, b: { outputs: { output: 7 } }, c: { attempts: 1 } },
    });
    expect(next.calls.map(({ request }) => request.url)).toEqual(["https://example.com/c"]);
  });

  it("waits no longer than it may: what has not ended is aborted, and tried again elsewhere", async () => {
    const leaving = await start({ outside: () => new Promise<never>(() => undefined) });
    const run_id = await leaving.run(segment([call("a")]));
    await running(leaving, run_id);
    await leaving.engine.stop(50);
    expect(leaving.calls[0]?.signal.aborted).toBe(true);
    expect(await claims()).toEqual([]);
    const next = await start();
    expect(await next.ended(run_id)).toMatchObject({ status: "completed", steps: { a: { lost: 1 } } });
  });

  it("gives back what only waits without waking it, and queues what is started meanwhile", async () => {
    const { outside, open } = gated();
    const leaving = await start({ outside });
    const held = await leaving.run(segment([call("a")]));
    await running(leaving, held);
    const ask = step("ask", "human_task", { task_type: "approval" });
    const waiting = await leaving.run(segment([ask]));
    await leaving.until(waiting, ({ status }) => status === "waiting");
    const stopped = leaving.engine.stop(20_000);
    const late = await leaving.run(chain(2), 1);
    open();
    await stopped;
    const rows = await storage().query(
      "select status, wake_at from runs where run_id = any($1::text[]) order by status desc",
      [[waiting, late]],
    );
    expect(rows).toEqual([
      { status: "waiting", wake_at: null },
      { status: "queued", wake_at: null },
    ]);
    const next = await start();
    expect((await next.ended(late)).status).toBe("completed");
    expect((await next.ended(held)).status).toBe("completed");
  });

  it("turns away what only waits for its turn outside: it never began", async () => {
    const { outside, open } = gated();
    const leaving = await start({ outside, limits: { external_steps: 1 } });
    const first = await leaving.run(segment([call("a")]));
    await running(leaving, first);
    // A person would have to be asked about one that had begun.
    const second = await leaving.run(segment([call("a", { repeatable: false })]));
    await running(leaving, second);
    const stopped = leaving.engine.stop(20_000);
    open();
    await stopped;
    expect(leaving.calls).toHaveLength(1);
    const next = await start();
    expect((await next.ended(first)).status).toBe("completed");
    expect(await next.ended(second)).toMatchObject({
      status: "completed",
      steps: { a: { attempts: 2, lost: 1, task: null } },
    });
  });
});
