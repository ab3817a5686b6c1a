// What a run means, seen from outside: which steps ran, what came out, which attempts were made.
import { expect, test } from "vitest";
import { segment, step, transform } from "../engine/testing/segments.ts";
import { describeContract } from "./testing/describe-contract.ts";
import { json } from "./testing/local-server.ts";

const split = (step_id: string, branches: number) => step(step_id, "parallel_split", { branches });
const join = (step_id: string, branches: number, strategy = "all") =>
  step(step_id, "parallel_join", { branches, strategy });
const condition = (step_id: string, expression: string, more = {}) =>
  step(step_id, "condition", { expression }, more);
const statuses = (run: { steps: Record<string, { status: string }> }) =>
  Object.fromEntries(Object.entries(run.steps).map(([id, { status }]) => [id, status]));

describeContract("the meaning of a run", (contract) => {
  const get = (step_id: string, path: string, more = {}, config = {}) =>
    step(step_id, "http_action", { method: "GET", url: `${contract().allowed.url}${path}`, ...config }, more);

  test.each([
    [5, { yes: 10 }, { high: "completed", low: "skipped" }],
    [1, { no: 2 }, { high: "skipped", low: "completed" }],
  ])("a diamond behind a condition joins once, whichever side: input %s", async (value, shape, ran) => {
    const run = await contract().run(
      segment(
        [
          condition("check", "data.n > 3"),
          transform("high", "{'yes': data.n * 2}"),
          transform("low", "{'no': data.n * 2}"),
          join("meet", 2),
          transform("after", "values(data)[0]"),
        ],
        [
          "check.true > high",
          "check.false > low",
          "high > meet.branch_1",
          "low > meet.branch_2",
          "meet > after",
        ],
      ),
      { n: value },
    );
    expect(run.outputs).toEqual({ after: shape });
    expect(statuses(run)).toMatchObject({ ...ran, meet: "completed", after: "completed" });
    expect(run.steps.meet?.attempts).toBe(1);
  });

  test("a step that one branch reaches directly and the other by a detour runs once, with what is live", async () => {
    const flow = segment(
      [condition("check", "data > 3"), transform("detour", "data * 10"), transform("end", "data")],
      ["check.true > end", "check.false > detour", "detour > end"],
    );
    expect((await contract().run(flow, 5)).outputs).toEqual({ end: 5 });
    expect((await contract().run(flow, 2)).outputs).toEqual({ end: 20 });
  });

  test("a join of three fires with two when a condition killed the third", async () => {
    const run = await contract().run(
      segment(
        [
          split("fan", 3),
          transform("one", "data + 1"),
          transform("two", "data + 2"),
          condition("gate", "data > 100"),
          transform("three", "data + 3"),
          join("meet", 3),
        ],
        [
          "fan.branch_1 > one",
          "fan.branch_2 > two",
          "fan.branch_3 > gate",
          "one > meet.branch_1",
          "two > meet.branch_2",
          "gate.true > three",
          "three > meet.branch_3",
        ],
      ),
      1,
    );
    expect(run.outputs).toMatchObject({ meet: { branch_1: 2, branch_2: 3 } });
    expect(Object.keys(run.outputs?.meet as object)).toEqual(["branch_1", "branch_2"]);
    const skips = (await contract().events(run.run_id)).filter(
      ({ event_type }) => event_type === "step.skipped",
    );
    expect(skips).toMatchObject([{ step_id: "three", payload: { reason: "dead_path" } }]);
  });

  test("when every way into a join is dead, it and what follows are skipped and the run still ends", async () => {
    const run = await contract().run(
      segment(
        [
          condition("check", "false"),
          transform("one", "1"),
          transform("two", "2"),
          join("meet", 2),
          transform("after", "data"),
        ],
        [
          "check.true > one",
          "check.true > two",
          "one > meet.branch_1",
          "two > meet.branch_2",
          "meet > after",
        ],
      ),
      "in",
    );
    expect(run.status).toBe("completed");
    expect(statuses(run)).toEqual({
      check: "completed",
      one: "skipped",
      two: "skipped",
      meet: "skipped",
      after: "skipped",
    });
    expect(run.outputs).toEqual({ check: "in" });
  });

  test.each(["any", "first"])(
    "a join for %s goes on with the first answer and drops the slow call",
    async (strategy) => {
      const { allowed } = contract();
      const path = `/slow-${strategy}`;
      let hungUp = false;
      allowed.on(path, (_call, response) => void response.on("close", () => (hungUp = true)));
      allowed.on("/quick", (_call, response) => json(response, "quick"));
      const run = await contract().run(
        segment(
          [
            split("fan", 2),
            get("slow", path),
            get("quick", "/quick"),
            join("meet", 2, strategy),
            transform("after", "data"),
          ],
          [
            "fan.branch_1 > slow",
            "fan.branch_2 > quick",
            "slow > meet.branch_1",
            "quick > meet.branch_2",
            "meet > after",
          ],
        ),
      );
      expect(run.outputs).toEqual({ after: { branch_2: "quick" } });
      expect(run.status).toBe("completed");
      await expect.poll(() => hungUp).toBe(true);
    },
  );

  test("several live edges into one port arrive as an array in the order of the edges", async () => {
    const run = await contract().run(
      segment(
        [transform("a", "'a'"), transform("b", "'b'"), transform("c", "'c'"), transform("all", "data")],
        ["c > all", "a > all", "b > all"],
      ),
    );
    expect(run.outputs).toEqual({ all: ["c", "a", "b"] });
  });

  test("the outputs of a run are those of its leaves, and null is a value", async () => {
    const run = await contract().run(
      segment(
        [
          transform("root", "data"),
          transform("nothing", "null"),
          transform("left", "data"),
          transform("right", "data.x"),
        ],
        ["root > nothing", "nothing > left", "root > right"],
      ),
      { x: [1, { deep: true }] },
    );
    expect(run.outputs).toEqual({ left: null, right: [1, { deep: true }] });
    expect(run.steps.nothing?.outputs).toEqual({ output: null });
  });

  test("a condition that is not a boolean fails with a reason instead of being taken for true", async () => {
    for (const expression of ["data.n", "data.missing", "data.s", "data.empty"]) {
      const run = await contract().run(segment([condition("check", expression)]), {
        n: 1,
        s: "true",
        empty: null,
      });
      expect([expression, run.status, run.steps.check?.status]).toEqual([expression, "failed", "failed"]);
      expect(run.steps.check?.error).toMatchObject({ error_code: expect.any(String), recoverable: false });
      expect(run.error?.error_message).toMatch(/\.$/);
    }
  });

  test("on_error decides whether a failure ends the run, goes on with null or takes its own port", async () => {
    contract().allowed.on("/teapot", (_call, response) => json(response, { short: true }, 418));
    const flow = (on_error: "fail" | "continue" | "route", port: string) =>
      segment(
        [get("call", "/teapot", { on_error }), transform("after", "{'got': data}")],
        [`call.${port} > after`],
      );
    const failed = await contract().run(flow("fail", "output"));
    expect(failed).toMatchObject({ status: "failed", outputs: null, error: { error_code: "HTTP_STATUS" } });
    expect(statuses(failed)).toEqual({ call: "failed", after: "pending" });

    const continued = await contract().run(flow("continue", "output"));
    expect(continued).toMatchObject({ status: "completed", outputs: { after: { got: null } } });

    const routed = await contract().run(flow("route", "error"));
    expect(routed).toMatchObject({
      status: "completed",
      outputs: { after: { got: { error_code: "HTTP_STATUS", recoverable: false } } },
    });
  });

  test("a failing branch ends a run whose join waits for all, instead of hanging it", async () => {
    const { allowed } = contract();
    allowed.on("/never", () => undefined);
    allowed.on("/broken", (_call, response) => json(response, {}, 400));
    const run = await contract().run(
      segment(
        [split("fan", 2), get("never", "/never"), get("broken", "/broken"), join("meet", 2)],
        ["fan.branch_1 > never", "fan.branch_2 > broken", "never > meet.branch_1", "broken > meet.branch_2"],
      ),
    );
    expect(run.status).toBe("failed");
    expect(statuses(run)).toMatchObject({ broken: "failed", never: "cancelled" });
  });

  test("a failing branch that goes on with null reaches the join, which waits for nobody else", async () => {
    const { allowed } = contract();
    allowed.on("/fine", (_call, response) => json(response, "fine"));
    allowed.on("/broken", (_call, response) => json(response, {}, 400));
    const run = await contract().run(
      segment(
        [
          split("fan", 2),
          get("fine", "/fine"),
          get("broken", "/broken", { on_error: "continue" }),
          join("meet", 2),
        ],
        ["fan.branch_1 > fine", "fan.branch_2 > broken", "fine > meet.branch_1", "broken > meet.branch_2"],
      ),
    );
    expect(run.outputs).toEqual({ meet: { branch_1: "fine", branch_2: null } });
  });

  test("a retry waits as long as Retry-After asks, with the same key, and counts its attempts", async () => {
    const { allowed } = contract();
    const keys: unknown[] = [];
    const at: number[] = [];
    allowed.on("/busy", (call, response) => {
      keys.push(call.headers["idempotency-key"]);
      at.push(performance.now());
      if (keys.length < 3) json(response, {}, 503, { "retry-after": "1" });
      else json(response, { ok: keys.length });
    });
    const run = await contract().run(
      segment([get("busy", "/busy", { retry: { max_attempts: 3, delay_seconds: 0.01 } })]),
    );
    expect(run.outputs).toEqual({ busy: { ok: 3 } });
    expect(run.steps.busy).toMatchObject({ attempts: 3, error: null });
    expect(new Set(keys).size).toBe(1);
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(990);
    const types = (await contract().events(run.run_id)).map(({ event_type }) => event_type);
    expect(types.filter((type) => type === "step.retrying")).toHaveLength(2);
    expect(types.filter((type) => type === "step.completed")).toHaveLength(1);
  });

  test("a refusal that cannot pass is not tried again", async () => {
    const { allowed } = contract();
    allowed.on("/bad", (_call, response) => json(response, {}, 400));
    const run = await contract().run(
      segment([get("bad", "/bad", { retry: { max_attempts: 5, delay_seconds: 0.01 } })]),
    );
    expect(run.steps.bad).toMatchObject({ status: "failed", attempts: 1 });
    expect(allowed.callsTo("/bad")).toHaveLength(1);
  });

  test("a step's time limit ends its call; the run's ends everything", async () => {
    const { allowed } = contract();
    let aborted = 0;
    allowed.on("/hang", (_call, response) => void response.on("close", () => aborted++));
    const timed = await contract().run(segment([get("hang", "/hang", { timeout_seconds: 1 })]));
    expect(timed).toMatchObject({ status: "failed", steps: { hang: { status: "failed" } } });
    expect(timed.error?.error_code).toMatch(/TIME/);

    const run = await contract().run(segment([get("hang", "/hang")], [], { params: { timeout_seconds: 1 } }));
    expect(run.status).toBe("timed_out");
    await expect.poll(() => aborted).toBe(2);
  });

  test("an input that does not fit its port fails the step and names the port", async () => {
    const typed = { inputs: [{ port_id: "input", data_type: "number" }] } as const;
    const run = await contract().run(
      segment(
        [transform("say", "data.x"), transform("count", "data", { inputs: [...typed.inputs] })],
        ["say > count"],
      ),
      { x: "seven" },
    );
    expect(run.status).toBe("failed");
    expect(JSON.stringify(run.error)).toMatch(/input/);
    expect(run.error?.error_message).toMatch(/number/);
  });

  test("what a value says is never evaluated: templates and CEL in data stay text", async () => {
    contract().allowed.on("/echo", (call, response) => json(response, JSON.parse(call.body)));
    const hostile = "{{ 1 + 1 }} {{ secrets.X }}";
    const run = await contract().run(
      segment(
        [
          get(
            "send",
            "/echo",
            {},
            { method: "POST", body: { text: "say {{ data.text }}", same: "{{ data.text }}" } },
          ),
          transform("again", "data.text + '!'"),
        ],
        ["send > again"],
      ),
      { text: hostile },
    );
    expect(run.outputs).toEqual({ again: `say ${hostile}!` });
  });

  test("sixty branches of real calls come back complete and in their places", {
    timeout: 30_000,
  }, async () => {
    const { allowed } = contract();
    const held: (() => void)[] = [];
    let open = 0;
    let most = 0;
    allowed.on("/part", (call, response) => {
      most = Math.max(most, ++open);
      held.push(() => {
        open--;
        json(response, Number(new URL(call.path, "http://x").searchParams.get("n")));
      });
      // The first sixteen are held until all of them are there; whatever comes beside them is too much.
      if (allowed.callsTo("/part").length >= 16)
        setImmediate(() => {
          for (const answer of held.splice(0)) answer();
        });
    });
    const n = 60;
    const numbers = Array.from({ length: n }, (_, index) => index + 1);
    const run = await contract().run(
      segment(
        [
          split("fan", n),
          ...numbers.map((i) => get(`part_${i}`, `/part?n=${i}`)),
          join("meet", n),
          transform("total", "sum(values(data))"),
        ],
        [
          ...numbers.map((i) => `fan.branch_${i} > part_${i}`),
          ...numbers.map((i) => `part_${i} > meet.branch_${i}`),
          "meet > total",
        ],
      ),
    );
    expect(run.outputs).toEqual({ total: (n * (n + 1)) / 2 });
    expect(most).toBeLessThanOrEqual(16);
  });
});
