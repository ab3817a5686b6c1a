// Starting, steering and reading runs as a script does it, and what the journal shows of it.
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { segment, step, transform } from "../engine/testing/segments.ts";
import { type Contract, describeContract } from "./testing/describe-contract.ts";
import { json } from "./testing/local-server.ts";

const approval = step("ask", "human_task", { task_type: "approval", title: "Go on?" });

describeContract("runs from outside", (contract) => {
  const get = (step_id: string, path: string, more = {}) =>
    step(step_id, "http_action", { method: "GET", url: `${contract().allowed.url}${path}` }, more);

  /** A run in each state that a run can be found in, made anew. */
  const makers: Record<string, (c: Contract) => Promise<string>> = {
    running: async (c) => {
      const path = `/hold-${randomUUID()}`;
      c.allowed.on(path, () => undefined);
      const run_id = await c.start(segment([get("hold", path)]));
      await c.allowed.untilCalled(path);
      return run_id;
    },
    "waiting for a person": async (c) => {
      const run_id = await c.start(segment([approval]));
      await c.until(run_id, ({ status }) => status === "waiting");
      return run_id;
    },
    "waiting for a retry": async (c) => {
      c.allowed.on("/down", (_call, response) => json(response, {}, 503));
      const retry = { max_attempts: 2, delay_seconds: 3_600, max_delay_seconds: 3_600 };
      const run_id = await c.start(segment([get("down", "/down", { retry })]));
      await c.until(run_id, ({ steps }) => steps.down?.status === "retrying");
      return run_id;
    },
    paused: async (c) => {
      const run_id = await c.start(segment([approval]));
      await c.mutate("runs.pause", { run_id });
      return run_id;
    },
    completed: async (c) => (await c.run(segment([transform("one", "1")]))).run_id,
    failed: async (c) => (await c.run(segment([transform("bad", "data.missing")]))).run_id,
    cancelled: async (c) => {
      const run_id = await c.start(segment([approval]));
      await c.mutate("runs.cancel", { run_id });
      return run_id;
    },
  };

  const states = Object.keys(makers);
  const live = ["running", "waiting for a person", "waiting for a retry", "paused"];

  test.each(states)(
    "cancel, pause and resume mean something definite for a run that is %s",
    async (state) => {
      const c = contract();
      const make = makers[state];
      if (!make) throw new Error(state);
      const alive = live.includes(state);
      for (const verb of ["pause", "resume"] as const) {
        const run_id = await make(c);
        const { data, error } = await c.call("mutation", `runs.${verb}`, { run_id });
        if (alive) {
          const { status } = data as { status: string };
          expect([verb, status === "paused"]).toEqual([verb, verb === "pause"]);
          await c.mutate("runs.cancel", { run_id });
        } else expect(error?.data).toMatchObject({ code: "RUN_ENDED", httpStatus: 409 });
      }
      const run_id = await make(c);
      const { data, error } = await c.call("mutation", "runs.cancel", { run_id });
      if (alive || state === "cancelled") {
        expect(data).toEqual({ status: "cancelled" });
        const run = await c.ended(run_id);
        expect(run.status).toBe("cancelled");
        const open = Object.values(run.steps).filter(({ status }) =>
          ["running", "waiting", "retrying", "scheduled"].includes(status),
        );
        expect(open).toEqual([]);
      } else expect(error?.data.code).toBe("RUN_ENDED");
    },
  );

  test.each(states)("retry of a run that is %s goes on, or says why not", async (state) => {
    const c = contract();
    const run_id = (await makers[state]?.(c)) ?? "";
    const { data, error } = await c.call("mutation", "runs.retry", { run_id });
    if (state === "failed" || state === "cancelled") {
      expect(data).toMatchObject({ status: expect.stringMatching(/running|waiting/) });
    } else {
      expect(error?.data.code).toBe(state === "completed" ? "RUN_ENDED" : "CONFLICT");
      expect(error?.message).toMatch(/\.$/);
    }
    if (state !== "completed" && state !== "failed") await c.mutate("runs.cancel", { run_id });
  });

  test("a retried run keeps what was completed and asks only for the rest", async () => {
    const c = contract();
    let healthy = false;
    c.allowed.on("/first", (_call, response) => json(response, 20));
    c.allowed.on("/second", (_call, response) => json(response, 1, healthy ? 200 : 400));
    const flow = segment(
      [
        get("first", "/first"),
        get("second", "/second"),
        transform("sum", "inputs.input + steps.first.output"),
      ],
      ["first > second", "second > sum"],
    );
    const { run_id, status } = await c.run(flow);
    expect(status).toBe("failed");
    healthy = true;
    await c.mutate("runs.retry", { run_id });
    const run = await c.until(run_id, (state) => state.status === "completed");
    expect(run).toMatchObject({
      outputs: { sum: 21 },
      error: null,
      steps: { second: { attempts: 2, error: null } },
    });
    expect(c.allowed.callsTo("/first")).toHaveLength(1);
  });

  test("ten starts at once with one key are one run, whether the segment is stored or sent along", async () => {
    const c = contract();
    const flow = segment([transform("one", "data")], [], { segment_id: "keyed" });
    await c.mutate("segments.save", { segment: flow });
    for (const what of [{ segment_id: "keyed" }, { segment: flow }]) {
      const start = { ...what, input: { n: 1 }, idempotency_key: randomUUID() };
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => c.mutate<{ run_id: string }>("runs.start", start)),
      );
      const ids = new Set(answers.map(({ run_id }) => run_id));
      expect(ids.size).toBe(1);
      const [run_id = ""] = ids;
      await c.ended(run_id);
      const starts = (await c.events(run_id)).filter(({ event_type }) => event_type === "segment.started");
      expect(starts).toHaveLength(1);
    }
  });

  test("the overrides of one run are those of that run: retries, time limit, concurrency", async () => {
    const c = contract();
    c.allowed.on("/weak", (_call, response) => json(response, {}, 503, { "retry-after": "0" }));
    const flow = segment([get("weak", "/weak")], [], { params: { max_retries: 0, timeout_seconds: 600 } });
    const run = await c.run(flow, {}, { config: { max_retries: 1 } });
    expect(run).toMatchObject({ status: "failed", steps: { weak: { attempts: 2 } } });
    expect((await c.run(flow)).steps.weak?.attempts).toBe(1);

    c.allowed.on("/hold", () => undefined);
    const timed = await c.run(segment([get("hold", "/hold")]), {}, { config: { timeout_seconds: 1 } });
    expect(timed.status).toBe("timed_out");

    for (const config of [
      { timeout_seconds: 0 },
      { max_retries: -1 },
      { max_concurrency: 1.5 },
      { sudo: true },
    ]) {
      const { error } = await c.call("mutation", "runs.start", { segment: flow, input: {}, config });
      expect([error?.data.code, error?.data.path?.startsWith("/config")]).toEqual(["BAD_REQUEST", true]);
    }
  });

  test("a run that cannot start says what is wrong and where, and no run is made", async () => {
    const c = contract();
    const list = () => c.query<{ runs: unknown[] }>("runs.list", { segment_id: "picky" });
    const picky = segment([transform("one", "data")], [], {
      segment_id: "picky",
      input_schema: {
        type: "object",
        properties: { n: { type: "integer", minimum: 1 } },
        required: ["n"],
        additionalProperties: false,
      },
    });
    for (const input of [undefined, null, [], {}, { n: 0 }, { n: "1" }, { n: 1, m: 2 }, { n: 1.5 }]) {
      const { error } = await c.call("mutation", "runs.start", { segment: picky, input });
      expect([input, error?.data.code, error?.data.path]).toEqual([input, "INVALID_INPUT", "/input"]);
    }
    const unsound = segment([transform("one", "data +")], [], { segment_id: "picky" });
    const refused = await c.call("mutation", "runs.start", { segment: unsound, input: {} });
    expect(refused.error?.data).toMatchObject({
      code: "INVALID_SEGMENT",
      details: { issues: [expect.objectContaining({ path: "/steps/0/config/expression", step_id: "one" })] },
    });
    const neither = await c.call("mutation", "runs.start", { input: {} });
    expect(neither.error).toMatchObject({
      message: expect.stringContaining("segment_id"),
      data: { code: "BAD_REQUEST", path: "/segment" },
    });
    const both = await c.call("mutation", "runs.start", { segment_id: "picky", segment: picky, input: {} });
    expect(both.error?.data.code).toBe("BAD_REQUEST");
    expect((await list()).runs).toEqual([]);
  });

  test("pages of runs neither repeat nor lose one, though runs are added meanwhile", async () => {
    const c = contract();
    const flow = segment([transform("one", "data")], [], { segment_id: "paged" });
    const made: string[] = [];
    const add = async () => made.push((await c.run(flow)).run_id);
    for (let count = 0; count < 7; count++) await add();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await c.query<{ runs: { run_id: string }[]; next_cursor: string | null }>("runs.list", {
        segment_id: "paged",
        limit: 2,
        cursor,
      });
      seen.push(...page.runs.map(({ run_id }) => run_id));
      cursor = page.next_cursor ?? undefined;
      if (seen.length === 4) await add();
    } while (cursor !== undefined);
    expect(seen).toEqual(made.slice(0, 7).reverse());
  });

  test("pages of events are the journal, whatever the size of a page", async () => {
    const c = contract();
    const { run_id } = await c.run(
      segment(
        Array.from({ length: 12 }, (_, i) => transform(`s${i}`, "data")),
        Array.from({ length: 11 }, (_, i) => `s${i} > s${i + 1}`),
      ),
    );
    const whole = await c.events(run_id);
    for (const limit of [1, 7, 5_000]) {
      const pages: unknown[] = [];
      for (let after_seq = 0; ; ) {
        const page = await c.query<{ events: { seq: number }[]; last_seq: number }>("runs.events", {
          run_id,
          after_seq,
          limit,
        });
        expect(page.last_seq).toBe(whole.length);
        expect(page.events.length).toBeLessThanOrEqual(limit);
        pages.push(...page.events);
        const last = page.events.at(-1);
        if (!last) break;
        after_seq = last.seq;
      }
      expect(pages).toEqual(whole);
    }
  });

  test("each event has the envelope of the contract and nothing beside it", async () => {
    const c = contract();
    c.allowed.on("/ok", (_call, response) => json(response, [1]));
    const { run_id } = await c.run(
      segment([get("call", "/ok"), transform("then", "data")], ["call > then"], { segment_id: "envelope" }),
    );
    const events = await c.events(run_id);
    const known =
      "event_id seq event_type timestamp tenant_id run_id segment_id step_id step_type attempt severity correlation_id parent_event_id payload error duration_ms".split(
        " ",
      );
    for (const event of events) {
      expect(Object.keys(event).filter((key) => !known.includes(key))).toEqual([]);
      expect(event).toMatchObject({
        event_id: expect.stringMatching(/^\S{8,64}$/),
        run_id,
        segment_id: "envelope",
        tenant_id: expect.any(String),
        payload: expect.any(Object),
      });
      expect(new Date(event.timestamp).toISOString()).toBe(event.timestamp);
    }
    expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(events.length);
    const times = events.map(({ timestamp }) => timestamp);
    expect(times).toEqual(times.toSorted());
    const types = events.map(({ event_type, ...event }) =>
      "step_id" in event && event.step_id ? `${event.step_id} ${event_type}` : event_type,
    );
    expect(types).toEqual([
      "segment.started",
      "call step.started",
      "call action.completed",
      "call step.completed",
      "then step.started",
      "then step.completed",
      "segment.completed",
    ]);
  });

  test("numbers, texts and keys come back as they were sent", async () => {
    const c = contract();
    const input = {
      "": "empty key",
      "a/b~c": 1,
      "ключ 🗝": 'значение\n\t"\\',
      zero: 0,
      tiny: 5e-324,
      big: Number.MAX_SAFE_INTEGER,
      decimal: 0.1,
      nested: [[], {}, [null, false, ""]],
    };
    const run = await c.run(segment([transform("same", "data")]), input);
    expect(run.input).toEqual(input);
    expect(run.outputs).toEqual({ same: input });
  });
});
