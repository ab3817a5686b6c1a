import { expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../json.ts";
import { buildGraph, type GraphStep } from "../segment/graph.ts";
import { testCatalog } from "../testing/test-catalog.ts";
import { UNTOUCHED_STEP } from "./reduce-step.ts";
import { resolveConfig, SECRET_MASK } from "./resolved-config.ts";
import type { RunState, StepState } from "./state.ts";
import { evaluateTemplates } from "./step-config.ts";
import { stepScope } from "./step-scope.ts";

const NOW = "2026-01-02T03:04:05Z";
const transform = testCatalog.transform;
if (!transform) throw new Error("The catalog has a transform.");
const catalog = {
  ...testCatalog,
  call: {
    ...transform,
    type_id: "call",
    expressions: ["/when"],
    verbatim: ["/raw"],
    secret_fields: ["/key"],
  },
  loop: { ...transform, type_id: "loop", expressions: ["/until"], variables: { "/until": ["iteration"] } },
};

function scene(config: JsonObject, type = "call", fetched: Partial<StepState> = {}) {
  const graph = buildGraph(
    {
      segment_id: "shop",
      name: "Shop",
      version: "1.0.0",
      steps: [
        { step_id: "fetch", step_type: "transform", config: {} },
        { step_id: "use", step_type: type, config },
      ],
      edges: [{ source_step: "fetch", source_port: "output", target_step: "use", target_port: "input" }],
    },
    catalog,
  );
  const outputs: Record<string, JsonValue> = { output: { total: 12, items: ["a", "b"] } };
  const fetch: StepState = { ...UNTOUCHED_STEP, status: "completed", attempts: 1, outputs, ...fetched };
  const state = {
    run_id: "run_1",
    input: { who: "Ada" },
    started_at: "2026-01-02T03:04:00.000Z",
    steps: { fetch },
  } as unknown as RunState;
  const step = graph.steps.get("use") as GraphStep;
  return { graph, state, step };
}

const resolve = ({ graph, state, step }: ReturnType<typeof scene>, budget?: number) =>
  resolveConfig(graph, state, step, { now: NOW, ...(budget !== undefined && { budget }) });

test("every template says what it became, and the config is what the server computes", () => {
  const made = scene({
    url: "https://x.test/{{ run.input.who }}?n={{ data.total }}",
    all: "{{ steps.fetch.output }}",
    list: [{ at: "{{ now }}" }],
    raw: "{{ data.total }}",
    plain: 7,
  });
  const { expressions, config } = resolve(made);
  expect(expressions.map(({ path, result }) => [path, result])).toEqual([
    ["/url", { kind: "value", value: "https://x.test/Ada?n=12" }],
    ["/all", { kind: "value", value: { total: 12, items: ["a", "b"] } }],
    ["/list/0/at", { kind: "value", value: NOW }],
  ]);
  const inputs = { input: made.state.steps.fetch?.outputs?.output ?? null };
  const scope = stepScope(made.graph, made.state, made.step, inputs, NOW);
  expect(config).toEqual(evaluateTemplates(made.step, scope));
});

test("a secret is a mask, and only where secrets may be named", () => {
  const { expressions } = resolve(
    scene({ key: "Bearer {{ secrets.API_KEY }}", url: "x{{ secrets.API_KEY }}" }),
  );
  expect(expressions[0]).toMatchObject({
    secrets: ["API_KEY"],
    result: { kind: "value", value: `Bearer ${SECRET_MASK}` },
  });
  expect(expressions[1]?.result).toMatchObject({ kind: "failed", code: "secrets_not_allowed" });
});

test("one template that fails says why, the others still say what they became", () => {
  const { expressions, config } = resolve(scene({ a: "{{ data.nothing.here }}", b: "{{ data.total }}" }));
  expect(expressions[0]?.result).toMatchObject({
    kind: "failed",
    message: expect.stringContaining("nothing"),
  });
  expect(expressions[1]?.result).toEqual({ kind: "value", value: 12 });
  expect(config).toBeNull();
});

test("an expression of a field is computed too, unless only its handler knows what it names", () => {
  expect(resolve(scene({ when: "data.total > 10" })).expressions[0]).toMatchObject({
    is_template: false,
    result: { kind: "value", value: true },
  });
  expect(resolve(scene({ until: "iteration > 3" }, "loop")).expressions[0]?.result).toEqual({
    kind: "later",
  });
});

test("what reads a value that is kept aside asks for it, and nothing else does", () => {
  const stored = { path: "/outputs/output", hash: "h", bytes: 300_000 };
  const { expressions } = resolve(
    scene(
      { a: "{{ data.total }}", b: "{{ inputs.input }}", c: "{{ steps.fetch }}", d: "{{ run.input.who }}" },
      "call",
      { outputs: { output: null }, stored: [stored] },
    ),
  );
  const needs = { kind: "needs", stored: [stored] };
  expect(expressions.map(({ result }) => result)).toEqual([
    needs,
    needs,
    needs,
    { kind: "value", value: "Ada" },
  ]);
});

test("what takes too long is said to", () => {
  const { expressions } = resolve(scene({ a: "{{ data.items.map(x, x + x) }}" }), 1);
  expect(expressions[0]?.result).toMatchObject({ kind: "failed", code: "budget_exceeded" });
});
