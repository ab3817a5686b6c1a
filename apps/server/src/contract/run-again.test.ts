// A run from an earlier one: the same again, and from a step on with what was recorded before it.
import { reduceRun } from "@worktrail/shared/run/reduce";
import type { Segment } from "@worktrail/shared/segment/schema";
import { beforeEach, expect, test } from "vitest";
import { segment, step, transform } from "../engine/testing/segments.ts";
import { describeContract } from "./testing/describe-contract.ts";
import { json } from "./testing/local-server.ts";

type Started = { run_id: string };
const input_schema = {
  type: "object",
  properties: { n: { type: "integer", minimum: 1 } },
  required: ["n"],
};

describeContract("running again", (contract) => {
  const calling = (step_id: string, more: Partial<Segment["steps"][number]> = {}) =>
    step(
      step_id,
      "http_action",
      { method: "POST", url: `${contract().allowed.url}/${step_id}`, body: "{{ to_json(data) }}" },
      more,
    );
  const line = (more: Partial<Segment> = {}) =>
    segment([calling("a"), calling("b"), calling("c")], ["a > b", "b > c"], more);
  const again = (run_id: string, more: object = {}) =>
    contract().mutate<Started>("runs.rerun", { run_id, ...more });
  const from = (run_id: string, step_id: string, more: object = {}) =>
    contract().mutate<Started>("runs.start_from", { run_id, step_id, ...more });
  const refused = async (procedure: string, input: object) =>
    (await contract().call("mutation", procedure, input)).error;
  const called = () => contract().allowed.calls.map(({ path }) => path);

  beforeEach(() => {
    const { allowed } = contract();
    allowed.calls.length = 0;
    for (const path of ["/a", "/b", "/c"]) allowed.on(path, (_call, response) => json(response, { path }));
  });

  test("a run is run again with its input and settings at the revision that it was bound to", async () => {
    const c = contract();
    const flow = (factor: number) =>
      segment([transform("times", `data.n * ${factor}`)], [], { segment_id: "again", input_schema });
    await c.mutate("segments.save", { segment: flow(2) });
    const start = { segment_id: "again", input: { n: 3 }, config: { timeout_seconds: 77 } };
    const first = await c.mutate<Started>("runs.start", start);
    await c.mutate("segments.save", { segment: flow(10) });
    const same = await c.ended((await again(first.run_id)).run_id);
    expect(same).toMatchObject({ revision: 1, input: { n: 3 }, outputs: { times: 6 } });
    expect(same.config).toMatchObject({ timeout_seconds: 77 });
    expect(same).toMatchObject({ repeats: first.run_id });
    expect(reduceRun(await c.events(same.run_id))?.repeats).toBe(first.run_id);
    const current = await c.ended((await again(first.run_id, { revision: "current" })).run_id);
    expect(current).toMatchObject({ revision: 2, outputs: { times: 30 } });
    const other = await c.ended((await again(first.run_id, { input: { n: 5 } })).run_id);
    expect(other.outputs).toEqual({ times: 10 });
    expect((await refused("runs.rerun", { run_id: first.run_id, input: { n: 0 } }))?.data).toMatchObject({
      code: "INVALID_INPUT",
      path: "/input",
    });
  });

  test("a run of a segment that was deleted, or never saved, is run again as it was", async () => {
    const c = contract();
    const flow = segment([transform("one", "data.n")], [], { segment_id: "gone" });
    await c.mutate("segments.save", { segment: flow });
    const { run_id } = await c.mutate<Started>("runs.start", { segment_id: "gone", input: { n: 1 } });
    await c.mutate("segments.delete", { segment_id: "gone" });
    expect((await c.ended((await again(run_id)).run_id)).outputs).toEqual({ one: 1 });
    expect((await refused("runs.rerun", { run_id, revision: "current" }))?.data.code).toBe("NOT_FOUND");
    const unsaved = await c.run(segment([transform("one", "data.n")], [], { segment_id: "never" }), { n: 2 });
    expect((await c.ended((await again(unsaved.run_id)).run_id)).outputs).toEqual({ one: 2 });
  });

  test("the same key starts one run again, however often it is sent", async () => {
    const first = await contract().run(segment([transform("one", "data")]), 1);
    const key = { idempotency_key: "again-1" };
    const ids = await Promise.all(Array.from({ length: 5 }, () => again(first.run_id, key)));
    expect(new Set(ids.map(({ run_id }) => run_id)).size).toBe(1);
    expect(ids[0]?.run_id).not.toBe(first.run_id);
  });

  test("a run starts from a step: what came before is taken over and not done again", async () => {
    const c = contract();
    const first = await c.run(line(), { n: 1 });
    c.allowed.calls.length = 0;
    const { run_id } = await from(first.run_id, "b", { idempotency_key: "from-b" });
    expect(await from(first.run_id, "b", { idempotency_key: "from-b" })).toEqual({ run_id });
    const run = await c.ended(run_id);
    expect(run).toMatchObject({ status: "completed", input: { n: 1 }, outputs: first.outputs });
    expect(called()).toEqual(["/b", "/c"]);
    expect(c.allowed.callsTo("/b")[0]?.headers["idempotency-key"]).toBe(`${run_id}:b`);
    const [started, taken, next] = await c.events(run_id);
    expect(started).toMatchObject({
      event_type: "segment.started",
      payload: { from: { run_id: first.run_id, step_id: "b", last_seq: first.last_seq } },
    });
    expect(taken).toMatchObject({
      event_type: "step.completed",
      step_id: "a",
      payload: { recorded_in: first.run_id, outputs: first.steps.a?.outputs },
    });
    expect(next).toMatchObject({ event_type: "step.started", step_id: "b" });
  });

  test("a run that failed starts from the step that failed, and that run can be started from again", async () => {
    const c = contract();
    c.allowed.on("/c", (_call, response) => json(response, {}, 500));
    const first = await c.run(line(), 1);
    expect(first.status).toBe("failed");
    c.allowed.on("/c", (_call, response) => json(response, "at last"));
    const second = await c.ended((await from(first.run_id, "c")).run_id);
    expect(second.outputs).toEqual({ c: "at last" });
    const third = await c.ended((await from(second.run_id, "c")).run_id);
    const taken = (await c.events(third.run_id)).filter(({ event_type }) => event_type === "step.completed");
    expect(taken.slice(0, 2)).toMatchObject([
      { payload: { recorded_in: first.run_id } },
      { payload: { recorded_in: first.run_id } },
    ]);
    expect(called().filter((path) => path === "/a")).toHaveLength(1);
  });

  test("a value too large for the journal is taken over with the rest", async () => {
    const c = contract();
    const large = "x".repeat(300_000);
    c.allowed.on("/a", (_call, response) => json(response, large));
    const flow = segment([calling("a"), transform("size", "data.size()")], ["a > size"]);
    const first = await c.run(flow, 1);
    const run = await c.ended((await from(first.run_id, "size")).run_id);
    expect(run.outputs).toEqual({ size: 300_000 });
    expect(called()).toEqual(["/a"]);
  });

  test("with the newest revision a run starts from a step that it added", async () => {
    const c = contract();
    const more = { segment_id: "growing" };
    await c.mutate("segments.save", { segment: line(more) });
    const { run_id } = await c.mutate<Started>("runs.start", { segment_id: "growing", input: 1 });
    await c.ended(run_id);
    c.allowed.calls.length = 0;
    const grown = segment(
      [calling("a"), transform("between", "data.path + '!'"), calling("b"), calling("c")],
      ["a > between", "between > b", "b > c"],
      more,
    );
    await c.mutate("segments.save", { segment: grown });
    const run = await c.ended((await from(run_id, "between", { revision: "current" })).run_id);
    expect(run).toMatchObject({ revision: 2, steps: { between: { outputs: { output: "/a!" } } } });
    expect(called()).toEqual(["/b", "/c"]);
    expect(await refused("runs.start_from", { run_id, step_id: "b", revision: "current" })).toMatchObject({
      message: expect.stringMatching(/“between” comes before “b”/),
      data: { code: "INVALID_INPUT", path: "/step_id" },
    });
    expect(await refused("runs.start_from", { run_id, step_id: "between" })).toMatchObject({
      message: expect.stringMatching(/no step “between” at this revision/),
      data: { code: "INVALID_INPUT", path: "/step_id" },
    });
  });

  test("what that run never came to is refused, with what to choose instead", async () => {
    const c = contract();
    const flow = segment(
      [step("check", "condition", { expression: "data > 10" }), transform("big", "data"), calling("a")],
      ["check.true > big", "check.false > a"],
    );
    const first = await c.run(flow, 1);
    expect(await refused("runs.start_from", { run_id: first.run_id, step_id: "big" })).toMatchObject({
      message: expect.stringMatching(/never came to “big”.*Choose a step that ran/),
      data: { code: "INVALID_INPUT" },
    });
    const again = await c.ended((await from(first.run_id, "a")).run_id);
    expect(again.steps.big).toMatchObject({ status: "skipped" });
  });
});
