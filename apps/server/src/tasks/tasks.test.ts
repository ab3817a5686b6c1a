import type { Segment } from "@worktrail/shared/segment/schema";
import { describe, expect, test } from "vitest";
import { describeServer, signInAs, type TestMember } from "../testing/describe-server.ts";
import { untilRun } from "../testing/until-run.ts";
import type { TaskView } from "./task-view.ts";

const asking = (config: Segment["steps"][number]["config"] = {}): Segment => ({
  segment_id: "asking",
  name: "Ask somebody",
  version: "1.0.0",
  steps: [
    {
      step_id: "ask",
      step_type: "human_task",
      config: { task_type: "approval", title: "May we?", ...config },
    },
  ],
});

describeServer("tasks", (server) => {
  const call = (kind: "query" | "mutation", procedure: string, input?: unknown) =>
    server().call(kind, procedure, input);
  /** A run that waits for its one task. */
  const ask = async (config: Segment["steps"][number]["config"] = {}) => {
    const answer = await call("mutation", "runs.start", { segment: asking(config), input: { amount: 7 } });
    const { run_id } = answer.data as { run_id: string };
    const run = await untilRun(server(), run_id, ({ status }) => status === "waiting");
    return { run_id, task_id: run.steps.ask?.task_id ?? "" };
  };
  const list = async (by: Pick<TestMember, "call">, input: object = {}) =>
    ((await by.call("query", "tasks.list", input)).data as { tasks: TaskView[] }).tasks;
  const ids = (tasks: TaskView[]) => tasks.map(({ task_id }) => task_id);
  const owner = { call };

  test("a task says what is asked, about what, and what can be answered", async () => {
    const { run_id, task_id } = await ask({ description: "It is {{ data.amount }} EUR." });
    expect(await list(owner, { run_id })).toMatchObject([
      {
        task_id,
        run_id,
        segment_id: "asking",
        step_id: "ask",
        status: "open",
        task_type: "approval",
        title: "May we?",
        description: "It is 7 EUR.",
        data: { amount: 7 },
        actions: [
          { action: "approved", label: "Approve" },
          { action: "rejected", label: "Reject" },
        ],
        claimed_by: null,
        decision: null,
        can_respond: true,
        refusal: null,
      },
    ]);
    expect((await call("query", "tasks.get", { task_id })).data).toMatchObject({ task: { task_id } });
  });

  test("an answer is the task's decision and the run goes on", async () => {
    const { run_id, task_id } = await ask();
    const answer = await call("mutation", "tasks.respond", { task_id, action: "approved", comment: "Fine." });
    expect(answer.data).toMatchObject({
      task: {
        status: "completed",
        can_respond: false,
        decision: { action: "approved", comment: "Fine.", decided_by: { name: "Local owner" } },
      },
    });
    const run = await untilRun(server(), run_id);
    expect(run).toMatchObject({
      status: "completed",
      outputs: { ask: { action: "approved", data: { amount: 7 } } },
    });
  });

  test("of two answers at once the first counts, and the other is told who was faster", async () => {
    for (let round = 0; round < 5; round++) {
      const { task_id } = await ask();
      const ben = await signInAs(server(), "member");
      const [one, other] = await Promise.all([
        call("mutation", "tasks.respond", { task_id, action: "approved" }),
        ben.call("mutation", "tasks.respond", { task_id, action: "rejected" }),
      ]);
      expect([one.status, other.status].sort()).toEqual([200, 409]);
      const late = one.status === 409 ? one : other;
      const { task } = (one.status === 200 ? one : other).data as { task: TaskView };
      expect(late.error?.data).toMatchObject({
        code: "TASK_CLOSED",
        details: { action: task.decision?.action, decided_by: task.decision?.decided_by },
      });
      expect(late.error?.message).toContain(task.decision?.decided_by.name);
    }
  });

  test("the same operation again is the same answer again, another one is not", async () => {
    const { task_id } = await ask();
    const answer = { task_id, action: "approved", operation_id: "click-1" };
    const first = await call("mutation", "tasks.respond", answer);
    expect(await call("mutation", "tasks.respond", answer)).toEqual(first);
    const second = await call("mutation", "tasks.respond", { ...answer, operation_id: "click-2" });
    expect(second.error?.data.code).toBe("TASK_CLOSED");
    const silent = await call("mutation", "tasks.respond", { task_id, action: "approved" });
    expect(silent.error?.data.code).toBe("TASK_CLOSED");
  });

  test("a task whose run was cancelled can no longer be answered", async () => {
    const { run_id, task_id } = await ask();
    await call("mutation", "runs.cancel", { run_id });
    const answer = await call("mutation", "tasks.respond", { task_id, action: "approved" });
    expect(answer.error?.data).toMatchObject({ code: "TASK_CLOSED", details: { status: "cancelled" } });
    expect(await list(owner, { run_id })).toMatchObject([{ status: "cancelled", can_respond: false }]);
  });

  test("an answer has to be one that the task offers, and its form has to be filled in", async () => {
    const { task_id } = await ask({
      task_type: "input",
      form_schema: {
        type: "object",
        required: ["city"],
        additionalProperties: false,
        properties: { city: { type: "string", minLength: 2 } },
      },
    });
    const respond = (more: object) =>
      call("mutation", "tasks.respond", { task_id, action: "submitted", ...more });
    expect((await respond({ action: "approved" })).error).toMatchObject({
      message: expect.stringContaining("submitted"),
      data: { code: "INVALID_INPUT", path: "/action" },
    });
    for (const values of [{}, { city: "" }, { city: 7 }, { city: "Cork", extra: 1 }]) {
      expect((await respond({ values })).error?.data).toMatchObject({
        code: "INVALID_INPUT",
        path: "/values",
      });
    }
    expect((await respond({ values: "Cork" })).status).toBe(400);
    expect((await respond({ values: { city: "Co\u0000rk 😀" } })).data).toMatchObject({
      task: { decision: { values: { city: "Co\u0000rk 😀" } } },
    });
  });

  describe("who may answer", () => {
    test("a viewer and another organisation may not, and the other organisation does not even see it", async () => {
      const { task_id } = await ask();
      const viewer = await signInAs(server(), "viewer");
      expect((await viewer.call("query", "tasks.get", { task_id })).data).toMatchObject({
        task: { can_respond: false },
      });
      expect((await viewer.call("mutation", "tasks.respond", { task_id, action: "approved" })).status).toBe(
        403,
      );
      const stranger = await signInAs(server(), "owner", "another organisation");
      expect((await stranger.call("query", "tasks.get", { task_id })).status).toBe(404);
      expect((await stranger.call("mutation", "tasks.respond", { task_id, action: "approved" })).status).toBe(
        404,
      );
      expect(await list(stranger)).toEqual([]);
    });

    test("what is addressed to a member only they, admins and owners answer", async () => {
      const [ada, ben] = [await signInAs(server(), "member"), await signInAs(server(), "member")];
      const { run_id, task_id } = await ask({ assignee_ref: ada.email.toUpperCase() });
      const refused = await ben.call("mutation", "tasks.respond", { task_id, action: "approved" });
      expect(refused.error?.data.code).toBe("FORBIDDEN");
      expect(refused.error?.message).toMatch(/^This task is for member-/);
      expect(ids(await list(ada, { scope: "mine" }))).toEqual([task_id]);
      expect(ids(await list(ada, { scope: "available", run_id }))).toEqual([task_id]);
      expect(ids(await list(ben, { scope: "mine" }))).toEqual([]);
      expect(ids(await list(ben, { scope: "available", run_id }))).toEqual([]);
      expect(ids(await list(owner, { scope: "available", run_id }))).toEqual([]);
      expect((await ada.call("mutation", "tasks.respond", { task_id, action: "approved" })).status).toBe(200);
      expect(ids(await list(ada, { scope: "mine" }))).toEqual([]);
      expect(ids(await list(ada, { scope: "history", run_id }))).toEqual([task_id]);
    });

    test("an assignee who is no member is only a hint", async () => {
      const { run_id, task_id } = await ask({ assignee_ref: "manager@company.com" });
      const ben = await signInAs(server(), "member");
      expect(ids(await list(ben, { scope: "available", run_id }))).toEqual([task_id]);
      expect((await ben.call("mutation", "tasks.respond", { task_id, action: "rejected" })).status).toBe(200);
    });

    test("a claimed task is its claimant's until it is released", async () => {
      const [ada, ben] = [await signInAs(server(), "member"), await signInAs(server(), "member")];
      const { run_id, task_id } = await ask();
      const claimed = await ada.call("mutation", "tasks.claim", { task_id });
      expect(claimed.data).toMatchObject({ task: { claimed_by: { user_id: ada.user_id } } });
      expect((await ben.call("mutation", "tasks.claim", { task_id })).status).toBe(403);
      expect((await ben.call("mutation", "tasks.respond", { task_id, action: "approved" })).status).toBe(403);
      expect((await ben.call("mutation", "tasks.release", { task_id })).status).toBe(403);
      expect(ids(await list(ben, { scope: "available", run_id }))).toEqual([]);
      expect(ids(await list(ada, { scope: "mine" }))).toEqual([task_id]);
      const released = await ada.call("mutation", "tasks.release", { task_id });
      expect(released.data).toMatchObject({ task: { claimed_by: null } });
      expect((await ben.call("mutation", "tasks.respond", { task_id, action: "approved" })).status).toBe(200);
      expect((await ada.call("mutation", "tasks.claim", { task_id })).error?.data.code).toBe("TASK_CLOSED");
    });
  });
});
