import type { JsonObject } from "@worktrail/shared/json";
import { describe, expect, test } from "vitest";
import { contracts } from "../contracts.ts";
import { fillIn, NOW, testContext } from "../testing/context.ts";
import { type PreparedStep, prepareStep } from "../testing/prepare-step.ts";

type Task = Extract<PreparedStep, { kind: "task" }>;

function prepareTask(config: JsonObject, data: JsonObject = {}) {
  const context = testContext("human_task", config, { data });
  const prepared = prepareStep("human_task", fillIn("human_task", config, context.scope));
  if (prepared.kind !== "task") throw new Error("A human task must be a task.");
  const task: Task = prepared;
  return { task, request: task.request(context) };
}

const CHOICE: JsonObject = {
  task_type: "choice",
  options: [{ id: "sales", label: "Sales", style: "primary" }, { id: "support_team" }, "nobody"],
};
const FORM = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };

describe("A human task", () => {
  test("asks with the words, the people and the data of its config", () => {
    const config = {
      title: "Refund {{ data.amount }}?",
      assignee_ref: "{{ data.manager }}",
      candidate_groups: ["finance"],
      timeout_hours: 24,
      on_timeout: "escalate",
      escalation_chain: ["head@company.com"],
    };
    const data = { amount: 12, manager: "m@company.com" };
    expect(prepareTask(config, data).request).toEqual({
      task_type: "approval",
      title: "Refund 12?",
      description: "",
      actions: [
        { action: "approved", label: "Approve", style: "primary" },
        { action: "rejected", label: "Reject", style: "danger" },
      ],
      form_schema: null,
      data,
      assignee_ref: "m@company.com",
      candidate_groups: ["finance"],
      timeout_hours: 24,
      on_timeout: "escalate",
      escalation_chain: ["head@company.com"],
    });
  });

  test("offers the options of a choice, each with words of its own", () => {
    expect(prepareTask(CHOICE).request.actions).toEqual([
      { action: "sales", label: "Sales", style: "primary" },
      { action: "support_team", label: "Support team", style: "neutral" },
      { action: "nobody", label: "Nobody", style: "neutral" },
    ]);
  });

  test("offers exactly the answers that are its ports", () => {
    for (const config of [
      CHOICE,
      { task_type: "input" },
      { task_type: "review" },
      { task_type: "approval" },
    ]) {
      const ports = contracts.human_task.ports(config).outputs.map((port) => port.port_id);
      expect(prepareTask(config).request.actions.map(({ action }) => action)).toEqual(ports);
    }
  });

  test("has a way out for a time-out only where it is routed", () => {
    const ports = (on_timeout: string) =>
      contracts.human_task.ports({ task_type: "input", on_timeout }).outputs.map((port) => port.port_id);
    expect(ports("route")).toEqual(["submitted", "timed_out"]);
    expect(ports("fail")).toEqual(["submitted"]);
  });

  test("takes none but its own answers", () => {
    const { task, request } = prepareTask(CHOICE);
    expect(task.check(request, { action: "sales", values: {} })).toEqual([]);
    expect(task.check(request, { action: "approved", values: {} })).toEqual([
      '"approved" is not an answer to this task. Answer with one of: sales, support_team, nobody.',
    ]);
  });

  test("checks what was filled in against its form", () => {
    const { task, request } = prepareTask({ task_type: "input", form_schema: FORM });
    expect(task.check(request, { action: "submitted", values: { city: "Delft", more: 1 } })).toEqual([]);
    expect(task.check(request, { action: "submitted", values: {} })).toHaveLength(1);
    const strict = prepareTask({ task_type: "input", form_schema: { ...FORM, additionalProperties: false } });
    expect(
      strict.task.check(strict.request, { action: "submitted", values: { city: "Delft", more: 1 } }),
    ).not.toEqual([]);
  });

  test("lets a person reject without filling in the form", () => {
    const { task, request } = prepareTask({ task_type: "approval", form_schema: FORM });
    expect(task.check(request, { action: "rejected", values: {} })).toEqual([]);
    expect(task.check(request, { action: "approved", values: {} })).toHaveLength(1);
  });

  test("gives the answer, who gave it and the data to the port of the answer", () => {
    const decision = {
      action: "approved",
      values: { note: "fine" },
      comment: "Go ahead",
      decided_by: { user_id: "u1", name: "Ada" },
      decided_at: NOW,
      operation_id: "op1",
    };
    const { operation_id: _, ...told } = decision;
    expect(prepareTask({}).task.decide(decision, { amount: 12 })).toEqual({
      approved: { ...told, data: { amount: 12 } },
    });
  });

  test.each([
    ["a choice without options", { task_type: "choice" }, ["options"]],
    ["two options with one id", { task_type: "choice", options: ["a", { id: "a" }] }, ["options", 1]],
    ["a routed time-out without a limit", { on_timeout: "route" }, ["timeout_hours"]],
    ["an escalation to nobody", { on_timeout: "escalate", timeout_hours: 1 }, ["escalation_chain"]],
    ["a limit of no hours", { timeout_hours: 0 }, ["timeout_hours"]],
    ["a limit of over a year", { timeout_hours: 9_000 }, ["timeout_hours"]],
  ])("refuses %s, at its place", (_name, config, path) => {
    expect(contracts.human_task.config.safeParse(config).error?.issues.map((issue) => issue.path)).toEqual([
      path,
    ]);
  });

  test("refuses an option that would take a port with another meaning", () => {
    const config = { task_type: "choice", options: ["timed_out", { id: "error" }] };
    expect(contracts.human_task.config.safeParse(config).success).toBe(false);
    expect(contracts.human_task.ports({ ...config, on_timeout: "route" }).outputs).toHaveLength(1);
  });
});
