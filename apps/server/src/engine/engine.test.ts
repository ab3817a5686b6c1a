import { reduceRun } from "@worktrail/shared/run/reduce";
import { expect, it } from "vitest";
import { readEvents } from "../journal/read-journal.ts";
import { call, chain, segment, step, transform } from "./testing/segments.ts";
import { answer, describeEngine, eventTypes, ORGANIZATION } from "./testing/test-engine.ts";

describeEngine("The engine", (start, storage) => {
  it("runs a chain of pure steps in one commit", async () => {
    const test = await start({ limits: { commit_every_ms: 60_000 } });
    const run_id = await test.run(chain(10), 1);
    const state = await test.ended(run_id);
    expect(state.outputs).toEqual({ s10: 11 });
    expect(test.committed).toHaveLength(1);
    expect(await eventTypes(storage(), run_id)).toEqual([
      "segment.started",
      ...Array.from({ length: 10 }, () => ["step.started", "step.completed"]).flat(),
      "segment.completed",
    ]);
  });

  it("makes the start of an external step durable before it acts", async () => {
    const seen: string[][] = [];
    const test = await start({
      outside: async ({ request }) => {
        const run_id = request.headers["idempotency-key"]?.split(":")[0] ?? "";
        seen.push(await eventTypes(storage(), run_id));
        return answer({ n: 2 });
      },
    });
    const run_id = await test.run(
      segment([transform("a", "data"), call("b"), transform("c", "data.n + 1")], ["a > b", "b > c"]),
    );
    const state = await test.ended(run_id);
    expect(state.outputs).toEqual({ c: 3 });
    expect(seen).toEqual([["segment.started", "step.started", "step.completed", "step.started"]]);
  });

  it("keeps a gapless journal whose fold is the projection of the row", async () => {
    const test = await start({ outside: () => answer([1, 2]) });
    const run_id = await test.run(
      segment([call("a"), call("b"), transform("c", "data[0] + data[1]")], ["a > c", "b > c"]),
    );
    await test.ended(run_id).catch(() => undefined);
    const events = await readEvents(storage(), { organization_id: ORGANIZATION, run_id });
    const state = reduceRun(events);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    const [row] = await storage().query<Record<string, unknown>>(
      "select status, outputs, error, last_seq, claim_id from runs where run_id = $1",
      [run_id],
    );
    expect(row).toEqual({
      status: state?.status,
      outputs: state?.outputs ? JSON.stringify(state.outputs) : null,
      error: state?.error ? JSON.stringify(state.error) : null,
      last_seq: events.length,
      claim_id: null,
    });
  });

  it("joins behind a condition whichever way it goes", async () => {
    const test = await start();
    const diamond = segment(
      [
        step("check", "condition", { expression: "data > 10" }),
        transform("big", "'big'"),
        transform("small", "'small'"),
        step("join", "parallel_join", { branches: 2 }),
      ],
      ["check.true > big", "check.false > small", "big > join.branch_1", "small > join.branch_2"],
    );
    const high = await test.ended(await test.run(diamond, 11));
    const low = await test.ended(await test.run(diamond, 9));
    expect(high.outputs).toEqual({ join: { branch_1: "big" } });
    expect(low.outputs).toEqual({ join: { branch_2: "small" } });
    expect(high.steps.small?.status).toBe("skipped");
  });

  it("aborts the branches that lost a join for any, and ignores what they answer later", async () => {
    const slow = Promise.withResolvers<void>();
    const test = await start({
      outside: async ({ request, signal }) => {
        if (request.url.endsWith("/slow")) {
          await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
          slow.resolve();
        }
        return answer(request.url);
      },
    });
    const run_id = await test.run(
      segment(
        [call("slow"), call("fast"), step("join", "parallel_join", { branches: 2, strategy: "any" })],
        ["slow > join.branch_1", "fast > join.branch_2"],
      ),
    );
    const state = await test.ended(run_id);
    await slow.promise;
    expect(state.status).toBe("completed");
    expect(state.steps.slow?.status).toBe("skipped");
    expect(state.outputs).toEqual({ join: { branch_2: "https://example.com/fast" } });
  });

  it("bounds the external steps of one run", async () => {
    let active = 0;
    let most = 0;
    const test = await start({
      outside: async () => {
        active += 1;
        most = Math.max(most, active);
        await new Promise((resolve) => setImmediate(resolve));
        active -= 1;
        return answer(1);
      },
    });
    const calls = Array.from({ length: 12 }, (_, index) => call(`c${index}`));
    const run_id = await test.run(segment(calls, [], { params: { max_concurrency: 3 } }));
    expect((await test.ended(run_id)).status).toBe("completed");
    expect(most).toBe(3);
    expect(test.calls).toHaveLength(12);
  });

  it("starts one run however often the same key is sent", async () => {
    const test = await start();
    const ids = await Promise.all(
      Array.from({ length: 10 }, () => test.run(chain(2), 1, { idempotency_key: "order-7" })),
    );
    expect(new Set(ids).size).toBe(1);
    const rows = await storage().query("select run_id from runs where idempotency_key = 'order-7'");
    expect(rows).toHaveLength(1);
    expect(await test.run(chain(2), 1, { idempotency_key: "order-7" })).toBe(ids[0]);
  });

  it("queues what it has no room for, and runs it later", async () => {
    const gate = Promise.withResolvers<void>();
    const test = await start({
      limits: { active_runs: 1 },
      outside: async () => {
        await gate.promise;
        return answer(1);
      },
    });
    const first = await test.run(segment([call("a")]));
    const second = await test.run(chain(1), 1);
    const [row] = await storage().query("select status, last_seq from runs where run_id = $1", [second]);
    expect(row).toEqual({ status: "queued", last_seq: 0 });
    gate.resolve();
    expect((await test.ended(first)).status).toBe("completed");
    expect((await test.ended(second)).outputs).toEqual({ s1: 2 });
  });

  it("serves other runs while one computes for long", async () => {
    const test = await start();
    const wide = segment(
      Array.from({ length: 400 }, (_, index) => transform(`t${index}`, "data.map(x, x * 2).size()")),
    );
    const numbers = Array.from({ length: 2_000 }, (_, index) => index);
    let turns = 0;
    const clock = setInterval(() => {
      turns++;
    }, 1);
    const state = await test.ended(await test.run(wide, numbers));
    clearInterval(clock);
    expect(state.status).toBe("completed");
    expect(turns).toBeGreaterThan(10);
  });
});
