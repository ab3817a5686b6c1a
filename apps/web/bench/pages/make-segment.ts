// A large segment as people draw them: every type of step with a real configuration, on a grid, without cycles.
import type { JsonObject } from "@worktrail/shared/json";
import { edgeKey } from "@worktrail/shared/segment/graph";
import { stepPorts } from "@worktrail/shared/segment/ports";
import type { Edge, Segment, Step } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";

export type Size = { steps: number; edges: number };

const KINDS: readonly { step_type: string; name: string; config: JsonObject }[] = [
  {
    step_type: "http_action",
    name: "Fetch orders",
    config: { method: "GET", url: "https://example.com/orders", headers: { accept: "application/json" } },
  },
  {
    step_type: "transform",
    name: "Add up the lines",
    config: { mapping: { count: "size(data)", total: "sum(data.map(item, item.price))" } },
  },
  { step_type: "condition", name: "Large order?", config: { expression: "data.?total.orValue(0) > 1000" } },
  {
    step_type: "llm_agent",
    name: "Summarise the order",
    config: {
      model: "demo/echo",
      system_prompt: "Summarise the order in two sentences.",
      prompt: '{{ data.?message.orValue("There is no message.") }}',
    },
  },
  {
    step_type: "human_task",
    name: "Approve the refund",
    config: { task_type: "approval", title: "Refund {{ data.?amount.orValue(0) }}?" },
  },
  { step_type: "parallel_split", name: "Ask both", config: { branches: 3 } },
  { step_type: "parallel_join", name: "Put together", config: { branches: 3, strategy: "all" } },
  {
    step_type: "transform",
    name: "Keep what is open",
    config: { expression: 'data.?items.orValue([]).filter(item, item.state == "open")' },
  },
];

export const ACROSS = 300;
export const DOWN = 120;

export function makeSegment({ steps, edges }: Size): Segment {
  const columns = Math.ceil(Math.sqrt(steps));
  const drawn = Array.from({ length: steps }, (_, at) => makeStep(at, columns));
  return {
    segment_id: "bench",
    name: `${steps} steps`,
    version: "1.0.0",
    steps: drawn,
    edges: makeEdges(drawn, edges, columns),
  };
}

function makeStep(at: number, columns: number): Step {
  const kind = KINDS[at % KINDS.length] ?? { step_type: "transform", name: "Pass on", config: {} };
  return {
    step_id: `step_${at}`,
    step_type: kind.step_type,
    name: `${kind.name} ${at}`,
    config: structuredClone(kind.config),
    position: { x: (at % columns) * ACROSS, y: Math.floor(at / columns) * DOWN },
  };
}

/** First each step to the next, then each to one in a row further down; ports in turn. */
function makeEdges(steps: readonly Step[], count: number, columns: number): Edge[] {
  const edges = new Map<string, Edge>();
  for (let at = 0; edges.size < count && at < count * 4; at++) {
    const from = at % steps.length;
    const round = Math.floor(at / steps.length);
    const source = steps[from];
    const target = steps[Math.min(steps.length - 1, from + 1 + round * columns)];
    if (!source || !target || source === target) continue;
    const out = stepPorts(source, catalog).outputs;
    const into = stepPorts(target, catalog).inputs;
    const edge = {
      source_step: source.step_id,
      source_port: out[round % out.length]?.port_id ?? "output",
      target_step: target.step_id,
      target_port: into[round % into.length]?.port_id ?? "input",
    };
    edges.set(edgeKey(edge), edge);
  }
  return [...edges.values()];
}
