import { defineStep } from "@worktrail/shared/step/define-step";
import { z } from "zod";
import { ExpressionSchema, field } from "../field.ts";
import { inputAnd, jsonPort } from "../ports.ts";
import { docs } from "./docs.ts";

const ConfigSchema = z.strictObject({
  expression: field(ExpressionSchema, {
    title: "Condition",
    description: "An expression that is true or false.",
    control: "expression",
    examples: ["data.total > 1000"],
  }),
});

export const condition = defineStep({
  type_id: "condition",
  version: "1.0.0",
  display_name: "Condition",
  description: "Sends the input one way when an expression is true, the other way when it is false.",
  category: "control",
  icon: "git-branch",
  color: "#9B59B6",
  effect: "pure",
  config: ConfigSchema,
  ports: () =>
    inputAnd(
      jsonPort("true", "The input, when the condition is true"),
      jsonPort("false", "The input, when the condition is false"),
    ),
  supports_retry: false,
  supports_timeout: false,
  expressions: ["/expression"],
  verbatim: [],
  secret_fields: [],
  initial_config: { expression: "data != null" },
  examples: [
    { name: "Large orders", config: { expression: "data.total > 1000" } },
    { name: "A field that may be missing", config: { expression: 'data.?country.orValue("") == "NL"' } },
  ],
  docs,
});
