import type { inferRouterOutputs } from "@trpc/server";
import { SCHEDULE_KEY_PREFIX } from "@worktrail/shared/api/runs";
import type { Segment } from "@worktrail/shared/segment/schema";
import { beforeAll, expect, test } from "vitest";
import { describeServer, signInAs } from "../testing/describe-server.ts";
import { untilRun } from "../testing/until-run.ts";
import type { AppRouter } from "../trpc/app-router.ts";

type Outputs = inferRouterOutputs<AppRouter>["runs"];

const greeting = (segment_id: string, expression: string): Segment => ({
  segment_id,
  name: "Greet",
  version: "1.0.0",
  steps: [{ step_id: "greet", step_type: "transform", config: { expression } }],
});
const asking: Segment = {
  segment_id: "asking",
  name: "Ask",
  version: "1.0.0",
  steps: [{ step_id: "ask", step_type: "human_task", config: { task_type: "approval" } }],
};

describeServer("lists of runs", (server) => {
  const call = (kind: "query" | "mutation", procedure: string, input?: unknown) =>
    server().call(kind, procedure, input);
  const start = async (input: object) =>
    ((await call("mutation", "runs.start", input)).data as { run_id: string }).run_id;
  const list = async (input: object) => (await call("query", "runs.list", input)).data as Outputs["list"];
  const found = async (input: object) => (await list(input)).runs.map(({ run_id }) => run_id);
  const counts = async (input: object) =>
    (await call("query", "runs.counts", input)).data as Outputs["counts"];

  const ids = { hello: "", percent: "", failed: "", second: "", waiting: "" };
  beforeAll(async () => {
    await call("mutation", "segments.save", { segment: greeting("greet", "'Hello ' + data.name") });
    ids.hello = await start({ segment_id: "greet", input: { name: "Ada “Countess” Lovelace" } });
    ids.percent = await start({ segment_id: "greet", input: { name: '100% "sure"_\\' } });
    ids.failed = await start({ segment_id: "greet", input: { name: 7 } });
    await call("mutation", "segments.save", { segment: greeting("greet", "'Goodbye ' + data.name") });
    ids.second = await start({ segment_id: "greet", input: { name: "Ada" } });
    await call("mutation", "segments.save", { segment: asking });
    ids.waiting = await start({ segment_id: "asking", input: {} });
    for (const run_id of [ids.hello, ids.percent, ids.failed, ids.second]) await untilRun(server(), run_id);
    await untilRun(server(), ids.waiting, ({ status }) => status === "waiting");
  });

  test("are found by what stands in their input, output or error, in small letters and large", async () => {
    expect(await found({ text: "hello ada" })).toEqual([ids.hello]);
    expect(await found({ text: "goodbye" })).toEqual([ids.second]);
    expect(await found({ text: "ADA" })).toEqual([ids.second, ids.hello]);
    expect(await found({ text: "goodbye", text_in: ["input", "error"] })).toEqual([]);
    expect(await found({ text: "EXPRESSION_FAILED", text_in: ["error"] })).toEqual([ids.failed]);
    expect(await found({ text: "“countess”" })).toEqual([ids.hello]);
  });

  test("are found by what one of their steps gave, or failed with, and by nothing else of their journals", async () => {
    const large = `${"é".repeat(300_000)}`;
    const steps = [
      { step_id: "inner", step_type: "transform", config: { expression: "data.word + ' In Between'" } },
      {
        step_id: "tried",
        step_type: "transform",
        config: { expression: "data.missing" },
        on_error: "continue",
      },
      { step_id: "large", step_type: "transform", config: { expression: "'Ünique ' + run.input.long" } },
      { step_id: "last", step_type: "transform", config: { expression: "'nothing of it'" } },
    ];
    const edges = ["inner", "tried", "large"].map((source_step, index) => ({
      source_step,
      source_port: "output",
      target_step: ["tried", "large", "last"][index] ?? "",
      target_port: "input",
    }));
    const flow = { segment_id: "inside", name: "Inside", version: "1.0.0", steps, edges };
    const run_id = await start({ segment: flow, input: { word: "Wörd", long: large } });
    await untilRun(server(), run_id);
    expect(await found({ text: "in between" })).toEqual([run_id]);
    expect(await found({ text: "WÖRD IN" })).toEqual([run_id]);
    expect(await found({ text: "in between", text_in: ["step"], status: "completed" })).toEqual([run_id]);
    expect(await found({ text: "in between", text_in: ["input", "output", "error"] })).toEqual([]);
    expect(await found({ text: "expression_failed", segment_id: "inside" })).toEqual([run_id]);
    expect(await found({ text: "ünique" })).toEqual([run_id]);
    expect(await found({ text: "in between", run_ids: [run_id, ids.hello] })).toEqual([run_id]);
    for (const beside of ["tried", "step.completed", "Local owner"])
      expect(await found({ text: beside })).toEqual([]);
    const chart = { from: "2026-01-01T00:00:00Z", to: "2030-01-01T00:00:00Z", bucket_seconds: 86_400 * 20 };
    const counted = await counts({ text: "in between", chart });
    expect(counted.counts.filter(({ count }) => count > 0)).toEqual([
      { status: "completed", count: 1, more: false },
    ]);
    expect(counted.chart?.buckets).toMatchObject([{ completed: 1, failed: 0, other: 0 }]);
    await server().deps.storage.query("delete from runs where run_id = $1", [run_id]);
  });

  test("take what is searched for as it is, not as a pattern", async () => {
    expect(await found({ text: "100%" })).toEqual([ids.percent]);
    expect(await found({ text: '"sure"_\\' })).toEqual([ids.percent]);
    expect(await found({ text: '{"name":7}' })).toEqual([ids.failed]);
    for (const text of ["%", "_\\"]) expect(await found({ text })).toEqual([ids.percent]);
    expect(await found({ text: "a\u0000b" })).toEqual([]);
    expect((await call("query", "runs.list", { text: "   " })).status).toBe(400);
  });

  test("take every filter together with every other", async () => {
    expect(await found({ segment_id: "greet", revision: 1 })).toEqual([ids.failed, ids.percent, ids.hello]);
    expect(await found({ segment_id: "greet", revision: 1, status: "completed", text: "ada" })).toEqual([
      ids.hello,
    ]);
    expect(await found({ status: ["failed", "waiting"] })).toEqual([ids.waiting, ids.failed]);
    expect(await found({ status: ["failed", "completed"], revision: 2 })).toEqual([ids.second]);
    expect(await found({ trigger: "schedule" })).toEqual([]);
    expect(await found({ trigger: "api", status: ["waiting"] })).toEqual([ids.waiting]);
    expect(await found({ who: "somebody else" })).toEqual([]);
    expect(await found({ run_ids: [ids.hello, ids.failed, "gone"], status: "failed" })).toEqual([ids.failed]);
  });

  test("begin and end at the times that are asked for", async () => {
    const all = await list({});
    const at = all.runs.find(({ run_id }) => run_id === ids.failed)?.created_at ?? "";
    const next = new Date(Date.parse(at) + 1).toISOString();
    expect(await found({ from: at, to: next })).toContain(ids.failed);
    expect(await found({ from: next })).not.toContain(ids.failed);
    expect(await found({ to: at })).not.toContain(ids.second);
    expect((await call("query", "runs.list", { from: "yesterday" })).status).toBe(400);
  });

  test("say who started each run and how, what it cost, and when it ended", async () => {
    const [run] = (await list({ run_ids: [ids.hello] })).runs;
    expect(run).toMatchObject({
      trigger: "api",
      cost_usd: null,
      revision: 1,
      started_by: { name: "Local owner" },
      ended_at: expect.any(String),
    });
    const { data } = await call("query", "runs.people");
    expect(data).toEqual({ people: [{ user_id: run?.started_by.user_id, name: "Local owner" }] });
    expect(await found({ who: run?.started_by.user_id, status: "failed" })).toEqual([ids.failed]);
  });

  test("tell apart who asked for a run: a person, a script with a token, or nobody knows it any more", async () => {
    const person = await signInAs(server(), "member");
    const start_of = (
      await person.call("mutation", "runs.start", { segment_id: "greet", input: { name: 1 } })
    ).data as { run_id: string };
    await untilRun(server(), start_of.run_id);
    const { storage } = server().deps;
    // As a row of before the column, and as a schedule's.
    const [old, nightly] = ["run_0_old", "run_0_nightly"];
    for (const [run_id, key] of [
      [old, null],
      [nightly, `${SCHEDULE_KEY_PREFIX}s:2026-01-01T00:00:00.000Z`],
    ])
      await storage.query(
        `insert into runs (run_id, organization_id, project_id, segment_id, status, started_by, created_at, ended_at,
           idempotency_key, by_hand)
         select $1, organization_id, project_id, segment_id, status, started_by, '2020-01-01', '2020-01-01', $2, true
         from runs where run_id = $3`,
        [run_id, key, ids.second],
      );
    expect(await found({ trigger: "hand" })).toEqual([start_of.run_id, old]);
    expect(await found({ trigger: "schedule" })).toEqual([nightly]);
    expect(await found({ trigger: "api" })).toEqual([
      ids.waiting,
      ids.second,
      ids.failed,
      ids.percent,
      ids.hello,
    ]);
    const triggers = (await list({ run_ids: [start_of.run_id, old, nightly, ids.hello] })).runs.map(
      ({ trigger }) => trigger,
    );
    expect(triggers).toEqual(["hand", "api", "hand", "schedule"]);
    await storage.query("delete from runs where run_id = any($1::text[])", [[old, nightly, start_of.run_id]]);
  });

  test("have counts by status, whichever status is chosen, and a chart of when they were made", async () => {
    const now = Date.now();
    const chart = {
      from: new Date(now - 3_600_000).toISOString(),
      to: new Date(now + 3_600_000).toISOString(),
      bucket_seconds: 7_200,
    };
    const all = await counts({ segment_id: "greet", status: "failed", chart });
    expect(all.counts.filter(({ count }) => count > 0)).toEqual([
      { status: "completed", count: 3, more: false },
      { status: "failed", count: 1, more: false },
    ]);
    expect(all.chart).toMatchObject({
      buckets: [{ at: chart.from, completed: 0, failed: 1, other: 0 }],
      counted_from: null,
    });
    const some = await counts({ text: "ada", chart });
    expect(some.counts.find(({ status }) => status === "completed")).toMatchObject({ count: 2 });
    expect(some.chart?.buckets).toEqual([{ at: chart.from, completed: 2, failed: 0, other: 0 }]);
    const tooFine = await call("query", "runs.counts", {
      chart: { ...chart, bucket_seconds: 60, from: "2020-01-01T00:00:00Z" },
    });
    expect([tooFine.status, tooFine.error?.data.code]).toEqual([400, "BAD_REQUEST"]);
  });

  test("can be cancelled and retried many at once; who refuses says why and stops nobody else", async () => {
    const [one, other] = [
      await start({ segment_id: "asking", input: {} }),
      await start({ segment_id: "asking", input: {} }),
    ];
    const many = async (procedure: string, run_ids: string[]) =>
      ((await call("mutation", procedure, { run_ids })).data as Outputs["cancel_many"]).results;
    expect(await many("runs.cancel_many", [one, ids.hello, "run_none", other, one])).toEqual([
      { run_id: one, ok: true, status: "cancelled" },
      { run_id: ids.hello, ok: false, code: "RUN_ENDED", message: expect.stringContaining("ended already") },
      { run_id: "run_none", ok: false, code: "NOT_FOUND", message: expect.any(String) },
      { run_id: other, ok: true, status: "cancelled" },
    ]);
    const retried = await many("runs.retry_many", [ids.hello, one]);
    expect(retried).toMatchObject([
      { run_id: ids.hello, ok: false, code: "RUN_ENDED" },
      { run_id: one, ok: true },
    ]);
    await untilRun(server(), one, ({ status }) => status === "waiting");
    for (const run_ids of [[], Array.from({ length: 101 }, (_, n) => `run_${n}`)]) {
      expect((await call("mutation", "runs.cancel_many", { run_ids })).status).toBe(400);
    }
  });

  test("show and steer nothing of another organisation", async () => {
    const stranger = await signInAs(server(), "owner", "another organisation");
    const run_ids = [ids.hello, ids.waiting];
    expect((await stranger.call("query", "runs.list", { run_ids })).data).toMatchObject({ runs: [] });
    expect((await stranger.call("query", "runs.list", { text: "Ada" })).data).toMatchObject({ runs: [] });
    const counted = (
      await stranger.call("query", "runs.counts", {
        chart: { from: "2026-01-01T00:00:00Z", to: "2030-01-01T00:00:00Z", bucket_seconds: 86_400 * 20 },
      })
    ).data as Outputs["counts"];
    expect(counted.counts.every(({ count }) => count === 0)).toBe(true);
    expect(counted.chart?.buckets).toEqual([]);
    expect(JSON.stringify((await stranger.call("query", "runs.people")).data)).not.toContain("Local owner");
    for (const procedure of ["runs.cancel_many", "runs.retry_many"]) {
      const { data } = await stranger.call("mutation", procedure, { run_ids });
      expect((data as Outputs["cancel_many"]).results).toMatchObject(
        run_ids.map((run_id) => ({ run_id, ok: false, code: "NOT_FOUND" })),
      );
    }
    expect((await call("query", "runs.get", { run_id: ids.waiting })).data).toMatchObject({
      status: "waiting",
    });
    const viewer = await signInAs(server(), "viewer");
    expect((await viewer.call("mutation", "runs.cancel_many", { run_ids })).status).toBe(403);
  });
});
