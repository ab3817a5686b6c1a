import { defineStep } from "@worktrail/shared/step/define-step";
import { z } from "zod";
import { AnyJsonSchema, field } from "../field.ts";
import { inputAnd, jsonPort } from "../ports.ts";
import { docs } from "./docs.ts";

export const HTTP_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] as const;

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const BAD_HEADER_NAME = "A header name has letters, digits and dashes only.";
const HeaderNameSchema = z.string().regex(HEADER_NAME, BAD_HEADER_NAME);
const OneLineSchema = z.string().regex(/^[^\r\n\0]*$/, "A header's value must be one line.");
/** A template may put a number or a boolean in the place of a text; null leaves the entry out. */
const HeaderValueSchema = z.union([OneLineSchema, z.number(), z.boolean(), z.null()], {
  error: "A header's value must be one line of text.",
});
const HeadersSchema = z.record(HeaderNameSchema, HeaderValueSchema, {
  error: (issue) => (issue.code === "invalid_key" ? BAD_HEADER_NAME : undefined),
});
const QueryValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()], {
  error: "A query value must be a text, a number, true or false.",
});

function isWebAddress(url: string): boolean {
  if (url.includes("{{")) return true;
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

const UrlSchema = z
  .string()
  .min(1, "Write the address to call.")
  .max(8_000)
  .refine(isWebAddress, "Write a whole address that starts with http:// or https://.");

const secretText = (title: string, description: string) =>
  field(OneLineSchema.min(1, `Fill in the ${title.toLowerCase()}.`), {
    title,
    description,
    control: "secret",
  });

const AuthSchema = z.discriminatedUnion(
  "type",
  [
    z.strictObject({ type: z.literal("none") }).meta({ title: "None" }),
    z
      .strictObject({
        type: z.literal("bearer"),
        token: secretText("Token", "Usually a secret, as in {{ secrets.API_TOKEN }}."),
      })
      .meta({ title: "Bearer token" }),
    z
      .strictObject({
        type: z.literal("basic"),
        username: field(z.string(), {
          title: "User name",
          description: "The name to sign in with.",
          control: "template",
        }),
        password: field(z.string(), {
          title: "Password",
          description: "Usually a secret, as in {{ secrets.API_PASSWORD }}.",
          control: "secret",
        }),
      })
      .meta({ title: "User name and password" }),
    z
      .strictObject({
        type: z.literal("header"),
        name: field(HeaderNameSchema, { title: "Header", description: "The header that carries the key." }),
        value: secretText("Value", "Usually a secret, as in {{ secrets.API_KEY }}."),
      })
      .meta({ title: "Key in a header" }),
  ],
  { error: "Choose none, bearer, basic or header." },
);

const StatusSchema = z.union([
  z.int().min(100).max(599),
  z.string().regex(/^[1-5]xx$/, 'Write a status such as 201, or a class such as "2xx".'),
]);

const fields = {
  method: field(z.enum(HTTP_METHODS).default("GET"), {
    title: "Method",
    description: "What to do at the address.",
  }),
  url: field(UrlSchema, {
    title: "Address",
    description: "The whole address, with templates where it varies.",
    control: "template",
    examples: ["https://api.example.com/orders/{{ data.order_id }}"],
  }),
  headers: field(HeadersSchema.optional(), {
    title: "Headers",
    description:
      "Sent with the request; a content type is added where the body needs one, and null leaves a header out.",
    control: "key_value",
  }),
  query: field(z.record(z.string().min(1), QueryValueSchema).optional(), {
    title: "Query",
    description: "Added to the address after the question mark; null leaves a key out.",
    control: "key_value",
  }),
  body: field(AnyJsonSchema.optional(), {
    title: "Body",
    description: "A text is sent as it is, anything else as JSON.",
    control: "json",
    when: { field: "method", is: ["POST", "PUT", "PATCH", "DELETE"] },
  }),
  auth: field(AuthSchema.optional(), {
    title: "Sign-in",
    description: "How the call proves who it is from.",
  }),
  expect_status: field(
    z.array(StatusSchema).min(1, 'Name at least one status, such as "2xx".').default(["2xx"]),
    {
      title: "Expected status",
      description: "Statuses that count as success; any other fails the step.",
      advanced: true,
      examples: [["2xx", 404]],
    },
  ),
};

const ConfigSchema = z.strictObject(fields).superRefine((config, context) => {
  const bodiless = config.method === "GET" || config.method === "HEAD";
  const empty = config.body === undefined || config.body === null || config.body === "";
  if (!bodiless || empty) return;
  context.addIssue({
    code: "custom",
    path: ["body"],
    message: `${config.method} carries no body. Remove the body or choose another method.`,
  });
});

export const httpAction = defineStep({
  type_id: "http_action",
  version: "1.0.0",
  display_name: "HTTP action",
  description: "Calls a web address and passes on what it answers.",
  category: "integration",
  icon: "globe",
  color: "#50C878",
  effect: "external",
  config: ConfigSchema,
  ports: () =>
    inputAnd(jsonPort("output", "The body: JSON where it is JSON, otherwise text"), {
      port_id: "response",
      data_type: "object",
      description: "The whole response: status, headers and body",
    }),
  supports_retry: true,
  supports_timeout: true,
  expressions: [],
  verbatim: [],
  secret_fields: ["/headers/*", "/query/*", "/auth/token", "/auth/username", "/auth/password", "/auth/value"],
  initial_config: { method: "GET", url: "https://api.example.com/items" },
  examples: [
    { name: "Fetch a list", config: { method: "GET", url: "{{ run.input.base_url }}/demo/orders" } },
    {
      name: "Create an order",
      config: {
        method: "POST",
        url: "https://api.example.com/orders",
        headers: { accept: "application/json" },
        query: { notify: true },
        body: { customer: "{{ data.customer }}", lines: "{{ data.lines }}" },
        auth: { type: "bearer", token: "{{ secrets.API_TOKEN }}" },
        expect_status: [201],
      },
    },
  ],
  docs,
});
