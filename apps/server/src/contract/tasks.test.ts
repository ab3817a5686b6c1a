// Human tasks from outside: the four kinds, one decision each, forms, time limits.
import { randomUUID } from "node:crypto";
import type { JsonObject } from "@worktrail/shared/json";
import { expect, test } from "vitest";
import { edge, segment, step, transform } from "../engine/testing/segments.ts";
import { signInAs } from "../testing/describe-server.ts";
import { type Contract, describeContract } from "./testing/describe-contract.ts";

type Task = {
  task_id: string;
  run_id: string;
  status: string;
  task_type: string;
  title: string;
  actions: { action: string }[];
  decision: { action: string; decided_by: { name: string } } | null;
  assignee_ref: string | null;
};

const about = (answer: string, ports: string[], config: JsonObject) => ({
  ...segment(
    [step("ask", "human_task", config), ...ports.map((port) => transform(`took_${port}`, "data"))],
    [],
  ),
  edges: ports.map((port) => edge(`ask.${port} > took_${port}`)),
  name: answer,
});

async function taskOf(c: Contract, run_id: string): Promise<Task> {
  await c.until(run_id, ({ status }) => status === "waiting");
  const { tasks } = await c.query<{ tasks: Task[] }>("tasks.list", { run_id });
  const [task] = tasks;
  if (!task || tasks.length !== 1) throw new Error(`The run has ${tasks.length} tasks.`);
  return task;
}

const FORM = {
  type: "object",
  properties: { city: { type: "string", minLength: 1 }, parcels: { type: "integer", minimum: 1 } },
  required: ["city"],
  additionalProperties: false,
};

