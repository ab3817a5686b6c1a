// The step types as far as the core looks at them: ports, effects, joins. For tests of the core alone;
// the real contracts live in their own package, which depends on this one.
import { z } from "zod";
import type { JsonObject } from "../json.ts";
import type { Port } from "../segment/schema.ts";
import type { Catalog, JoinStrategy, StepContract, StepEffect, StepPorts } from "../step/define-step.ts";

const BRANCHES = z.int().min(2).max(64);
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] as const;
const INPUT: readonly Port[] = [{ port_id: "input", data_type: "json" }];

function ports(...port_ids: string[]): Port[] {
  return port_ids.map((port_id) => ({ port_id, data_type: "json" }));
}

function objectPorts(...port_ids: string[]): Port[] {
  return port_ids.map((port_id) => ({ port_id, data_type: "object" }));
}

function branches(config: JsonObject): string[] {
  const count = typeof config.branches === "number" ? config.branches : 2;
  return Array.from({ length: count }, (_, index) => `branch_${index + 1}`);
}

function strategy(config: JsonObject): JoinStrategy {
  return config.strategy === "any" || config.strategy === "first" ? config.strategy : "all";
}

function contract(
  type_id: string,
  effect: StepEffect,
  portsOf: (config: JsonObject) => StepPorts,
  more: Partial<StepContract> = {},
): StepContract {
  return {
    type_id,
    version: "1.0.0",
    display_name: type_id,
    description: "",
    category: "utility",
    icon: "box",
    color: "#808080",
    effect,
    config: z.looseObject({}),
    ports: portsOf,
    supports_retry: effect === "external",
    supports_timeout: effect === "external",
    expressions: [],
    verbatim: [],
    secret_fields: [],
    initial_config: {},
    examples: [],
    docs: "",
    ...more,
  };
}

const oneOutput = () => ({ inputs: INPUT, outputs: ports("output") });

export const testCatalog: Catalog = {
  transform: contract("transform", "pure", oneOutput, {
    config: z
      .strictObject({
        expression: z.string().optional(),
        mapping: z.record(z.string(), z.string()).optional(),
      })
      .refine(
        (config) => (config.expression === undefined) !== (config.mapping === undefined),
        "Give one of both.",
      ),
    expressions: ["/expression", "/mapping/*"],
  }),
  condition: contract("condition", "pure", () => ({ inputs: INPUT, outputs: ports("true", "false") }), {
    config: z.strictObject({ expression: z.string() }),
    expressions: ["/expression"],
  }),
  parallel_split: contract(
    "parallel_split",
    "pure",
    (config) => ({ inputs: INPUT, outputs: ports(...branches(config)) }),
    { config: z.strictObject({ branches: BRANCHES }) },
  ),
  parallel_join: contract(
    "parallel_join",
    "pure",
    (config) => ({ inputs: ports(...branches(config)), outputs: objectPorts("output") }),
    {
      config: z.strictObject({
        branches: BRANCHES,
        strategy: z.enum(["all", "any", "first"]).default("all"),
      }),
      join_strategy: strategy,
    },
  ),
  llm_agent: contract("llm_agent", "external", oneOutput, {
    config: z.looseObject({ model: z.string().min(1), temperature: z.number().max(2).optional() }),
    verbatim: ["/output_schema"],
  }),
  http_action: contract(
    "http_action",
    "external",
    () => ({ inputs: INPUT, outputs: [...ports("output"), ...objectPorts("response")] }),
    {
      config: z.looseObject({ url: z.string().min(1), method: z.enum(METHODS).default("GET") }),
      secret_fields: ["/headers/*"],
    },
  ),
  sub_segment: contract("sub_segment", "runs", oneOutput, {
    config: z.looseObject({}),
    supports_retry: true,
    verbatim: ["/segment_id"],
    variables: { "/until": ["iteration"] },
    expressions: ["/until"],
  }),
  human_task: contract(
    "human_task",
    "waits",
    () => ({ inputs: INPUT, outputs: objectPorts("approved", "rejected") }),
    { config: z.looseObject({ title: z.string().optional() }), verbatim: ["/form_schema"] },
  ),
};
