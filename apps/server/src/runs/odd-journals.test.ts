// Runs that nobody would draw: a hundred thousand events, an event of a newer version, a value of 12 MB, a deleted segment.
import { createHash } from "node:crypto";
import { journalExportPath, runsExportPath } from "@worktrail/shared/api/runs-export";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import type { Segment } from "@worktrail/shared/segment/schema";
import { expect, test } from "vitest";
import { exportRuns } from "../runs-export/export-runs.ts";
import { describeServer } from "../testing/describe-server.ts";
import { TEST_TOKEN } from "../testing/server.ts";
import { type RunAnswer, untilRun } from "../testing/until-run.ts";

/** The embedded database reads them through one thread: a fifth shows the same. */
const EVENTS = { postgres: 100_000, pglite: 20_000 } as const;
const greeting: Segment = {
  segment_id: "greet",
  name: "Greet",
  version: "1.0.0",
  steps: [{ step_id: "greet", step_type: "transform", config: { expression: "'Hello ' + data.name" } }],
};

describeServer("Runs with an odd journal", (server) => {
  const call = async <Answer>(kind: "query" | "mutation", procedure: string, input?: unknown) => {
    const { status, data } = await server().call(kind, procedure, input);
    expect([procedure, status]).toEqual([procedure, 200]);
    return data as Answer;
  };
  type Events = { events: WorktrailEvent[]; last_seq: number };
  const events = (run_id: string, more: object = {}) =>
    call<Events>("query", "runs.events", { run_id, ...more });
  const list = (input: object) =>
    call<{ runs: Record<string, unknown>[] }>("query", "runs.list", input).then(({ runs }) => runs);
  const start = async (input: object, segment: object = { segment: greeting }) => {
    const { run_id } = await call<{ run_id: string }>("mutation", "runs.start", { ...segment, input });
    return untilRun(server(), run_id);
  };
  const download = async (path: string) => {
    const response = await server().fetch(path, { headers: { authorization: `Bearer ${TEST_TOKEN}` } });
    return response.text();
  };
  /** Appends to the journal of a run that has ended, as another process would have. */
  const append = async (run_id: string, more: readonly object[], rows_of = 500) => {
    const { storage } = server().deps;
    const { events: known } = await events(run_id);
    const last = known.at(-1);
    if (!last) throw new Error("A run that has ended has a journal.");
    const all = more.map((one, index) => ({
      ...last,
      event_id: `odd_${index}`,
      ...one,
      seq: last.seq + 1 + index,
    }));
    for (let from = 0; from < all.length; from += rows_of) {
      const batch = all.slice(from, from + rows_of);
      await storage.query(
        "insert into run_events (organization_id, run_id, seq, last_seq, events) values ($1, $2, $3, $4, $5)",
        [last.tenant_id, run_id, batch[0]?.seq, batch.at(-1)?.seq, JSON.stringify(batch)],
      );
    }
    await storage.query("update runs set last_seq = $2 where run_id = $1", [run_id, last.seq + all.length]);
    return last.tenant_id;
  };

  test("of 100,000 events is listed, told, read page by page and exported piece by piece", {
    timeout: 90_000,
  }, async () => {
    const many = EVENTS[server().deps.storage.kind];
    const { run_id } = await start({ name: "Ada" });
    const requested = { requested_by: { user_id: "u", name: "Ada" } };
    const pair = [
      { event_type: "segment.resumed", payload: requested },
      { event_type: "segment.cancelled", payload: requested },
    ];
    const organization_id = await append(
      run_id,
      Array.from({ length: many }, (_, index) => pair[index % 2] ?? {}),
    );
    expect(await list({ run_ids: [run_id] })).toMatchObject([{ run_id, status: "completed" }]);
    expect(await list({ text: "hello ada", run_ids: [run_id] })).toHaveLength(1);
    const run = await call<RunAnswer>("query", "runs.get", { run_id });
    expect(run).toMatchObject({ status: "cancelled", size: { large: true } });
    const last_seq = run.last_seq;
    expect(last_seq).toBeGreaterThan(many);
    const tail = await events(run_id, { after_seq: last_seq - 3 });
    expect(tail.events.map(({ seq }) => seq)).toEqual([last_seq - 2, last_seq - 1, last_seq]);
    expect((await events(run_id, { after_seq: many / 2, limit: 5_000 })).events).toHaveLength(5_000);
    expect((await server().call("query", "runs.events", { run_id, limit: 100_000 })).status).toBe(400);
    const asked = { run_id: [run_id], form: "journal" as const };
    const { lines } = await exportRuns(server().deps, { organization_id }, asked);
    let [longest, count] = [0, 0];
    for await (const piece of lines) {
      longest = Math.max(longest, piece.length);
      count += piece.split("\n").length - 1;
    }
    expect(count).toBe(last_seq);
    expect(longest).toBeLessThan(1_000_000);
  });

  test("with events that only a newer version knows is listed, and exported as it is", async () => {
    const { run_id } = await start({ name: "Newer" });
    await append(run_id, [{ event_type: "segment.archived", payload: { shelf: 7 }, shade: "blue" }]);
    const newer = { event_type: "segment.archived", payload: { shelf: 7 }, shade: "blue" };
    expect(await list({ text: "hello newer" })).toMatchObject([{ run_id, status: "completed" }]);
    expect(await list({ text: "shelf" })).toEqual([]);
    const journal = (await download(journalExportPath(run_id))).trimEnd().split("\n");
    expect(JSON.parse(journal.at(-1) ?? "")).toMatchObject(newer);
    const [line] = (await download(runsExportPath({ run_ids: [run_id] }))).split("\n");
    expect((JSON.parse(line ?? "") as { events: unknown[] }).events.at(-1)).toMatchObject(newer);
  });

  test("that refers to a value of 12 MB tells its size, and gives it whole to whoever asks for it", async () => {
    const { run_id } = await start({ name: "Large" });
    const value = JSON.stringify("large ".repeat(2_000_000));
    const hash = createHash("sha256").update(value).digest("hex");
    const stored = [{ path: "/payload/outputs/greet", hash, bytes: value.length }];
    const completed = { event_type: "segment.completed", payload: { outputs: { greet: null } }, stored };
    const requested = { requested_by: { user_id: "u", name: "Ada" } };
    const resumed = { event_type: "segment.resumed", payload: requested };
    const organization_id = await append(run_id, [resumed, completed]);
    const { storage } = server().deps;
    await storage.query(
      "insert into stored_values (organization_id, hash, value, bytes) values ($1, $2, $3, $4)",
      [organization_id, hash, value, value.length],
    );
    await storage.query("insert into run_values (organization_id, run_id, hash) values ($1, $2, $3)", [
      organization_id,
      run_id,
      hash,
    ]);
    const run = await call<RunAnswer>("query", "runs.get", { run_id });
    expect(run).toMatchObject({
      outputs: { greet: null },
      stored: [{ path: "/outputs/greet", hash, bytes: value.length }],
    });
    const told = await call<{ value: string }>("query", "runs.value", { run_id, hash });
    expect(told.value).toHaveLength(12_000_000);
    const last = (await download(journalExportPath(run_id))).trimEnd().split("\n").at(-1) ?? "";
    const whole = JSON.parse(last) as { payload: { outputs: { greet: string } }; stored?: unknown };
    expect([whole.payload.outputs.greet.length, whole.stored]).toEqual([12_000_000, undefined]);
  });

  test("stays what it was when its segment is deleted: in the list, by itself, beside another, and when it is retried", async () => {
    const asking = {
      ...greeting,
      segment_id: "gone",
      name: "Will be gone",
      steps: [{ step_id: "ask", step_type: "human_task", config: { task_type: "approval" } }],
    };
    await call("mutation", "segments.save", { segment: asking });
    const begin = async () => {
      const { run_id } = await call<{ run_id: string }>("mutation", "runs.start", { segment_id: "gone" });
      await untilRun(server(), run_id, ({ status }) => status === "waiting");
      return run_id;
    };
    const [one, other] = [await begin(), await begin()];
    await call("mutation", "runs.cancel", { run_id: one });
    expect(await call("query", "runs.get", { run_id: one })).toMatchObject({ has_segment: true });
    await call("mutation", "segments.delete", { segment_id: "gone" });
    expect(await list({ segment_id: "gone" })).toMatchObject([
      { run_id: other, status: "waiting" },
      { run_id: one, status: "cancelled" },
    ]);
    // Comparing two runs takes each by itself, with the segment it ran.
    for (const run_id of [one, other])
      expect(await call("query", "runs.get", { run_id })).toMatchObject({
        segment: { segment_id: "gone", steps: [{ step_id: "ask" }] },
        has_segment: false,
      });
    expect(await call("mutation", "runs.retry", { run_id: one })).toMatchObject({ status: "running" });
    await untilRun(server(), one, ({ status }) => status === "waiting");
    expect((await download(journalExportPath(one))).split("\n").length).toBeGreaterThan(3);
    await call("mutation", "runs.cancel_many", { run_ids: [one, other] });
  });
});
