import { isJsonObject } from "@worktrail/shared/json";
import { IdSchema } from "@worktrail/shared/segment/schema";
import { defineStep } from "@worktrail/shared/step/define-step";
import { z } from "zod";
import { ExpressionSchema, field } from "../field.ts";
import { inputAnd, jsonPort } from "../ports.ts";
import { docs } from "./docs.ts";

export const SUB_SEGMENT_MODES = ["once", "for_each", "until"] as const;
/** What a new step names until somebody chooses: an id like any other, which no segment has. */
export const NO_SEGMENT = "choose_a_segment";
const MAX_CONCURRENCY = 64;
const MAX_ITERATIONS = 1_000;

const fields = {
  segment_id: field(IdSchema, {
    title: "Segment",
    description: "The segment to run.",
    control: "segment",
  }),
  revision: field(z.int().min(1).optional(), {
    title: "Revision",
    description:
      "Always run this revision; left out, the published one, or the newest while none is published.",
    advanced: true,
  }),
  mode: field(z.enum(SUB_SEGMENT_MODES).default("once"), {
    title: "How often",
    description: "Once, once for each item of a list, or again and again until a condition holds.",
  }),
  items: field(ExpressionSchema.optional(), {
    title: "Items",
    description: "An expression that gives the list; left out, the step's input is the list.",
    control: "expression",
    examples: ["data.orders"],
    when: { field: "mode", is: ["for_each"] },
  }),
  max_concurrency: field(z.int().min(1).max(MAX_CONCURRENCY).default(4), {
    title: "At the same time",
    description: `How many items may run at the same time, 1 to ${MAX_CONCURRENCY}.`,
    when: { field: "mode", is: ["for_each"] },
  }),
  on_item_error: field(z.enum(["fail", "continue"]).default("fail"), {
    title: "When an item fails",
    description: "Fail the step, or go on with null in the item's place.",
    when: { field: "mode", is: ["for_each"] },
  }),
  until: field(ExpressionSchema.optional(), {
    title: "Until",
    description: "An expression that is true when the loop is done; data is the last output.",
    control: "expression",
    examples: ["data.score >= 0.9"],
    when: { field: "mode", is: ["until"] },
  }),
  max_iterations: field(z.int().min(1).max(MAX_ITERATIONS).default(10), {
    title: "At most",
    description: `How many times at most, 1 to ${MAX_ITERATIONS}; the step fails when that was not enough.`,
    when: { field: "mode", is: ["until"] },
  }),
  input: field(ExpressionSchema.optional(), {
    title: "Input",
    description: "An expression that gives the input of the run; left out, the step's input or the item.",
    control: "expression",
    examples: ["data.customer"],
  }),
};

const ConfigSchema = z.strictObject(fields).superRefine((config, context) => {
  if (config.mode !== "until" || config.until !== undefined) return;
  context.addIssue({ code: "custom", path: ["until"], message: "Write the condition that ends the loop." });
});

export const subSegment = defineStep({
  type_id: "sub_segment",
  version: "1.0.0",
  display_name: "Sub-segment",
  description: "Runs another segment: once, for each item of a list, or until a condition holds.",
  category: "control",
  icon: "workflow",
  color: "#7B68B5",
  effect: "runs",
  config: ConfigSchema,
  ports: (config) => inputAnd(OUTPUT_PORTS[modeOf(config.mode)]),
  supports_retry: true,
  supports_timeout: false,
  expressions: ["/items", "/until", "/input"],
  variables: { "/until": ["iteration"], "/input": ["iteration"] },
  verbatim: ["/segment_id"],
  secret_fields: [],
  initial_config: { segment_id: NO_SEGMENT, mode: "once" },
  examples: [
    { name: "Another segment, once", config: { segment_id: "order_check" } },
    {
      name: "Each order of a list, five at a time",
      config: {
        segment_id: "order_check",
        mode: "for_each",
        items: "data.?items.orValue([])",
        max_concurrency: 5,
        on_item_error: "continue",
      },
    },
    {
      name: "Improve a text until it is good",
      config: {
        segment_id: "improve_text",
        mode: "until",
        until: "data.?score.orValue(0) >= 0.9 || iteration >= 3",
        max_iterations: 5,
        input: '{"text": data.?message.orValue("")}',
      },
    },
  ],
  docs,
});

const OUTPUT_PORTS = {
  once: jsonPort("output", "What the other segment gave"),
  for_each: jsonPort("output", "A list of what each item gave, in the order of the items"),
  until: jsonPort("output", "What the last time gave"),
} as const;

function modeOf(mode: unknown): (typeof SUB_SEGMENT_MODES)[number] {
  return SUB_SEGMENT_MODES.find((known) => known === mode) ?? "once";
}

/** The segment that a step runs, and how; null while none is named. */
export function subSegmentOf(step: {
  step_type: string;
  config?: unknown;
}): { segment_id: string; revision: number | null; mode: (typeof SUB_SEGMENT_MODES)[number] } | null {
  if (step.step_type !== "sub_segment" || !isJsonObject(step.config)) return null;
  const parsed = IdSchema.safeParse(step.config.segment_id);
  if (!parsed.success) return null;
  const revision = z.int().min(1).safeParse(step.config.revision);
  return {
    segment_id: parsed.data,
    revision: revision.success ? revision.data : null,
    mode: modeOf(step.config.mode),
  };
}
