import type { Worker } from "node:worker_threads";
import { expect, it } from "vitest";
import { call, segment, step, transform } from "./testing/segments.ts";
import { answer, describeEngine, ORGANIZATION, PERSON } from "./testing/test-engine.ts";

const numbers = (length: number) => Array.from({ length }, (_, index) => index);

describeEngine("A step that computes for long", (start) => {
  it("is done beside the thread that serves people", async () => {
    const test = await start();
    const thread = Promise.withResolvers<Worker>();
    process.once("worker", thread.resolve);
    const before = process.threadCpuUsage();
    const costly = transform("a", "data.map(x, data.map(y, x * y).size()).sum()");
    const state = await test.ended(await test.run(segment([costly]), numbers(600)));
    const here = process.threadCpuUsage(before);
    expect(state.outputs).toEqual({ a: 360_000 });
    const beside = await (await thread.promise).cpuUsage();
    expect(here.user).toBeLessThan(beside.user);
  });

  it("has its templates filled in beside that thread too", async () => {
    const sum = "{{ data.map(x, data.map(y, x * y).size()).sum() }}";
    const asking = segment(
      [call("send", {}, { body: { sum } }), step("ask", "human_task", { title: `Pay ${sum}?` })],
      ["send > ask"],
    );
    // The question sees what the call answered.
    const test = await start({ outside: () => answer(numbers(600)) });
    const run_id = await test.run(asking, numbers(600));
    const state = await test.until(run_id, ({ steps }) => steps.ask?.task?.status === "open");
    expect(JSON.parse(test.calls[0]?.request.body ?? "")).toEqual({ sum: 360_000 });
    expect(state.steps.ask?.task?.request.title).toBe("Pay 360000?");
    const task_id = state.steps.ask?.task?.task_id ?? "";
    const decision = {
      action: "approved",
      values: {},
      comment: null,
      decided_by: PERSON,
      operation_id: null,
    };
    await test.engine.decideTask({ organization_id: ORGANIZATION, task_id }, decision);
    expect((await test.ended(run_id)).status).toBe("completed");
  });

  it("fails when filling in its templates has no end", async () => {
    const test = await start();
    const endless = "{{ data.map(x, data.map(y, data.map(z, x * y * z).size()).sum()).sum() }}";
    for (const one of [call("a", {}, { body: endless }), step("a", "human_task", { title: endless })]) {
      const state = await test.ended(await test.run(segment([one]), numbers(2_000)));
      expect(state.error).toMatchObject({ error_code: "EXPRESSION_FAILED" });
    }
    expect(test.calls).toEqual([]);
  });

  it("fails with its reason when there is no end to it, and the next one is done", async () => {
    const test = await start();
    const endless = transform("a", "data.map(x, data.map(y, data.map(z, x * y * z).size()).sum()).sum()");
    const state = await test.ended(await test.run(segment([endless]), numbers(2_000)));
    expect(state.error).toMatchObject({ error_code: "EXPRESSION_FAILED" });
    const costly = transform("a", "data.map(x, data.map(y, x * y).size()).sum()");
    expect((await test.ended(await test.run(segment([costly]), numbers(600)))).status).toBe("completed");
  });

  it("makes no hundred megabytes: it fails before, with what to do", async () => {
    const test = await start();
    for (const expression of [
      "data.list.map(x, data.text + data.text)",
      "to_json(data.list.map(x, data.text))",
      "data.list.map(x, data.list.map(y, data.text))",
    ]) {
      const began = performance.now();
      const input = { list: numbers(2_100), text: "x".repeat(50_000) };
      const { error } = await test.ended(await test.run(segment([transform("a", expression)]), input));
      expect(error).toMatchObject({
        error_code: "EXPRESSION_FAILED",
        error_message: expect.stringContaining("larger than 5 MB"),
      });
      expect(performance.now() - began).toBeLessThan(5_000);
    }
  });

  it("is done although its thread gets no turn for longer than it may compute", async () => {
    const test = await start();
    process.once("worker", (thread: Worker) => {
      const post = thread.postMessage.bind(thread);
      thread.postMessage = (request: unknown) => void setTimeout(() => post(request), 1_500);
    });
    const costly = segment([transform("a", "data.map(x, data.map(y, x * y).size()).sum()")]);
    expect((await test.ended(await test.run(costly, numbers(600)))).outputs).toEqual({ a: 360_000 });
  });

  it.each([
    // As when it has used up its memory.
    ["dies", "needs more memory", (thread: Worker) => thread.once("message", () => thread.terminate())],
    [
      "never answers",
      "takes longer than a second",
      (thread: Worker) => (thread.postMessage = () => undefined),
    ],
  ])("fails alone when its thread %s: the next one gets a new thread", async (_, reason, harm) => {
    const test = await start();
    const costly = segment([transform("a", "data.map(x, data.map(y, x * y).size()).sum()")]);
    process.once("worker", harm);
    const { status, error } = await test.ended(await test.run(costly, numbers(600)));
    expect({ status, error }).toMatchObject({
      status: "failed",
      error: { error_code: "EXPRESSION_FAILED", error_message: expect.stringContaining(reason) },
    });
    expect((await test.ended(await test.run(costly, numbers(600)))).outputs).toEqual({ a: 360_000 });
  });
});
