import { expect, it } from "vitest";
import type { Storage } from "../db/storage.ts";
import { segment, step, transform } from "./testing/segments.ts";
import { describeEngine, eventTypes, ORGANIZATION, PERSON, type TestEngine } from "./testing/test-engine.ts";

const ask = (config = {}) =>
  step("ask", "human_task", { task_type: "approval", title: "Pay {{ data.amount }}?", ...config });
const asking = segment(
  [transform("prepare", "data"), ask(), transform("yes", "data.action"), transform("no", "data.comment")],
  ["prepare > ask", "ask.approved > yes", "ask.rejected > no"],
);
const HOUR = 3_600_000;

describeEngine("A human task", (start, storage) => {
  it("waits in the inbox with what is to be decided, out of this process's memory", async () => {
    const test = await start();
    const run_id = await test.run(asking, { amount: 5 });
    const state = await test.until(run_id, ({ status }) => status === "waiting");
    const [task] = await storage().query("select title, status, data, step_id from tasks where run_id = $1", [
      run_id,
    ]);
    expect(task).toEqual({ title: "Pay 5?", status: "open", data: '{"amount":5}', step_id: "ask" });
    expect(state.steps.ask?.task?.status).toBe("open");
    const [row] = await storage().query("select status, claim_id from runs where run_id = $1", [run_id]);
    expect(row).toEqual({ status: "waiting", claim_id: null });
    expect(await eventTypes(storage(), run_id)).toEqual([
      "segment.started",
      "step.started",
      "step.completed",
      "step.started",
      "human.task_created",
    ]);
  });

  it("takes the answer and goes on by its port", async () => {
    const test = await start();
    const run_id = await test.run(asking, { amount: 5 });
    await respond(test, storage(), run_id, { action: "rejected", comment: "Too much" });
    const state = await test.ended(run_id);
    expect(state.outputs).toEqual({ no: "Too much" });
    const [task] = await storage().query<{ status: string; decision: string }>(
      "select status, decision from tasks where run_id = $1",
      [run_id],
    );
    expect(task?.status).toBe("completed");
    expect(JSON.parse(task?.decision ?? "")).toMatchObject({ action: "rejected", decided_by: PERSON });
  });

  it("takes exactly one of two answers at once", async () => {
    const test = await start();
    for (let round = 0; round < 10; round++) {
      const run_id = await test.run(asking, { amount: round });
      const results = await Promise.allSettled([
        respond(test, storage(), run_id, { action: "approved" }),
        respond(test, storage(), run_id, { action: "rejected" }),
      ]);
      const refused = results.filter((result) => result.status === "rejected");
      expect(refused.map(({ reason }) => reason.code)).toEqual(["TASK_CLOSED"]);
      const types = await eventTypes(storage(), run_id);
      expect(types.filter((type) => type === "human.task_completed")).toHaveLength(1);
      expect((await test.ended(run_id)).status).toBe("completed");
    }
  });

  it("answers a repeated operation as the first time", async () => {
    const test = await start();
    const run_id = await test.run(asking, { amount: 1 });
    const once = { action: "approved", operation_id: "op-1" };
    const task_id = await taskOf(storage(), test, run_id);
    await respond(test, storage(), run_id, once);
    await test.ended(run_id);
    const target = { organization_id: ORGANIZATION, task_id };
    await expect(test.engine.decideTask(target, decision(once))).resolves.toMatchObject({ run_id });
    await expect(test.engine.decideTask(target, decision({ action: "approved" }))).rejects.toMatchObject({
      code: "TASK_CLOSED",
    });
  });

  it("refuses an answer that its form or its options do not know", async () => {
    const test = await start();
    const form_schema = { type: "object", properties: { n: { type: "number" } }, required: ["n"] };
    const run_id = await test.run(segment([ask({ task_type: "input", form_schema })]), { amount: 1 });
    const refused = { code: "INVALID_INPUT" };
    await expect(respond(test, storage(), run_id, { action: "approved" })).rejects.toMatchObject(refused);
    await expect(
      respond(test, storage(), run_id, { action: "submitted", values: { n: "x" } }),
    ).rejects.toMatchObject(refused);
    await respond(test, storage(), run_id, { action: "submitted", values: { n: 4 } });
    expect((await test.ended(run_id)).status).toBe("completed");
  });

  it("of a saved segment is answered after a restart, by a process that has not read the segment yet", async () => {
    const before = await start();
    await storage().query(
      "insert into organization (id, name, slug, created_at) values ($1, 'O', $1, now())",
      [ORGANIZATION],
    );
    await storage().query(
      "insert into projects (project_id, organization_id, name) values ('project_test', $1, 'P')",
      [ORGANIZATION],
    );
    await storage().query(
      `insert into segments (organization_id, segment_id, project_id, name, revision, updated_by)
       values ($1, $2, 'project_test', 'Saved', 1, $3)`,
      [ORGANIZATION, asking.segment_id, PERSON.user_id],
    );
    await storage().query(
      `insert into segment_revisions (organization_id, segment_id, revision, document, created_by)
       values ($1, $2, 1, $3, $4)`,
      [ORGANIZATION, asking.segment_id, JSON.stringify(asking), PERSON.user_id],
    );
    const run_id = await before.run(asking, { amount: 5 }, { revision: 1 });
    await before.until(run_id, ({ status }) => status === "waiting");
    await before.engine.stop();
    const after = await start();
    await respond(after, storage(), run_id, { action: "approved" });
    expect((await after.ended(run_id)).outputs).toEqual({ yes: "approved" });
  });

  it("survives a restart of the server while it waits", async () => {
    const before = await start();
    const run_id = await before.run(asking, { amount: 2 });
    await before.until(run_id, ({ status }) => status === "waiting");
    await before.engine.stop();
    const after = await start();
    await respond(after, storage(), run_id, { action: "approved" });
    expect((await after.ended(run_id)).outputs).toEqual({ yes: "approved" });
  });

  it.each([
    ["fails the step", { on_timeout: "fail" }, "failed"],
    ["goes on by its own port", { on_timeout: "route" }, "completed"],
  ] as const)("%s when nobody answers in time, also over downtime", async (_, config, status) => {
    let now = Date.now();
    const clock = () => new Date(now);
    const before = await start({ clock });
    const run_id = await before.run(segment([ask({ timeout_hours: 24, ...config })]), { amount: 3 });
    await before.until(run_id, (state) => state.status === "waiting");
    await before.engine.stop();
    now += 30 * HOUR;
    const after = await start({ clock });
    const state = await after.ended(run_id);
    expect(state.status).toBe(status);
    const [task] = await storage().query("select status from tasks where run_id = $1", [run_id]);
    expect(task).toEqual({ status: "expired" });
    const fired = (await eventTypes(storage(), run_id)).filter((type) => type === "timer.fired");
    expect(fired).toHaveLength(1);
  });

  it("goes to the next person in the chain, then fails", async () => {
    let now = Date.now();
    const test = await start({ clock: () => new Date(now) });
    const chain = { timeout_hours: 1, on_timeout: "escalate", escalation_chain: ["lead@example.com"] };
    const run_id = await test.run(segment([ask(chain)]), { amount: 3 });
    await test.until(run_id, (state) => state.status === "waiting");
    now += HOUR + 60_000;
    await test.until(run_id, (state) => state.steps.ask?.task?.escalation_level === 1);
    const [task] = await storage().query("select assignee_ref from tasks where run_id = $1", [run_id]);
    expect(task).toEqual({ assignee_ref: "lead@example.com" });
    now += HOUR + 60_000;
    expect((await test.ended(run_id)).error).toMatchObject({ error_code: "TASK_EXPIRED" });
  });

  it("can be claimed by one person at a time", async () => {
    const test = await start();
    const run_id = await test.run(asking, { amount: 1 });
    const target = { organization_id: ORGANIZATION, task_id: await taskOf(storage(), test, run_id) };
    const grace = { user_id: "user_grace", name: "Grace" };
    await test.engine.claimTask(target, PERSON);
    await expect(test.engine.claimTask(target, grace)).rejects.toMatchObject({ code: "CONFLICT" });
    await test.engine.releaseTask(target, PERSON);
    await test.engine.claimTask(target, grace);
    const [task] = await storage().query("select claimed_by from tasks where run_id = $1", [run_id]);
    expect(task).toEqual({ claimed_by: "user_grace" });
  });
});

async function taskOf(storage: Storage, test: TestEngine, run_id: string): Promise<string> {
  await test.until(run_id, (state) => state.steps.ask?.task != null);
  const [task] = await storage.query<{ task_id: string }>("select task_id from tasks where run_id = $1", [
    run_id,
  ]);
  return task?.task_id ?? "";
}

type Given = {
  action: string;
  values?: Record<string, string | number>;
  comment?: string;
  operation_id?: string;
};

function decision({ action, values = {}, comment, operation_id }: Given) {
  return { action, values, comment: comment ?? null, operation_id: operation_id ?? null, decided_by: PERSON };
}

async function respond(test: TestEngine, storage: Storage, run_id: string, given: Given): Promise<void> {
  const task_id = await taskOf(storage, test, run_id);
  await test.engine.decideTask({ organization_id: ORGANIZATION, task_id }, decision(given));
}
