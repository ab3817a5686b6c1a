// What every step type must keep, whatever it does.
import type { JsonObject } from "@worktrail/shared/json";
import { parseSegment } from "@worktrail/shared/segment/parse";
import { IdSchema } from "@worktrail/shared/segment/schema";
import { validateSegment } from "@worktrail/shared/segment/validate";
import { STEP_CATEGORIES } from "@worktrail/shared/step/define-step";
import type { StepOutputs } from "@worktrail/shared/step/handler";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { catalog, catalogEntries, contracts, isStepTypeId, type StepTypeId } from "./contracts.ts";
import { fillIn, NOW, type Script, testContext } from "./testing/context.ts";
import { examples } from "./testing/examples.ts";
import { prepareStep } from "./testing/prepare-step.ts";
import { views } from "./views.tsx";

const TYPES = Object.keys(contracts).filter(isStepTypeId);
const ENTRIES = catalogEntries();

/** Data on which every example's templates and expressions can be evaluated. */
const SCRIPT: Script = {
  data: {
    base_url: "https://api.example.com",
    total: 1500,
    customer: "Ada",
    amount: 12,
    message: "Hello",
    lines: [],
    items: [{ price: 2 }],
    country: "NL",
  },
  secrets: { API_TOKEN: "token", API_KEY: "key", API_PASSWORD: "password" },
  http: [{ status: 201, headers: { "content-type": "application/json" }, body: "{}" }],
  llm: [{ text: '{"team":"sales","reason":"An order"}' }],
};

const junkConfig = fc.oneof(
  fc.dictionary(fc.string(), fc.jsonValue()),
  fc.record(
    {
      branches: fc.oneof(fc.double(), fc.integer(), fc.jsonValue()),
      task_type: fc.oneof(fc.constantFrom("approval", "choice", "input", "review"), fc.jsonValue()),
      options: fc.oneof(fc.array(fc.oneof(fc.record({ id: fc.jsonValue() }), fc.string())), fc.jsonValue()),
      on_timeout: fc.oneof(fc.constantFrom("route", "fail"), fc.jsonValue()),
      url: fc.jsonValue(),
      method: fc.jsonValue(),
      model: fc.jsonValue(),
      expression: fc.jsonValue(),
      mapping: fc.jsonValue(),
      candidate_groups: fc.jsonValue(),
      strategy: fc.jsonValue(),
      segment_id: fc.jsonValue(),
      mode: fc.oneof(fc.constantFrom("once", "for_each", "until"), fc.jsonValue()),
    },
    { requiredKeys: [] },
  ),
);

async function outputsOf(type: StepTypeId, config: JsonObject): Promise<StepOutputs[]> {
  const context = testContext(type, config, {
    ...SCRIPT,
    inputs: Object.fromEntries(
      contracts[type].ports(config).inputs.map((port) => [port.port_id, SCRIPT.data ?? null]),
    ),
  });
  const prepared = prepareStep(type, fillIn(type, config, context.scope));
  if (prepared.kind === "work") return [await prepared.run(context)];
  if (prepared.kind === "children") {
    const { mode, inputs } = prepared.plan(context);
    return [
      prepared.collect(
        mode,
        inputs.map((output, index) => ({ iteration: index + 1, output })),
      ),
    ];
  }
  const decided = { values: {}, comment: null, decided_by: { user_id: "u", name: "U" }, operation_id: null };
  return prepared
    .request(context)
    .actions.map(({ action }) => prepared.decide({ ...decided, action, decided_at: NOW }, context.data));
}

describe.each(TYPES)("%s", (type) => {
  const contract = contracts[type];
  const fields = Object.keys((ENTRIES[type]?.config_schema.properties ?? {}) as JsonObject);

  test("is listed under its own id, in a category that exists", () => {
    expect(contract.type_id).toBe(type);
    expect(STEP_CATEGORIES).toContain(contract.category);
    expect(contract.color).toMatch(/^#[0-9A-F]{6}$/i);
  });

  test("accepts its initial config and each of its examples", () => {
    const configs = [contract.initial_config, ...contract.examples.map((example) => example.config)];
    for (const config of configs) expect(contract.config.safeParse(config).error?.issues ?? []).toEqual([]);
    expect(contract.examples.length).toBeGreaterThan(0);
  });

  test("refuses a field that it does not have", () => {
    const config = { ...contract.initial_config, no_such_field: 1 };
    expect(contract.config.safeParse(config).success).toBe(false);
  });

  test("describes every config field with a title and a line", () => {
    const properties = (ENTRIES[type]?.config_schema.properties ?? {}) as Record<string, JsonObject>;
    expect(fields.length).toBeGreaterThan(0);
    for (const property of Object.values(properties)) {
      expect(property).toMatchObject({
        title: expect.stringMatching(/^[A-Z]/),
        description: expect.stringMatching(/\.$/),
      });
    }
  });

  test("names existing fields for expressions, verbatim text and secrets", () => {
    for (const pointer of [...contract.expressions, ...contract.verbatim, ...contract.secret_fields]) {
      expect(fields).toContain(pointer.split("/")[1]);
    }
  });

  test("survives JSON as a catalog entry", () => {
    expect(JSON.parse(JSON.stringify(ENTRIES[type]))).toEqual(ENTRIES[type]);
    expect(ENTRIES[type]?.config_schema).toMatchObject({ type: "object", additionalProperties: false });
  });

  test("has ports with distinct, well-formed ids for any config", () => {
    fc.assert(
      fc.property(junkConfig, (config) => {
        const { inputs, outputs } = contract.ports(config as JsonObject);
        for (const ports of [inputs, outputs]) {
          const ids = ports.map((port) => port.port_id);
          expect(new Set(ids).size).toBe(ids.length);
          for (const id of ids) expect(IdSchema.safeParse(id).success).toBe(true);
        }
        expect(inputs.length).toBeGreaterThan(0);
      }),
    );
  });

  test("has one line of caption for any config", () => {
    fc.assert(
      fc.property(junkConfig, (config) => {
        const caption = views[type].caption(config as JsonObject);
        expect(caption).not.toBe("");
        expect(caption).not.toContain("\n");
      }),
    );
  });

  test("explains each of its fields and ports", () => {
    for (const field of fields) expect(contract.docs).toContain(field);
    const { inputs, outputs } = contract.ports(contract.initial_config);
    for (const port of [...inputs, ...outputs]) {
      expect(contract.docs).toContain(port.port_id.replace(/^branch_2$/, "branch_n"));
    }
  });

  test("ships an example segment without errors that uses it", () => {
    const parsed = parseSegment(examples[type]);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    expect(validateSegment(parsed.segment, catalog)).toEqual([]);
    expect(parsed.segment.steps.map((step) => step.step_type)).toContain(type);
  });

  test("returns values on its own ports only, for each example", async () => {
    for (const { config } of [...contract.examples, { config: contract.initial_config }]) {
      const known = contract.ports(config).outputs.map((port) => port.port_id);
      const results = await outputsOf(type, config);
      expect(results.length).toBeGreaterThan(0);
      for (const outputs of results) {
        expect(Object.keys(outputs).length).toBeGreaterThan(0);
        expect(known).toEqual(expect.arrayContaining(Object.keys(outputs)));
        expect(JSON.parse(JSON.stringify(outputs))).toEqual(outputs);
      }
    }
  });
});

test("A step type that does not exist is not in the catalog", () => {
  expect(isStepTypeId("no_such_type")).toBe(false);
  expect(isStepTypeId("constructor")).toBe(false);
});
