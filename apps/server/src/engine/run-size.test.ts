import { expect, it } from "vitest";
import { call, chain, segment, step, transform } from "./testing/segments.ts";
import { answer, describeEngine, ORGANIZATION, PERSON } from "./testing/test-engine.ts";

describeEngine("The size of a run", (start, storage) => {
  const row = async (run_id: string) => {
    const [found] = await storage().query<{ last_seq: number; journal_bytes: number; length: number }>(
      `select last_seq, journal_bytes,
         (select sum(length(events))::int from run_events e where e.run_id = r.run_id) as length
       from runs r where run_id = $1`,
      [run_id],
    );
    return found;
  };

  it("is counted in the row as the journal grows, by steps and by people", async () => {
    const test = await start();
    const asking = segment([step("ask", "human_task", { task_type: "approval", title: "Go on?" })]);
    const run_id = await test.run(asking);
    await test.until(run_id, ({ status }) => status === "waiting");
    await test.engine.cancelRun({ organization_id: ORGANIZATION, run_id }, { requested_by: PERSON });
    const { last_seq = 0, journal_bytes = 0, length = 0 } = (await row(run_id)) ?? {};
    // Each row of the journal is a list: its brackets and commas are not counted.
    expect(journal_bytes).toBeGreaterThan(length - 2 * last_seq - 1);
    expect(journal_bytes).toBeLessThan(length);
  });

  it("is told once when it becomes large, and the run goes on", async () => {
    const changed: string[] = [];
    const live = {
      committed: () => undefined,
      signal: () => undefined,
      changed: (_organization: string, topic: string, id: string) => changed.push(`${topic} ${id}`),
    };
    const test = await start({ limits: { warn_events: 4 }, live });
    const calls = segment([call("a"), call("b"), call("c")], ["a > b", "b > c"]);
    const run_id = await test.run(calls);
    expect((await test.ended(run_id)).status).toBe("completed");
    expect(test.trouble.filter((line) => line.includes("has become large"))).toHaveLength(1);
    expect(changed).toEqual([`runs ${run_id}`]);
  });

  it("stops the run with a sentence when it has too many events, wherever they come from", async () => {
    const test = await start({ limits: { run_events: 20 } });
    const state = await test.ended(await test.run(chain(100), 0));
    expect(state).toMatchObject({
      status: "failed",
      error: { error_code: "RUN_TOO_LARGE", recoverable: false },
    });
    expect(state.error?.error_message).toContain("20 events");
    expect(state.last_seq).toBeLessThan(30);
    const small = await test.ended(await test.run(chain(3), 0));
    expect(small.status).toBe("completed");
  });

  it("counts large values too, stops before a whole fan-out is computed, and the next run is served", async () => {
    const test = await start({
      limits: { run_bytes: 3_000_000 },
      outside: () => answer("x".repeat(400_000)),
    });
    const ids = Array.from({ length: 50 }, (_, index) => `t${index}`);
    const wide = segment(
      [call("big"), ...ids.map((id) => transform(id, "[data, data]"))],
      ids.map((id) => `big > ${id}`),
    );
    const run_id = await test.run(wide);
    const state = await test.ended(run_id);
    expect(state.error?.error_code).toBe("RUN_TOO_LARGE");
    expect((await row(run_id))?.journal_bytes).toBeLessThan(6_000_000);
    expect((await test.ended(await test.run(chain(2), 0))).status).toBe("completed");
  });

  it("stays over the limit when it is retried", async () => {
    const test = await start({ limits: { run_events: 20 } });
    const run_id = await test.run(chain(100), 0);
    const first = await test.ended(run_id);
    await test.engine.retryRun({ organization_id: ORGANIZATION, run_id }, { requested_by: PERSON });
    const again = await test.until(
      run_id,
      ({ last_seq, status }) => last_seq > first.last_seq + 1 && status === "failed",
    );
    expect(again.error?.error_code).toBe("RUN_TOO_LARGE");
  });
});
