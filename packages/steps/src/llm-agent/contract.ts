import { defineStep } from "@worktrail/shared/step/define-step";
import { z } from "zod";
import { AnyJsonSchema, field, TemplateTextSchema, UserSchemaSchema } from "../field.ts";
import { inputAnd, jsonPort } from "../ports.ts";
import { docs } from "./docs.ts";

/** Read from documents that have it, but no form offers it. */
const NOT_OFFERED = { field: "tools", is: [] };

const ConfigSchema = z.strictObject({
  model: field(z.string().trim().min(1, "Choose a model.").max(200), {
    title: "Model",
    description: "The model that answers; demo/echo is a simulation that needs no key.",
    control: "model",
    examples: ["demo/echo", "gpt-4o-mini"],
  }),
  system_prompt: field(TemplateTextSchema.optional(), {
    title: "System prompt",
    description: "Who the model is and how it should answer.",
    control: "template",
    multiline: true,
    examples: ["You are a careful analyst. Answer in one paragraph."],
  }),
  prompt: field(TemplateTextSchema.optional(), {
    title: "Prompt",
    description: "The message to the model. Left out, the step's input is the message.",
    control: "template",
    multiline: true,
    examples: ["Summarise this order for the customer: {{ to_json(data) }}"],
  }),
  temperature: field(z.number().min(0).max(2).optional(), {
    title: "Temperature",
    description: "0 is steady, 2 is adventurous. Left out, the provider's default applies.",
    advanced: true,
  }),
  max_tokens: field(z.int().min(1).max(1_000_000).optional(), {
    title: "Longest answer",
    description: "The most tokens that the answer may have.",
    advanced: true,
  }),
  output_schema: field(UserSchemaSchema.optional(), {
    title: "Answer schema",
    description: "A JSON Schema; given, the answer is JSON that is checked against it.",
    control: "json_schema",
  }),
  tools: field(
    z.array(AnyJsonSchema).max(0, "Tools cannot be called yet. Leave this list empty.").optional(),
    {
      title: "Tools",
      description: "Tools cannot be called yet; leave the list empty.",
      control: "json",
      when: NOT_OFFERED,
    },
  ),
  max_tool_rounds: field(z.int().min(1).max(50).optional(), {
    title: "Tool rounds",
    description: "How often the model may call tools before it must answer.",
    when: NOT_OFFERED,
  }),
});

export const llmAgent = defineStep({
  type_id: "llm_agent",
  version: "1.0.0",
  display_name: "LLM agent",
  description: "Asks a language model and passes on its answer.",
  category: "ai",
  icon: "bot",
  color: "#4A90D9",
  effect: "external",
  config: ConfigSchema,
  ports: () => inputAnd(jsonPort("output", "The answer: text, or JSON when there is an answer schema")),
  supports_retry: true,
  supports_timeout: true,
  expressions: [],
  verbatim: ["/output_schema", "/tools"],
  secret_fields: [],
  initial_config: { model: "demo/echo", system_prompt: "You are a helpful assistant." },
  examples: [
    {
      name: "Summarise the input",
      config: { model: "demo/echo", system_prompt: "Summarise what you are given in two sentences." },
    },
    {
      name: "Sort a message, as checked JSON",
      config: {
        model: "gpt-4o-mini",
        prompt: "Which team should answer this message?\n\n{{ data.message }}",
        temperature: 0,
        max_tokens: 200,
        output_schema: {
          type: "object",
          properties: { team: { type: "string", enum: ["sales", "support"] }, reason: { type: "string" } },
          required: ["team", "reason"],
        },
      },
    },
  ],
  docs,
});
