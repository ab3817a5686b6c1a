import { defineStep } from "@worktrail/shared/step/define-step";
import { z } from "zod";
import { field } from "../field.ts";
import { branchPorts, MAX_BRANCHES, MIN_BRANCHES } from "../ports.ts";
import { docs } from "./docs.ts";

const ConfigSchema = z.strictObject({
  branches: field(z.int().min(MIN_BRANCHES).max(MAX_BRANCHES), {
    title: "Branches",
    description: `How many branches come together, ${MIN_BRANCHES} to ${MAX_BRANCHES}.`,
  }),
  strategy: field(z.enum(["all", "any", "first"]).default("all"), {
    title: "Wait for",
    description: "All branches that can still arrive, or any one: the first to arrive goes on.",
  }),
});

export const parallelJoin = defineStep({
  type_id: "parallel_join",
  version: "1.0.0",
  display_name: "Parallel join",
  description: "Waits for branches and puts their values together.",
  category: "control",
  icon: "merge",
  color: "#8E7CC3",
  effect: "pure",
  config: ConfigSchema,
  ports: (config) => ({
    inputs: branchPorts(config, "The value of branch"),
    outputs: [
      {
        port_id: "output",
        data_type: "object",
        description: "The values that arrived, each under its branch's port",
      },
    ],
  }),
  join_strategy: (config) => {
    const known = ConfigSchema.shape.strategy.safeParse(config.strategy);
    return known.success ? known.data : "all";
  },
  supports_retry: false,
  supports_timeout: false,
  expressions: [],
  verbatim: [],
  secret_fields: [],
  initial_config: { branches: 2, strategy: "all" },
  examples: [
    { name: "Wait for all three", config: { branches: 3, strategy: "all" } },
    { name: "Go on with the first answer", config: { branches: 2, strategy: "first" } },
  ],
  docs,
});