describeContract("human tasks from outside", (contract) => {
  test.each<[string, JsonObject, string[], string, JsonObject | undefined]>([
    ["approval", { title: "Fine?" }, ["approved", "rejected"], "approved", undefined],
    ["approval", { title: "Fine?" }, ["approved", "rejected"], "rejected", undefined],
    [
      "choice",
      { options: ["sales", { id: "support", label: "Support" }] },
      ["sales", "support"],
      "support",
      undefined,
    ],
    ["input", { form_schema: FORM }, ["submitted"], "submitted", { city: "Riga", parcels: 2 }],
    ["review", { form_schema: FORM }, ["approved", "rejected"], "approved", { city: "Riga" }],
  ])("%s %j: the answer takes its port and no other", async (task_type, config, ports, action, values) => {
    const c = contract();
    const run_id = await c.start(about(action, ports, { task_type, ...config }), { order: 7 });
    const task = await taskOf(c, run_id);
    expect(task).toMatchObject({ status: "open", task_type, run_id, decision: null });
    expect(task.actions.map((offered) => offered.action)).toEqual(ports);

    const answer = { task_id: task.task_id, action, comment: "Seen", ...(values ? { values } : {}) };
    const { task: answered } = await c.mutate<{ task: Task }>("tasks.respond", answer);
    expect(answered).toMatchObject({
      status: "completed",
      decision: { action, values: values ?? {}, comment: "Seen" },
    });
    const run = await c.ended(run_id);
    expect(run.status).toBe("completed");
    expect(Object.keys(run.steps.ask?.outputs ?? {})).toEqual([action]);
    for (const port of ports) {
      expect([port, run.steps[`took_${port}`]?.status]).toEqual([
        port,
        port === action ? "completed" : "skipped",
      ]);
    }
    const types = (await c.events(run_id)).map(({ event_type }) => event_type);
    for (const once of ["human.task_created", "human.task_completed"])
      expect(types.filter((type) => type === once)).toHaveLength(1);
  });

  test("of yes and no at once, fifty times over, exactly one counts and the run takes that port", async () => {
    const c = contract();
    const flow = about("race", ["approved", "rejected"], { task_type: "approval", title: "Race" });
    const tasks = await Promise.all(Array.from({ length: 50 }, async () => taskOf(c, await c.start(flow))));
    const outcomes = await Promise.all(
      tasks.map(async ({ task_id, run_id }) => {
        const answers = await Promise.all(
          ["approved", "rejected"].map((action) => c.call("mutation", "tasks.respond", { task_id, action })),
        );
        const won = answers.flatMap(({ data }) => (data ? [(data as { task: Task }).task] : []));
        const lost = answers.flatMap(({ error }) => (error ? [error.data.code] : []));
        const run = await c.ended(run_id);
        return {
          won: won.length,
          lost,
          agrees: Object.keys(run.steps.ask?.outputs ?? {}).join() === won[0]?.decision?.action,
        };
      }),
    );
    expect(outcomes).toEqual(
      Array.from({ length: 50 }, () => ({ won: 1, lost: ["TASK_CLOSED"], agrees: true })),
    );
  });

  test("one answer sent ten times at once with one operation_id is one decision and ten equal answers", async () => {
    const c = contract();
    const flow = about("same", ["approved"], { task_type: "approval", title: "Same" });
    const { task_id, run_id } = await taskOf(c, await c.start(flow));
    const answer = { task_id, action: "approved", operation_id: randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => c.mutate<{ task: Task }>("tasks.respond", answer)),
    );
    expect(new Set(answers.map(({ task }) => JSON.stringify(task.decision))).size).toBe(1);
    expect((await c.ended(run_id)).status).toBe("completed");
  });

  test("what the form does not allow is refused with its place, and the task stays open", async () => {
    const c = contract();
    const flow = about("form", ["submitted"], { task_type: "input", title: "Where to?", form_schema: FORM });
    const { task_id, run_id } = await taskOf(c, await c.start(flow));
    const bad: unknown[] = [
      undefined,
      {},
      { city: 1 },
      { city: "" },
      { city: "Riga", parcels: "2" },
      { city: "Riga", parcels: 1.5 },
      { city: "Riga", extra: true },
      { city: { path: "/etc/passwd" } },
      { city: "x".repeat(300_000) },
    ];
    for (const values of bad.slice(0, -1)) {
      const { error } = await c.call("mutation", "tasks.respond", { task_id, action: "submitted", values });
      expect([values, error?.data.code, error?.data.path?.startsWith("/values")]).toEqual([
        values,
        "INVALID_INPUT",
        true,
      ]);
    }
    for (const values of [[], "text", 7, null]) {
      const { error } = await c.call("mutation", "tasks.respond", { task_id, action: "submitted", values });
      expect([values, error?.data.code]).toEqual([values, "BAD_REQUEST"]);
    }
    for (const action of ["approved", "timed_out", "error", "constructor"]) {
      const { error } = await c.call("mutation", "tasks.respond", {
        task_id,
        action,
        values: { city: "Riga" },
      });
      expect([action, error?.data.code]).toEqual([action, "INVALID_INPUT"]);
    }
    const { tasks } = await c.query<{ tasks: Task[] }>("tasks.list", { run_id, status: "open" });
    expect(tasks.map((task) => task.task_id)).toEqual([task_id]);
    await c.mutate("runs.cancel", { run_id });
    const late = await c.call("mutation", "tasks.respond", {
      task_id,
      action: "submitted",
      values: { city: "Riga" },
    });
    expect(late.error?.data.code).toBe("TASK_CLOSED");
  });

  test("time that is up routes, escalates or fails, and later answers are refused", async () => {
    const c = contract();
    // A little over a second.
    const timeout_hours = 0.0003;
    const task = { task_type: "approval", title: "Quick", timeout_hours };
    const chain = { on_timeout: "escalate", escalation_chain: ["lead@example.com"] };
    const [routed, escalated, failed] = await Promise.all([
      c.start(about("route", ["approved", "timed_out"], { ...task, on_timeout: "route" }), "waited"),
      c.start(about("escalate", ["approved"], { ...task, ...chain })),
      c.start(about("fail", ["approved"], task)),
    ]);
    const { task_id } = await taskOf(c, routed);
    const end = await c.ended(routed);
    expect(end).toMatchObject({ status: "completed", steps: { took_timed_out: { status: "completed" } } });
    expect(JSON.stringify(end.outputs)).toContain("waited");
    const late = await c.call("mutation", "tasks.respond", { task_id, action: "approved" });
    expect(late.error).toMatchObject({ data: { code: "TASK_CLOSED", httpStatus: 409 } });

    expect((await c.ended(failed)).status).toBe("failed");
    expect((await c.ended(escalated)).status).toBe("failed");
    const types = (await c.events(escalated)).map(({ event_type }) => event_type);
    expect(types).toContain("human.task_escalated");
    expect(types.indexOf("human.task_escalated")).toBeLessThan(types.indexOf("human.task_expired"));
  });

  test("two members claim at once: one has it, the other is told who", async () => {
    const c = contract();
    const [one, two] = await Promise.all([signInAs(c.server, "member"), signInAs(c.server, "member")]);
    const flow = about("claim", ["approved"], { task_type: "approval", title: "Mine" });
    const { task_id, run_id } = await taskOf(c, await c.start(flow));
    const claims = await Promise.all(
      [one, two].map((who) => who.call("mutation", "tasks.claim", { task_id })),
    );
    const refused = claims.filter(({ error }) => error);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.error?.data.code).toMatch(/FORBIDDEN|CONFLICT|TASK_CLOSED/);
    await c.mutate("runs.cancel", { run_id });
  });
});
