import fc from "fast-check";
import type { JsonObject } from "../json.ts";
import { stepPorts } from "../segment/ports.ts";
import type { Edge, Note, Segment, Step } from "../segment/schema.ts";
import type { Catalog } from "../step/define-step.ts";
import { testCatalog } from "./test-catalog.ts";

/** Configs that validate in the test catalog and in the real one. */
const VALID_CONFIGS: Readonly<Record<string, JsonObject>> = {
  transform: { expression: "data" },
  condition: { expression: "data != null" },
  parallel_split: { branches: 2 },
  parallel_join: { branches: 2, strategy: "all" },
  llm_agent: { model: "demo/echo", prompt: "Say {{ to_json(data) }}" },
  http_action: { method: "GET", url: "https://example.com/orders" },
  human_task: { task_type: "approval", title: "Approve this" },
};

export type SegmentBuilder = {
  /** Left out, the config is one that validates for the type. */
  step(step_id: string, step_type: string, config?: JsonObject, more?: Partial<Step>): SegmentBuilder;
  /** `"a.output"`, or `"a"` for its port `output` (as a source) or `input` (as a target). */
  edge(source: string, target: string): SegmentBuilder;
  note(note_id: string, text?: string): SegmentBuilder;
  with(fields: Partial<Segment>): SegmentBuilder;
  build(): Segment;
};

export function aSegment(segment_id = "example"): SegmentBuilder {
  const draft: Segment = { segment_id, name: "Example", version: "1.0.0", steps: [] };
  return builder(draft);
}

function builder(draft: Segment): SegmentBuilder {
  return {
    step: (step_id, step_type, config = VALID_CONFIGS[step_type] ?? {}, more = {}) =>
      builder({ ...draft, steps: [...draft.steps, { step_id, step_type, config, ...more }] }),
    edge: (source, target) =>
      builder({ ...draft, edges: [...(draft.edges ?? []), edgeBetween(source, target)] }),
    note: (note_id, text = "A note") =>
      builder({ ...draft, notes: [...(draft.notes ?? []), noteWith(note_id, text)] }),
    with: (fields) => builder({ ...draft, ...fields }),
    build: () => JSON.parse(JSON.stringify(draft)),
  };
}

function noteWith(note_id: string, text: string): Note {
  return { note_id, text, position: { x: 0, y: 0 }, size: { width: 200, height: 120 } };
}

export function edgeBetween(source: string, target: string): Edge {
  const [source_step = "", source_port = "output"] = source.split(".");
  const [target_step = "", target_port = "input"] = target.split(".");
  return { source_step, source_port, target_step, target_port };
}

const arbitraryStep = fc.record({
  step_type: fc.constantFrom(...Object.keys(VALID_CONFIGS)),
  branches: fc.integer({ min: 2, max: 4 }),
  strategy: fc.constantFrom("all", "any", "first"),
  on_error: fc.constantFrom<Step["on_error"]>(undefined, undefined, "continue", "route"),
});
const arbitraryEdge = fc.record({ from: fc.nat(), to: fc.nat(), source: fc.nat(), target: fc.nat() });
type Value<Arbitrary> = Arbitrary extends fc.Arbitrary<infer T> ? T : never;
type Drawn = { steps: Value<typeof arbitraryStep>[]; edges: Value<typeof arbitraryEdge>[] };

/** Segments without errors, over all step types of the catalog; warnings may occur. */
export function arbitrarySegment(
  catalog: Catalog = testCatalog,
  limits: { maxSteps?: number; maxEdges?: number } = {},
): fc.Arbitrary<Segment> {
  return fc
    .record({
      steps: fc.array(arbitraryStep, { minLength: 1, maxLength: limits.maxSteps ?? 14 }),
      edges: fc.array(arbitraryEdge, { maxLength: limits.maxEdges ?? 30 }),
    })
    .map((drawn) => drawSegment(drawn, catalog));
}

function drawSegment(drawn: Drawn, catalog: Catalog): Segment {
  const steps = drawn.steps.map(({ step_type, branches, strategy, on_error }, index): Step => {
    const config = {
      ...VALID_CONFIGS[step_type],
      ...(step_type.startsWith("parallel_") ? { branches } : {}),
      ...(step_type === "parallel_join" ? { strategy } : {}),
    };
    return { step_id: `s${index}`, step_type, config, ...(on_error && { on_error }) };
  });
  const edges = new Map<string, Edge>();
  for (const { from, to, source, target } of drawn.edges) {
    const one = from % steps.length;
    const other = to % steps.length;
    const first = steps[Math.min(one, other)];
    const second = steps[Math.max(one, other)];
    if (!first || !second || first === second) continue;
    const outputs = stepPorts(first, catalog).outputs;
    const inputs = stepPorts(second, catalog).inputs;
    const edge: Edge = {
      source_step: first.step_id,
      source_port: outputs[source % outputs.length]?.port_id ?? "output",
      target_step: second.step_id,
      target_port: inputs[target % inputs.length]?.port_id ?? "input",
    };
    edges.set(JSON.stringify(edge), edge);
  }
  return { segment_id: "random", name: "Random", version: "1.0.0", steps, edges: [...edges.values()] };
}
