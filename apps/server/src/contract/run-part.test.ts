// A run of a part of its segment, and of steps whose outputs are given instead of being executed.
import type { Segment } from "@worktrail/shared/segment/schema";
import { beforeEach, expect, test } from "vitest";
import { segment, step, transform } from "../engine/testing/segments.ts";
import { describeContract } from "./testing/describe-contract.ts";
import { json } from "./testing/local-server.ts";

type Started = { run_id: string };

describeContract("running a part", (contract) => {
  const calling = (step_id: string) =>
    step(step_id, "http_action", {
      method: "POST",
      url: `${contract().allowed.url}/${step_id}`,
      body: "{{ to_json(data) }}",
    });
  const line = (more: Partial<Segment> = {}) =>
    segment([calling("a"), calling("b"), calling("c")], ["a > b", "b > c"], more);
  const started = async (input: object) =>
    contract().ended((await contract().mutate<Started>("runs.start", input)).run_id);
  const from = async (input: object) =>
    contract().ended((await contract().mutate<Started>("runs.start_from", input)).run_id);
  const refused = async (procedure: string, input: object) =>
    (await contract().call("mutation", procedure, input)).error?.data;
  const called = () => contract().allowed.calls.map(({ path }) => path);
  const skips = async (run_id: string) =>
    (await contract().events(run_id)).flatMap((event) =>
      event.event_type === "step.skipped" ? [[event.step_id, event.payload.reason]] : [],
    );

  beforeEach(() => {
    const { allowed } = contract();
    allowed.calls.length = 0;
    for (const path of ["/a", "/b", "/c"]) allowed.on(path, (_call, response) => json(response, { path }));
  });

  test("until a step: what leads there and the step, and the run ends with what it gave", async () => {
    const part = { kind: "until", step_id: "b" };
    const run = await started({ segment: line(), input: 1, part });
    expect(run).toMatchObject({ status: "completed", outputs: { b: { path: "/b" } } });
    expect(called()).toEqual(["/a", "/b"]);
    expect(await skips(run.run_id)).toEqual([["c", "not_asked"]]);
    expect((await contract().events(run.run_id))[0]?.payload).toMatchObject({ part });
  });

  test("a pinned step is not executed, gives its outputs in its turn, and says so", async () => {
    const given = { b: { outputs: { output: { pinned: true } }, as: "pinned" } };
    const run = await started({ segment: line(), input: 1, given });
    expect(called()).toEqual(["/a", "/c"]);
    expect(contract().allowed.callsTo("/c")[0]?.body).toBe('{"pinned":true}');
    expect(run.steps.b).toMatchObject({
      status: "completed",
      attempts: 0,
      outputs: { output: { pinned: true } },
    });
    const events = await contract().events(run.run_id);
    expect(events.find((event) => "step_id" in event && event.step_id === "b")).toMatchObject({
      event_type: "step.completed",
      payload: { given_as: "pinned" },
    });
  });

  test("an output that is pinned may be too large for the journal", async () => {
    const text = "x".repeat(300_000);
    const given = { a: { outputs: { output: text }, as: "pinned" } };
    const flow = segment([calling("a"), transform("size", "size(data)")], ["a > size"]);
    const run = await started({ segment: flow, input: 1, given });
    expect(run.outputs).toEqual({ size: 300_000 });
    const [first] = await contract().events(run.run_id);
    expect(first?.stored).toMatchObject([{ path: "/payload/given/a/outputs/output" }]);
  });

  test("one step alone runs with typed outputs of the step before it", async () => {
    const part = { kind: "step", step_id: "b" };
    const given = { a: { outputs: { output: { typed: 1 } }, as: "typed" } };
    const run = await started({ segment: line(), part, given });
    expect(run).toMatchObject({ status: "completed", outputs: { b: { path: "/b" } } });
    expect(called()).toEqual(["/b"]);
    expect(contract().allowed.callsTo("/b")[0]?.body).toBe('{"typed":1}');
    expect(await refused("runs.start", { segment: line(), part })).toMatchObject({
      code: "INVALID_INPUT",
      path: "/part",
    });
  });

  test("one step alone is not held to an input that it does not read", async () => {
    const input_schema = { type: "object", properties: { n: { type: "integer" } }, required: ["n"] };
    const given = { a: { outputs: { output: 1 }, as: "typed" } };
    const flow = line({ input_schema });
    const run = await started({ segment: flow, part: { kind: "step", step_id: "b" }, given });
    expect(run.status).toBe("completed");
    const until = { segment: flow, part: { kind: "until", step_id: "b" } };
    expect(await refused("runs.start", until)).toMatchObject({ code: "INVALID_INPUT", path: "/input" });
  });

  test("one step of an earlier run is run alone with what was recorded, and with another input", async () => {
    const first = await started({ segment: line(), input: 1 });
    contract().allowed.calls.length = 0;
    const alone = { run_id: first.run_id, step_id: "b", alone: true };
    const same = await from(alone);
    expect(called()).toEqual(["/b"]);
    expect(same.outputs).toEqual({ b: { path: "/b" } });
    expect(await skips(same.run_id)).toEqual([["c", "not_asked"]]);
    const given = { a: { outputs: { output: "edited" }, as: "typed" } };
    await from({ ...alone, given });
    expect(contract().allowed.callsTo("/b")[1]?.body).toBe('"edited"');
  });

  test("a run starts from a step with another input than was recorded, and goes on behind it", async () => {
    const first = await started({ segment: line(), input: 1 });
    contract().allowed.calls.length = 0;
    const given = { a: { outputs: { output: "edited" }, as: "typed" } };
    const run = await from({ run_id: first.run_id, step_id: "b", given });
    expect(called()).toEqual(["/b", "/c"]);
    expect(contract().allowed.callsTo("/b")[0]?.body).toBe('"edited"');
    const [, taken] = await contract().events(run.run_id);
    expect(taken).toMatchObject({
      step_id: "a",
      payload: { given_as: "typed", outputs: { output: "edited" } },
    });
    const behind = { run_id: first.run_id, step_id: "b", given: { c: given.a } };
    expect((await refused("runs.start_from", behind))?.code).toBe("INVALID_INPUT");
  });

  test("a run of a part is run again as the same part, with what its steps were given", async () => {
    const again = async (input: object) =>
      contract().ended((await contract().mutate<Started>("runs.rerun", input)).run_id);
    const given = { a: { outputs: { output: { typed: 1 } }, as: "typed" } };
    const alone = await started({ segment: line(), part: { kind: "step", step_id: "b" }, given });
    contract().allowed.calls.length = 0;
    expect((await again({ run_id: alone.run_id })).outputs).toEqual({ b: { path: "/b" } });
    expect(called()).toEqual(["/b"]);
    expect(contract().allowed.callsTo("/b")[0]?.body).toBe('{"typed":1}');
    const pinned = { a: { outputs: { output: "kept" }, as: "pinned" } };
    const until = await started({
      segment: line(),
      input: 1,
      part: { kind: "until", step_id: "b" },
      given: pinned,
    });
    contract().allowed.calls.length = 0;
    expect((await again({ run_id: until.run_id, input: 2 })).input).toBe(2);
    expect(called()).toEqual(["/b"]);
    expect(contract().allowed.callsTo("/b")[0]?.body).toBe('"kept"');
  });

  test("what is given has to fit the step that it is given for", async () => {
    const start = (given: object) => refused("runs.start", { segment: line(), input: 1, given });
    const value = { outputs: { output: 1 }, as: "pinned" };
    expect(await start({ nobody: value })).toMatchObject({ code: "INVALID_INPUT", path: "/given/nobody" });
    expect(await start({ a: { ...value, outputs: { other: 1 } } })).toMatchObject({
      path: "/given/a/outputs/other",
    });
    expect((await start({ a: { ...value, more: 1 } }))?.code).toBe("BAD_REQUEST");
  });
});
