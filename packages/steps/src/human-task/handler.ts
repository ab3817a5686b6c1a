import { assertNever } from "@worktrail/shared/errors";
import { jsonSchemaProblems } from "@worktrail/shared/segment/json-schema";
import type { TaskAction, TaskHandler } from "@worktrail/shared/step/handler";
import type { ConfigOf } from "../contracts.ts";

type HumanTaskConfig = ConfigOf<"human_task">;

export const humanTaskHandler: TaskHandler<HumanTaskConfig> = {
  request: (config, context) => ({
    task_type: config.task_type,
    title: config.title?.trim() || defaultTitle(config.task_type),
    description: config.description ?? "",
    actions: actionsOf(config),
    form_schema: config.form_schema ?? null,
    data: context.data,
    assignee_ref: config.assignee_ref?.trim() || null,
    candidate_groups: config.candidate_groups ?? [],
    timeout_hours: config.timeout_hours ?? null,
    on_timeout: config.on_timeout,
    escalation_chain: config.escalation_chain ?? [],
  }),

  check: ({ actions, form_schema }, { action, values }) => {
    if (!actions.some((known) => known.action === action)) {
      const names = actions.map((known) => known.action).join(", ");
      return [`"${action}" is not an answer to this task. Answer with one of: ${names}.`];
    }
    // Who rejects need not fill in what an approval asks for.
    if (form_schema === null || action === "rejected") return [];
    return jsonSchemaProblems(form_schema, values);
  },

  decide: (decision, data) => {
    const { action, values, comment, decided_by, decided_at } = decision;
    return { [action]: { action, values, comment, decided_by, decided_at, data } };
  },
};

function actionsOf(config: HumanTaskConfig): TaskAction[] {
  switch (config.task_type) {
    case "approval":
    case "review":
      return [
        { action: "approved", label: "Approve", style: "primary" },
        { action: "rejected", label: "Reject", style: "danger" },
      ];
    case "input":
      return [{ action: "submitted", label: "Submit", style: "primary" }];
    case "choice":
      return (config.options ?? []).map((option) => {
        if (typeof option === "string") return { action: option, label: labelOf(option), style: "neutral" };
        return {
          action: option.id,
          label: option.label || labelOf(option.id),
          style: option.style ?? "neutral",
        };
      });
    default:
      return assertNever(config.task_type);
  }
}

function labelOf(id: string): string {
  const words = id.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function defaultTitle(type: HumanTaskConfig["task_type"]): string {
  switch (type) {
    case "approval":
      return "Approve this";
    case "choice":
      return "Choose one";
    case "input":
      return "Fill this in";
    case "review":
      return "Review this";
    default:
      return assertNever(type);
  }
}
