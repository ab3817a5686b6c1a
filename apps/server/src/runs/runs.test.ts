import type { JsonObject } from "@worktrail/shared/json";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { reduceRun } from "@worktrail/shared/run/reduce";
import type { Segment } from "@worktrail/shared/segment/schema";
import { describe, expect, test } from "vitest";
import { describeServer, signInAs } from "../testing/describe-server.ts";
import { untilRun } from "../testing/until-run.ts";

const double = (segment_id: string, more: Partial<Segment> = {}): Segment => ({
  segment_id,
  name: "Double it",
  version: "1.0.0",
  steps: [{ step_id: "double", step_type: "transform", config: { expression: "data.n * 2" } }],
  ...more,
});
const asking = (segment_id: string): Segment =>
  double(segment_id, {
    steps: [{ step_id: "ask", step_type: "human_task", config: { task_type: "approval" } }],
  });

describeServer("runs", (server) => {
  const call = (kind: "query" | "mutation", procedure: string, input?: unknown) =>
    server().call(kind, procedure, input);
  const start = (input: unknown) => call("mutation", "runs.start", input);
  const started = async (input: unknown) => ((await start(input)).data as { run_id: string }).run_id;
  const save = (segment: Segment) => call("mutation", "segments.save", { segment });
  const events = async (run_id: string, more: object = {}) =>
    (await call("query", "runs.events", { run_id, ...more })).data as {
      events: WorktrailEvent[];
      last_seq: number;
    };

  test("a run of a stored segment completes, and tells everything about itself", async () => {
    await save(double("doubling"));
    const run = await untilRun(server(), await started({ segment_id: "doubling", input: { n: 21 } }));
    expect(run).toMatchObject({
      segment_id: "doubling",
      segment_name: "Double it",
      revision: 1,
      status: "completed",
      input: { n: 21 },
      outputs: { double: 42 },
      error: null,
      steps: {
        double: {
          status: "completed",
          attempts: 1,
          outputs: { output: 42 },
          error: null,
          duration_ms: expect.any(Number),
        },
      },
      segment: { segment_id: "doubling" },
      started_by: { name: "Local owner" },
      started_at: expect.any(String),
      ended_at: expect.any(String),
    });
    expect(run.last_seq).toBeGreaterThan(2);
  });

  test("a run keeps the revision that it is pinned to, and the segment may be gone", async () => {
    await save(double("moving"));
    await save(
      double("moving", {
        steps: [{ step_id: "triple", step_type: "transform", config: { expression: "data.n * 3" } }],
      }),
    );
    const old = await untilRun(
      server(),
      await started({ segment_id: "moving", revision: 1, input: { n: 2 } }),
    );
    const now = await untilRun(server(), await started({ segment_id: "moving", input: { n: 2 } }));
    expect([old.outputs, now.outputs]).toEqual([{ double: 4 }, { triple: 6 }]);
    await call("mutation", "segments.delete", { segment_id: "moving" });
    expect((await start({ segment_id: "moving", input: { n: 2 } })).status).toBe(404);
    expect((await call("query", "runs.get", { run_id: old.run_id })).data).toMatchObject({
      outputs: { double: 4 },
    });
  });

  test("a segment that was never saved runs from the call", async () => {
    const run = await untilRun(server(), await started({ segment: double("on_the_fly"), input: { n: 1 } }));
    expect(run).toMatchObject({
      status: "completed",
      revision: null,
      outputs: { double: 2 },
      segment: { name: "Double it" },
    });
    expect((await call("query", "segments.get", { segment_id: "on_the_fly" })).status).toBe(404);
  });

  test("events come from any seq on, in order and without a gap, and fold to the same state", async () => {
    const run = await untilRun(server(), await started({ segment: double("told"), input: { n: 1 } }));
    const all = await events(run.run_id);
    expect(all.events.map(({ seq }) => seq)).toEqual(all.events.map((_, index) => index + 1));
    expect(all.last_seq).toBe(run.last_seq);
    expect(reduceRun(all.events)).toMatchObject({ status: "completed", outputs: { double: 2 } });
    const later = await events(run.run_id, { after_seq: 2, limit: 1 });
    expect(later).toEqual({ events: [all.events[2]], last_seq: run.last_seq });
    expect((await events(run.run_id, { after_seq: 999 })).events).toEqual([]);
  });

  test("a segment with errors does not start, and each is named", async () => {
    const cycle = double("cyclic", {
      steps: ["a", "b"].map((step_id) => ({
        step_id,
        step_type: "transform",
        config: { expression: "data" },
      })),
      edges: [
        { source_step: "a", source_port: "output", target_step: "b", target_port: "input" },
        { source_step: "b", source_port: "output", target_step: "a", target_port: "input" },
      ],
    });
    await save(cycle);
    for (const input of [{ segment_id: "cyclic" }, { segment: cycle }]) {
      const answer = await start(input);
      expect(answer.status).toBe(422);
      expect(answer.error?.data).toMatchObject({
        code: "INVALID_SEGMENT",
        details: { issues: [{ code: "CYCLE" }] },
      });
    }
    const shapeless = await start({ segment: { segment_id: "x" } });
    expect(shapeless.error?.data.code).toBe("INVALID_SEGMENT");
  });

  describe("input", () => {
    const input_schema = {
      type: "object",
      required: ["n"],
      additionalProperties: false,
      properties: { n: { type: "integer", minimum: 1, default: 5 } },
    };

    test("that does not fit the schema is refused with the reason", async () => {
      const segment = double("typed", { input_schema });
      for (const input of [{ n: 0 }, { n: "1" }, { n: null }, { n: 1, m: 2 }, null, []]) {
        const answer = await start({ segment, input });
        expect(answer.error?.data).toMatchObject({ code: "INVALID_INPUT", path: "/input" });
      }
    });

    test("that is left out, whole or in part, is made of the defaults", async () => {
      const segment = double("defaulted", { input_schema });
      for (const given of [{}, { input: {} }]) {
        const run = await untilRun(server(), await started({ segment, ...given }));
        expect(run).toMatchObject({ input: { n: 5 }, outputs: { double: 10 } });
      }
    });

    test.each([
      ["a key that reaches a prototype", '{"a":{"__proto__":{"polluted":true}}}', "/input/a/__proto__"],
      ["a number beyond all numbers", '{"n":1e400}', "/input/n"],
      ["nesting without end", `{"n":${"[".repeat(300)}${"]".repeat(300)}}`, "/input/n/0/0/0"],
    ])("%s is refused at its place", async (_what, text, path) => {
      const response = await server().fetch("/trpc/runs.start", {
        method: "POST",
        headers: { "content-type": "application/json", authorization: "Bearer test-token-0123456789" },
        body: `{"segment":${JSON.stringify(double("strict"))},"input":${text}}`,
      });
      const { error } = (await response.json()) as { error: { data: JsonObject } };
      expect(error.data).toMatchObject({ code: "INVALID_INPUT", path });
      expect(Reflect.get({}, "polluted")).toBeUndefined();
    });
  });

  test("the same key starts one run, however often and at once it is sent", async () => {
    const input = { segment: double("keyed"), input: { n: 1 }, idempotency_key: "order-17" };
    const ids = await Promise.all(Array.from({ length: 10 }, () => started(input)));
    expect(new Set(ids).size).toBe(1);
    expect(await started(input)).toBe(ids[0]);
  });

  test("a key that cannot be stored is refused alone, not with the starts beside it", async () => {
    const good = { segment: double("beside"), input: { n: 1 } };
    const answers = await Promise.all([
      start(good),
      start({ ...good, idempotency_key: "a\u0000b" }),
      start(good),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 200]);
  });

  test("a run can be paused, resumed, cancelled and retried; what does not apply says so", async () => {
    const run_id = await started({ segment: asking("steered") });
    await untilRun(server(), run_id, ({ status }) => status === "waiting");
    const steer = async (procedure: string) => (await call("mutation", `runs.${procedure}`, { run_id })).data;
    expect(await steer("pause")).toEqual({ status: "paused" });
    expect(await steer("resume")).toEqual({ status: "waiting" });
    const cancel = await call("mutation", "runs.cancel", { run_id, reason: "No longer needed" });
    expect(cancel.data).toEqual({ status: "cancelled" });
    const pause = await call("mutation", "runs.pause", { run_id });
    expect(pause.error).toMatchObject({
      message: expect.stringContaining("ended"),
      data: { code: "RUN_ENDED" },
    });
    const { events: told } = await events(run_id);
    expect(told.findLast((event) => event.event_type === "segment.cancelled")).toMatchObject({
      payload: { requested_by: { name: "Local owner" }, reason: "No longer needed" },
    });
    const retried = await call("mutation", "runs.retry", { run_id });
    expect(retried.status).toBe(200);
    await untilRun(server(), run_id, ({ status }) => status === "waiting");
  });

  test("runs are listed newest first, page by page, by segment and by status", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.push(await started({ segment: double("listed"), input: { n } }));
    const failing = await started({ segment: double("listed"), input: {} });
    await untilRun(server(), failing);
    const page = async (input: object) =>
      (await call("query", "runs.list", { segment_id: "listed", ...input })).data as {
        runs: { run_id: string; status: string; error: unknown }[];
        next_cursor: string | null;
      };
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const { runs, next_cursor } = await page({ limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...runs.map(({ run_id }) => run_id));
      cursor = next_cursor;
    }
    expect(seen).toEqual([failing, ...ids.reverse()]);
    expect((await page({ status: "failed" })).runs).toMatchObject([
      { run_id: failing, status: "failed", error: { error_code: "EXPRESSION_FAILED" } },
    ]);
    expect((await call("query", "runs.list", { cursor: "made-up" })).error?.data).toMatchObject({
      code: "BAD_REQUEST",
      path: "/cursor",
    });
    for (const limit of [0, 201]) expect((await call("query", "runs.list", { limit })).status).toBe(400);
  });

  test("what is not there is not found, and what is not asked for is refused", async () => {
    for (const procedure of ["runs.cancel", "runs.pause", "runs.resume", "runs.retry"]) {
      expect((await call("mutation", procedure, { run_id: "run_none" })).status).toBe(404);
    }
    expect((await call("query", "runs.get", { run_id: "run_none" })).status).toBe(404);
    expect((await call("query", "runs.events", { run_id: "run_none" })).status).toBe(404);
    expect((await start({ segment_id: "none" })).status).toBe(404);
    expect((await start({ segment: double("x"), organization_id: "theirs" })).status).toBe(400);
    expect((await start({})).status).toBe(400);
  });

  test("a viewer watches but starts and steers nothing; another organisation sees nothing", async () => {
    const run_id = await started({ segment: asking("private") });
    await untilRun(server(), run_id, ({ status }) => status === "waiting");
    const viewer = await signInAs(server(), "viewer");
    expect((await viewer.call("query", "runs.get", { run_id })).status).toBe(200);
    expect((await viewer.call("mutation", "runs.start", { segment: double("x") })).status).toBe(403);
    expect((await viewer.call("mutation", "runs.cancel", { run_id })).status).toBe(403);
    const stranger = await signInAs(server(), "owner", "another organisation");
    expect((await stranger.call("query", "runs.get", { run_id })).status).toBe(404);
    expect((await stranger.call("query", "runs.events", { run_id })).status).toBe(404);
    expect((await stranger.call("mutation", "runs.cancel", { run_id })).status).toBe(404);
    expect((await stranger.call("query", "runs.list")).data).toEqual({ runs: [], next_cursor: null });
    expect((await call("query", "runs.get", { run_id })).data).toMatchObject({ status: "waiting" });
  });
});
