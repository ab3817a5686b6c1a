import type { JsonObject } from "@worktrail/shared/json";
import { IdSchema, type Port } from "@worktrail/shared/segment/schema";
import { defineStep } from "@worktrail/shared/step/define-step";
import { z } from "zod";
import { field, TemplateTextSchema, UserSchemaSchema } from "../field.ts";
import { INPUT_PORT } from "../ports.ts";
import { docs } from "./docs.ts";

export const TASK_TYPES = ["approval", "choice", "input", "review"] as const;
export type TaskType = (typeof TASK_TYPES)[number];

/** Port ids that the platform gives a meaning of its own. */
const RESERVED_OPTIONS: ReadonlySet<string> = new Set(["timed_out", "error"]);
const OptionIdSchema = IdSchema.refine(
  (id) => !RESERVED_OPTIONS.has(id),
  "This word is reserved; choose another id.",
);
const MAX_OPTIONS = 20;
const HOURS_PER_YEAR = 8_760;

const OptionSchema = z.union(
  [
    z.strictObject({
      id: field(OptionIdSchema, { title: "Id", description: "The port that this answer takes." }),
      label: field(z.string().max(80).optional(), {
        title: "Label",
        description: "The words on the button.",
      }),
      style: field(z.enum(["primary", "danger", "neutral"]).optional(), {
        title: "Style",
        description: "How the button looks.",
      }),
    }),
    OptionIdSchema,
  ],
  { error: "Write an option as an id, or as an object with id and label." },
);

const fields = {
  task_type: field(z.enum(TASK_TYPES).default("approval"), {
    title: "Kind of task",
    description: "Approval and review: yes or no. Choice: one of your options. Input: a form.",
  }),
  title: field(TemplateTextSchema.optional(), {
    title: "Title",
    description: "What the person reads first.",
    control: "template",
    examples: ["Approve the refund of {{ data.amount }} for {{ data.customer }}"],
  }),
  description: field(TemplateTextSchema.optional(), {
    title: "Description",
    description: "What to look at before answering.",
    control: "template",
    multiline: true,
  }),
  assignee_ref: field(z.string().max(200).optional(), {
    title: "Assignee",
    description: "The e-mail address of the person who should answer; left out, anyone may.",
    control: "template",
    examples: ["manager@company.com"],
  }),
  candidate_groups: field(z.array(z.string().min(1).max(200)).max(50).optional(), {
    title: "Groups",
    description: "Groups whose members may claim the task.",
  }),
  options: field(z.array(OptionSchema).max(MAX_OPTIONS).optional(), {
    title: "Options",
    description: "The answers to choose from; each becomes an output port.",
    control: "options",
    when: { field: "task_type", is: ["choice"] },
  }),
  form_schema: field(UserSchemaSchema.optional(), {
    title: "Form",
    description: "A JSON Schema of what the person fills in.",
    control: "json_schema",
    when: { field: "task_type", is: ["input", "review"] },
  }),
  timeout_hours: field(
    z.number().positive("Use more than 0 hours.").max(HOURS_PER_YEAR, "Use at most a year.").optional(),
    {
      title: "Time limit",
      description: "How long the task waits, such as 30 min or 2 d; left out, it waits for ever.",
      control: "duration",
      unit: "hours",
    },
  ),
  on_timeout: field(z.enum(["fail", "route", "escalate"]).default("fail"), {
    title: "When time is up",
    description: "Fail the step, go on through the timed_out port, or ask the next person.",
  }),
  escalation_chain: field(z.array(z.string().min(1).max(200)).max(20).optional(), {
    title: "Escalation",
    description: "Who is asked next, in this order, each with a time limit of their own.",
    when: { field: "on_timeout", is: ["escalate"] },
  }),
};

type Fields = z.infer<z.ZodObject<typeof fields>>;

function checkTogether(config: Fields, context: z.RefinementCtx<Fields>): void {
  const say = (path: (string | number)[], message: string) =>
    context.addIssue({ code: "custom", path, message });
  const options = config.options ?? [];
  if (config.task_type === "choice" && options.length === 0)
    say(["options"], "Add at least one option to choose from.");
  const seen = new Set<string>();
  options.forEach((option, index) => {
    const id = typeof option === "string" ? option : option.id;
    if (seen.has(id)) say(["options", index], `Two options have the id "${id}". Rename one of them.`);
    seen.add(id);
  });
  if (config.on_timeout === "fail") return;
  if (config.timeout_hours === undefined) {
    say(["timeout_hours"], `Set a time limit: "${config.on_timeout}" says what happens when it is over.`);
  }
  if (config.on_timeout === "escalate" && (config.escalation_chain ?? []).length === 0) {
    say(["escalation_chain"], "Name at least one person to ask next.");
  }
}

const ConfigSchema = z.strictObject(fields).superRefine(checkTogether);

/** The ids of the options that are usable so far, each once. */
function optionIds(config: JsonObject): string[] {
  const options = Array.isArray(config.options) ? config.options : [];
  const ids = options.slice(0, MAX_OPTIONS).flatMap((option) => {
    const id = typeof option === "object" && option !== null && !Array.isArray(option) ? option.id : option;
    const parsed = OptionIdSchema.safeParse(id);
    return parsed.success ? [parsed.data] : [];
  });
  return [...new Set(ids)];
}

function answerIds(config: JsonObject): string[] {
  if (config.task_type === "choice") return optionIds(config);
  return config.task_type === "input" ? ["submitted"] : ["approved", "rejected"];
}

function answerPort(port_id: string): Port {
  return { port_id, data_type: "object", description: "The answer, who gave it, and the data it is about" };
}

const TIMED_OUT_PORT: Port = {
  port_id: "timed_out",
  data_type: "object",
  description: "Nobody answered in time: the data that waited",
};

export const humanTask = defineStep({
  type_id: "human_task",
  version: "1.0.0",
  display_name: "Human task",
  description: "Asks a person and waits for the answer, however long it takes.",
  category: "human",
  icon: "user-check",
  color: "#F5A623",
  effect: "waits",
  config: ConfigSchema,
  ports: (config) => ({
    inputs: [INPUT_PORT],
    outputs: [
      ...answerIds(config).map(answerPort),
      ...(config.on_timeout === "route" ? [TIMED_OUT_PORT] : []),
    ],
  }),
  supports_retry: false,
  supports_timeout: false,
  expressions: [],
  verbatim: ["/form_schema"],
  secret_fields: [],
  initial_config: { task_type: "approval", title: "Approve this" },
  examples: [
    {
      name: "Approve a refund",
      config: {
        task_type: "approval",
        title: "Refund {{ data.amount }} to {{ data.customer }}?",
        assignee_ref: "manager@company.com",
        timeout_hours: 24,
        on_timeout: "route",
      },
    },
    {
      name: "Choose a team",
      config: {
        task_type: "choice",
        title: "Who takes this?",
        options: [
          { id: "sales", label: "Sales" },
          { id: "support", label: "Support" },
        ],
      },
    },
    {
      name: "Ask for details",
      config: {
        task_type: "input",
        title: "Fill in the delivery address",
        form_schema: {
          type: "object",
          properties: { street: { type: "string" }, city: { type: "string" } },
          required: ["street", "city"],
        },
      },
    },
    {
      name: "Review a draft, then ask the next person",
      config: {
        task_type: "review",
        title: "Review the draft",
        description: "Check names and numbers.",
        candidate_groups: ["editors"],
        timeout_hours: 4,
        on_timeout: "escalate",
        escalation_chain: ["lead@company.com", "head@company.com"],
      },
    },
  ],
  docs,
});
