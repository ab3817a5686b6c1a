import type { JsonValue } from "@worktrail/shared/json";
import type { Segment } from "@worktrail/shared/segment/schema";
import { expect, it } from "vitest";
import { call, segment, step, transform } from "./testing/segments.ts";
import { storeSegment } from "./testing/store-segment.ts";
import { answer, describeEngine, eventTypes, ORGANIZATION, PERSON } from "./testing/test-engine.ts";

const named = (segment_id: string, made: Segment): Segment => ({ ...made, segment_id });
const double = (segment_id: string) => named(segment_id, segment([transform("twice", "data * 2")]));
const caller = (config: Record<string, JsonValue>, more = {}) =>
  segment([step("sub", "sub_segment", config, more), transform("end", "data")], ["sub > end"]);
const asking = (segment_id: string) => named(segment_id, segment([call("ask", {}, { body: "{{ data }}" })]));
const bodyOf = (body: string | undefined): JsonValue => JSON.parse(body ?? "null");
const by = { requested_by: PERSON };

describeEngine("A step that runs another segment", (start, storage) => {
  const children = (run_id: string) =>
    storage().query<{ run_id: string; status: string; iteration: number; depth: number; revision: number }>(
      "select run_id, status, iteration, depth, revision from runs where parent_run_id = $1 order by iteration",
      [run_id],
    );
  const target = (run_id: string) => ({ organization_id: ORGANIZATION, run_id });

  it("gives what the other gave, which is a run of its own", async () => {
    await storeSegment(storage(), double("double_once"));
    const test = await start();
    const run_id = await test.run(caller({ segment_id: "double_once" }), 21);
    expect(await test.ended(run_id)).toMatchObject({ status: "completed", outputs: { end: 42 } });
    const [child, ...more] = await children(run_id);
    expect(more).toEqual([]);
    expect(child).toMatchObject({ status: "completed", iteration: 1, depth: 1, revision: 1 });
    const state = await test.engine.loadState(target(child?.run_id ?? ""));
    expect(state).toMatchObject({ parent: { run_id, step_id: "sub", iteration: 1 }, depth: 1 });
  });

  it("gives an object by step where several steps ended the other", async () => {
    const two = segment([transform("a", "data + 1"), transform("b", "data + 2")]);
    await storeSegment(storage(), named("two_ends", two));
    const test = await start();
    const state = await test.ended(await test.run(caller({ segment_id: "two_ends" }), 1));
    expect(state.outputs).toEqual({ end: { a: 2, b: 3 } });
  });

  it("runs each item within its bound, and keeps their order", async () => {
    await storeSegment(storage(), asking("ask_each"));
    const open: (() => void)[] = [];
    let most = 0;
    const test = await start({
      outside: async ({ request }) => {
        const gate = Promise.withResolvers<void>();
        most = Math.max(most, open.push(gate.resolve));
        await gate.promise;
        return answer(Number(bodyOf(request.body)) * 10);
      },
    });
    const config = { segment_id: "ask_each", mode: "for_each", items: "data.list", max_concurrency: 3 };
    const run_id = await test.run(caller(config), { list: [1, 2, 3, 4, 5, 6, 7] });
    // Whoever came last is answered first.
    for (let left = 7; left > 0; left--) {
      await expect.poll(() => open.length).toBe(Math.min(3, left));
      open.pop()?.();
    }
    expect((await test.ended(run_id)).outputs).toEqual({ end: [10, 20, 30, 40, 50, 60, 70] });
    expect(most).toBe(3);
    expect(test.calls).toHaveLength(7);
  });

  it("makes the input of each item of the item and its number", async () => {
    await storeSegment(storage(), named("same", segment([transform("same", "data")])));
    const test = await start();
    const config = { segment_id: "same", mode: "for_each", input: "{'item': data, 'n': iteration}" };
    const items = Array.from({ length: 50 }, (_, index) => index);
    const state = await test.ended(await test.run(caller(config), items));
    expect(state.outputs).toEqual({ end: items.map((item) => ({ item, n: item + 1 })) });
  });

  it("repeats until its condition holds, each time with the last output", async () => {
    await storeSegment(storage(), double("double_until"));
    const test = await start();
    const config = { segment_id: "double_until", mode: "until", until: "data > 20" };
    const run_id = await test.run(caller(config), 3);
    expect((await test.ended(run_id)).outputs).toEqual({ end: 24 });
    expect(await children(run_id)).toHaveLength(3);
  });

  it("fails when its condition does not hold within the bound, or is neither true nor false", async () => {
    await storeSegment(storage(), double("double_bound"));
    const test = await start();
    const config = { segment_id: "double_bound", mode: "until", max_iterations: 2 };
    const endless = await test.run(caller({ ...config, until: "iteration > 5" }), 1);
    expect((await test.ended(endless)).error).toMatchObject({ error_code: "SUB_SEGMENT_UNFINISHED" });
    expect(await children(endless)).toHaveLength(2);
    const vague = await test.ended(await test.run(caller({ ...config, until: "data" }), 1));
    expect(vague.error?.error_message).toContain("not true or false");
  });

  it("fails with the error of the run that failed, names it, and stops the others", async () => {
    await storeSegment(storage(), asking("ask_fail"));
    const test = await start({
      outside: ({ request, signal }) => {
        if (bodyOf(request.body) === 2) return answer({ why: "no" }, 400);
        return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      },
    });
    const run_id = await test.run(caller({ segment_id: "ask_fail", mode: "for_each" }), [1, 2, 3]);
    const state = await test.ended(run_id);
    const failed = (await children(run_id)).find(({ iteration }) => iteration === 2);
    expect(state.steps.sub?.error).toMatchObject({
      error_code: "SUB_SEGMENT_FAILED",
      details: { run_id: failed?.run_id, iteration: 2, error_code: "HTTP_STATUS" },
    });
    await expect
      .poll(async () => (await children(run_id)).map(({ status }) => status))
      .toEqual(["cancelled", "failed", "cancelled"]);
  });

  it("leaves null in the place of an item that failed, if it may", async () => {
    await storeSegment(storage(), named("needs_n", segment([transform("n", "data.n")])));
    const test = await start();
    const config = { segment_id: "needs_n", mode: "for_each", on_item_error: "continue" };
    const state = await test.ended(await test.run(caller(config), [{ n: 1 }, {}, { n: 3 }]));
    expect(state.outputs).toEqual({ end: [1, null, 3] });
  });

  it("hears in words of an input that the other does not take", async () => {
    const strict = segment([transform("n", "data.n")], [], {
      input_schema: { type: "object", required: ["n"], properties: { n: { type: "number" } } },
    });
    await storeSegment(storage(), named("strict_input", strict));
    const test = await start();
    const state = await test.ended(await test.run(caller({ segment_id: "strict_input" }), {}));
    expect(state.error?.error_message).toContain("does not fit this segment");
  });

  it.each([
    ["nobody_has_this", "SUB_SEGMENT_NOT_FOUND"],
    ["has_errors", "SUB_SEGMENT_INVALID"],
  ])("fails when it can't run %s", async (segment_id, error_code) => {
    await storeSegment(storage(), named("has_errors", segment([transform("n", "1 +")])));
    const test = await start();
    const state = await test.ended(await test.run(caller({ segment_id })));
    expect(state.error).toMatchObject({ error_code });
  });

  it("goes no deeper than eight segments inside one another", async () => {
    const itself = segment([step("sub", "sub_segment", { segment_id: "deeper" })]);
    await storeSegment(storage(), named("deeper", itself));
    const test = await start();
    const state = await test.ended(await test.run(caller({ segment_id: "deeper" })));
    expect(state.error?.error_message).toContain("More than 8 segments");
    const [deepest] = await storage().query(
      "select max(depth) as depth from runs where segment_id = 'deeper'",
    );
    expect(deepest).toEqual({ depth: 8 });
  });

  it("runs one revision for all items, whatever is saved meanwhile", async () => {
    await storeSegment(storage(), asking("moving"));
    const gate = Promise.withResolvers<void>();
    const test = await start({ outside: () => gate.promise.then(() => answer("old")) });
    const config = { segment_id: "moving", mode: "for_each", max_concurrency: 1 };
    const run_id = await test.run(caller(config), [1, 2]);
    await expect.poll(() => test.calls.length).toBe(1);
    await storeSegment(storage(), named("moving", segment([transform("new", "'new'")])));
    gate.resolve();
    expect((await test.ended(run_id)).outputs).toEqual({ end: ["old", "old"] });
    expect((await children(run_id)).map(({ revision }) => revision)).toEqual([1, 1]);
  });

  it("cancels within two seconds everything that is under way below it", async () => {
    const middle = named("middle", caller({ segment_id: "leaf" }));
    await storeSegment(storage(), asking("leaf"));
    await storeSegment(storage(), middle);
    const test = await start({ outside: () => new Promise(() => undefined) });
    const run_id = await test.run(caller({ segment_id: "middle", mode: "for_each" }), [1, 2]);
    await expect.poll(() => test.calls.length).toBe(2);
    const began = Date.now();
    await test.engine.cancelRun(target(run_id), by);
    for (const child of await children(run_id)) {
      expect((await test.ended(child.run_id)).status).toBe("cancelled");
      for (const { run_id: leaf } of await children(child.run_id))
        expect((await test.ended(leaf)).status).toBe("cancelled");
    }
    expect(Date.now() - began).toBeLessThan(2_000);
    await expect.poll(() => test.calls.every(({ signal }) => signal.aborted)).toBe(true);
  });

  it("pauses and resumes what it has started, and starts nothing while it is paused", async () => {
    await storeSegment(storage(), asking("ask_paused"));
    const gate = Promise.withResolvers<void>();
    const test = await start({ outside: () => gate.promise.then(() => answer(1)) });
    const config = { segment_id: "ask_paused", mode: "for_each", max_concurrency: 1 };
    const run_id = await test.run(caller(config), [1, 2]);
    await expect.poll(() => test.calls.length).toBe(1);
    await test.engine.pauseRun(target(run_id), by);
    const [child] = await children(run_id);
    expect(child).toMatchObject({ status: "paused" });
    gate.resolve();
    await test.engine.resumeRun(target(run_id), by);
    expect((await test.ended(run_id)).outputs).toEqual({ end: [1, 1] });
  });

  it("after a retry goes on with the runs that failed, and starts none twice", async () => {
    await storeSegment(storage(), asking("ask_retry"));
    let broken = true;
    const test = await start({
      outside: ({ request }) =>
        broken && bodyOf(request.body) === 2 ? answer({}, 400) : answer(`ok ${request.body}`),
    });
    const config = { segment_id: "ask_retry", mode: "for_each", max_concurrency: 1 };
    const run_id = await test.run(caller(config), [1, 2, 3]);
    expect((await test.ended(run_id)).status).toBe("failed");
    const failed = (await children(run_id))[1];
    await expect(test.engine.retryRun(target(failed?.run_id ?? ""), by)).rejects.toMatchObject({
      code: "CONFLICT",
    });
    broken = false;
    await test.engine.retryRun(target(run_id), by);
    expect((await test.ended(run_id)).outputs).toEqual({ end: ["ok 1", "ok 2", "ok 3"] });
    expect(test.calls.map(({ request }) => bodyOf(request.body))).toEqual([1, 2, 2, 3]);
    expect(await children(run_id)).toHaveLength(3);
    expect(await eventTypes(storage(), failed?.run_id ?? "")).toContain("segment.resumed");
  });

  it("goes on after a cancel when it is retried, with the runs that were cancelled with it", async () => {
    await storeSegment(storage(), asking("ask_cancelled"));
    let stuck = true;
    const test = await start({
      outside: ({ request }) => (stuck ? new Promise(() => undefined) : answer(`ok ${request.body}`)),
    });
    const run_id = await test.run(caller({ segment_id: "ask_cancelled", mode: "for_each" }), [1, 2]);
    await expect.poll(() => test.calls.length).toBe(2);
    await test.engine.cancelRun(target(run_id), by);
    stuck = false;
    await test.engine.retryRun(target(run_id), by);
    expect((await test.ended(run_id)).outputs).toEqual({ end: ["ok 1", "ok 2"] });
    expect(await children(run_id)).toHaveLength(2);
  });

  it("hears of an input that is too large for a run", async () => {
    await storeSegment(storage(), named("same_large", segment([transform("same", "'x'")])));
    const test = await start({ limits: { event_characters: 4_000 } });
    const config = { segment_id: "same_large", input: "{'a': data, 'b': data}" };
    const state = await test.ended(await test.run(caller(config), "y".repeat(1_900)));
    expect(state.status).toBe("failed");
    expect(state.error?.error_message).toMatch(/too large|larger than/);
  });

  it("waits for a person inside, and is not in memory meanwhile", async () => {
    const ask = segment([step("ask", "human_task", { task_type: "approval", title: "Well?" })]);
    await storeSegment(storage(), named("ask_person", ask));
    const test = await start({ limits: { park_after_ms: 100 } });
    const run_id = await test.run(caller({ segment_id: "ask_person" }), { n: 1 });
    const tasks = () =>
      storage().query<{ task_id: string }>(
        "select t.task_id from tasks t join runs r using (run_id) where r.parent_run_id = $1",
        [run_id],
      );
    await expect.poll(async () => (await tasks()).length).toBe(1);
    const claim = () => storage().query("select claim_id, wake_at from runs where run_id = $1", [run_id]);
    await expect.poll(claim).toEqual([{ claim_id: null, wake_at: null }]);
    const [task] = await tasks();
    await test.engine.decideTask(
      { organization_id: ORGANIZATION, task_id: task?.task_id ?? "" },
      { action: "approved", values: {}, comment: null, decided_by: PERSON, operation_id: null },
    );
    expect((await test.ended(run_id)).status).toBe("completed");
  });
});
