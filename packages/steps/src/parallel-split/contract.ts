import { defineStep } from "@worktrail/shared/step/define-step";
import { z } from "zod";
import { field } from "../field.ts";
import { branchPorts, INPUT_PORT, MAX_BRANCHES, MIN_BRANCHES } from "../ports.ts";
import { docs } from "./docs.ts";

const ConfigSchema = z.strictObject({
  branches: field(z.int().min(MIN_BRANCHES).max(MAX_BRANCHES), {
    title: "Branches",
    description: `How many branches start at once, ${MIN_BRANCHES} to ${MAX_BRANCHES}.`,
  }),
});

export const parallelSplit = defineStep({
  type_id: "parallel_split",
  version: "1.0.0",
  display_name: "Parallel split",
  description: "Gives its input to several branches that run at the same time.",
  category: "control",
  icon: "split",
  color: "#8E7CC3",
  effect: "pure",
  config: ConfigSchema,
  ports: (config) => ({ inputs: [INPUT_PORT], outputs: branchPorts(config, "The input, for branch") }),
  supports_retry: false,
  supports_timeout: false,
  expressions: [],
  verbatim: [],
  secret_fields: [],
  initial_config: { branches: 2 },
  examples: [{ name: "Three at once", config: { branches: 3 } }],
  docs,
});
