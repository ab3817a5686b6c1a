import { defineStep } from "@worktrail/shared/step/define-step";
import { z } from "zod";
import { ExpressionSchema, field } from "../field.ts";
import { inputAnd, jsonPort } from "../ports.ts";
import { docs } from "./docs.ts";

const MappingSchema = z
  .record(z.string().min(1), ExpressionSchema)
  .refine((mapping) => Object.keys(mapping).length > 0, "Add at least one field.");

const ConfigSchema = z
  .strictObject({
    expression: field(ExpressionSchema.optional(), {
      title: "Expression",
      description: "The output is the value of this expression.",
      control: "expression",
      examples: ["data.items"],
    }),
    mapping: field(MappingSchema.optional(), {
      title: "Mapping",
      description: "The output is an object with these fields, each the value of its expression.",
      control: "expression_map",
      examples: [{ total: "sum(data.items.map(item, item.price))", count: "size(data.items)" }],
    }),
  })
  .superRefine((config, context) => {
    const given = [config.expression, config.mapping].filter((part) => part !== undefined).length;
    if (given === 0) context.addIssue({ code: "custom", message: "Write an expression or a mapping." });
    if (given === 2) {
      context.addIssue({
        code: "custom",
        message: "Keep either the expression or the mapping and remove the other.",
      });
    }
  })
  .meta({ "x-one-of": ["expression", "mapping"] });

export const transform = defineStep({
  type_id: "transform",
  version: "1.0.0",
  display_name: "Transform",
  description: "Computes a new value from the data with an expression or a mapping.",
  category: "utility",
  icon: "braces",
  color: "#607D8B",
  effect: "pure",
  config: ConfigSchema,
  ports: () => inputAnd(jsonPort("output", "The computed value")),
  supports_retry: false,
  supports_timeout: false,
  expressions: ["/expression", "/mapping/*"],
  verbatim: [],
  secret_fields: [],
  initial_config: { expression: "data" },
  examples: [
    { name: "Take one field", config: { expression: "data.items" } },
    {
      name: "Build an object",
      config: { mapping: { count: "size(data.items)", total: "sum(data.items.map(item, item.price))" } },
    },
  ],
  docs,
});
