import { expect, it } from "vitest";
import { call, segment, step, transform } from "./testing/segments.ts";
import { answer, describeEngine, eventTypes } from "./testing/test-engine.ts";

describeEngine("A failing step", (start, storage) => {
  it("fails the run with its reason", async () => {
    const test = await start();
    const state = await test.ended(await test.run(segment([transform("a", "data.missing")]), {}));
    expect(state.status).toBe("failed");
    expect(state.error).toMatchObject({ error_code: "EXPRESSION_FAILED" });
    expect(state.steps.a).toMatchObject({ status: "failed", attempts: 1 });
  });

  it("lets null flow on where it continues", async () => {
    const test = await start({ outside: () => answer({ no: 1 }, 500) });
    const state = await test.ended(
      await test.run(
        segment([call("a", { on_error: "continue" }), transform("b", "data == null")], ["a > b"]),
      ),
    );
    expect(state.outputs).toMatchObject({ b: true });
  });

  it("lets the error flow through its own port where it routes", async () => {
    const test = await start({ outside: () => answer({}, 404) });
    const state = await test.ended(
      await test.run(
        segment(
          [call("a", { on_error: "route" }), transform("ok", "1"), transform("bad", "data.error_code")],
          ["a > ok", "a.error > bad"],
        ),
      ),
    );
    expect(state.outputs).toEqual({ bad: "HTTP_STATUS" });
    expect(state.steps.ok?.status).toBe("skipped");
  });

  it("is tried again with the same key, after the delay of its policy", async () => {
    let tries = 0;
    const test = await start({ outside: () => answer({ n: ++tries }, tries < 3 ? 503 : 200) });
    const retry = { max_attempts: 3, delay_seconds: 0.02 };
    const run_id = await test.run(segment([call("a", { retry })]));
    const state = await test.ended(run_id);
    expect(state.outputs).toEqual({ a: { n: 3 } });
    expect(state.steps.a).toMatchObject({ status: "completed", attempts: 3, error: null });
    const keys = test.calls.map(({ request }) => request.headers["idempotency-key"]);
    expect(new Set(keys)).toEqual(new Set([`${run_id}:a`]));
    expect((await eventTypes(storage(), run_id)).filter((type) => type === "step.retrying")).toHaveLength(2);
  });

  it("ends at its time limit, and its call is aborted", async () => {
    const test = await start({
      outside: ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    });
    const state = await test.ended(await test.run(segment([call("a", { timeout_seconds: 1 })])));
    expect(state.error).toMatchObject({ error_code: "STEP_TIMEOUT", recoverable: true });
    expect(test.calls[0]?.signal.aborted).toBe(true);
  });

  it("does not hold the run up when its handler ignores the time limit", async () => {
    const test = await start({ outside: () => new Promise(() => undefined) });
    const state = await test.ended(await test.run(segment([call("a", { timeout_seconds: 1 })])));
    expect(state.status).toBe("failed");
  });

  it("takes the whole run with it when the run's own time is over", async () => {
    const test = await start({ outside: () => new Promise(() => undefined) });
    const run_id = await test.run(segment([call("a")], [], { params: { timeout_seconds: 1 } }));
    const state = await test.ended(run_id);
    expect(state.status).toBe("timed_out");
    expect(state.steps.a?.status).toBe("cancelled");
    expect(test.calls[0]?.signal.aborted).toBe(true);
  });

  it("names the port whose value does not fit", async () => {
    const test = await start();
    const strict = step(
      "a",
      "transform",
      { expression: "data" },
      { outputs: [{ port_id: "output", data_type: "string" }] },
    );
    const state = await test.ended(await test.run(segment([strict]), 5));
    expect(state.error).toMatchObject({ error_code: "PORT_VALUE_INVALID", details: { port: "output" } });
  });

  it("refuses an output that is too large and stays small in the journal", async () => {
    const test = await start({
      outside: () => answer("x".repeat(50_000)),
      limits: { event_characters: 20_000 },
    });
    const state = await test.ended(await test.run(segment([call("a")])));
    expect(state.error).toMatchObject({ error_code: "OUTPUT_TOO_LARGE" });
  });

  it("fails a run whose outputs are too large only together, and a task with too much to show", async () => {
    const test = await start({
      outside: () => answer("x".repeat(8_000)),
      limits: { event_characters: 20_000 },
    });
    const wide = segment(["a", "b", "c"].map((id) => transform(id, "data")));
    const state = await test.ended(await test.run(wide, "x".repeat(8_000)));
    expect(state).toMatchObject({ status: "failed", error: { error_code: "OUTPUT_TOO_LARGE" } });
    const shown = step("ask", "human_task", {
      task_type: "approval",
      title: "{{ data }}",
      description: "{{ data + data }}",
    });
    const asked = await test.ended(await test.run(segment([shown]), "x".repeat(8_000)));
    expect(asked.steps.ask?.status).toBe("failed");
  });

  it("tells an error that nobody foresaw in a plain sentence, and the log the rest", async () => {
    const test = await start({
      outside: () => {
        throw new TypeError("secret path /etc/x");
      },
    });
    const state = await test.ended(await test.run(segment([call("a")])));
    expect(state.error?.error_code).toBe("INTERNAL");
    expect(JSON.stringify(state)).not.toContain("/etc/x");
    expect(test.trouble.join()).toContain("/etc/x");
  });

  it("is refused a config that its templates made wrong", async () => {
    const test = await start();
    const state = await test.ended(
      await test.run(segment([call("a", {}, { url: "{{ data.url }}", method: "GET" })]), { url: 7 }),
    );
    expect(state.error).toMatchObject({ error_code: "CONFIG_INVALID" });
  });
});
