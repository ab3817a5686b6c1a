// A segment with its look-ups built once: what validation, planning and the canvas ask again and again.
import type { Catalog, JoinStrategy, StepContract, StepPorts } from "../step/define-step.ts";
import { stepPorts } from "./ports.ts";
import type { Edge, Segment, Step } from "./schema.ts";

export type GraphStep = {
  readonly step: Step;
  /** Place in `segment.steps`. */
  readonly index: number;
  /** Null for a type that the catalog does not know. */
  readonly contract: StepContract | null;
  readonly ports: StepPorts;
  /** How many of its incoming edges it waits for; `all` for whatever is not a join. */
  readonly join: JoinStrategy;
  /** In the order of `segment.edges`. Edges from or to missing steps are left out. */
  readonly incoming: readonly Edge[];
  readonly outgoing: readonly Edge[];
};

export type SegmentGraph = {
  readonly segment: Segment;
  readonly steps: ReadonlyMap<string, GraphStep>;
  /** Topological, ties in the order of `segment.steps`; steps on or behind a cycle are left out. */
  readonly order: readonly string[];
  /** Whether some step is ready before all that leads to it has ended. */
  readonly hasEagerJoins: boolean;
};

type MutableStep = { step: Step; index: number; incoming: Edge[]; outgoing: Edge[] };

/** Total: of duplicate step ids the first counts, and broken edges are left out. */
export function buildGraph(segment: Segment, catalog: Catalog): SegmentGraph {
  const drafts = new Map<string, MutableStep>();
  for (const [index, step] of segment.steps.entries()) {
    if (!drafts.has(step.step_id)) drafts.set(step.step_id, { step, index, incoming: [], outgoing: [] });
  }
  for (const edge of segment.edges ?? []) {
    const source = drafts.get(edge.source_step);
    const target = drafts.get(edge.target_step);
    if (!source || !target || source === target) continue;
    source.outgoing.push(edge);
    target.incoming.push(edge);
  }
  const steps = new Map<string, GraphStep>();
  for (const [step_id, draft] of drafts) {
    const type = draft.step.step_type;
    const contract = Object.hasOwn(catalog, type) ? (catalog[type] ?? null) : null;
    const join = contract?.join_strategy?.(draft.step.config ?? {}) ?? "all";
    steps.set(step_id, { ...draft, contract, ports: stepPorts(draft.step, catalog), join });
  }
  const hasEagerJoins = [...steps.values()].some(({ join }) => join !== "all");
  return { segment, steps, order: topologicalOrder(drafts), hasEagerJoins };
}

/** Kahn's algorithm over steps, counting edges so that parallel edges are each removed once. */
function topologicalOrder(drafts: ReadonlyMap<string, MutableStep>): string[] {
  const waitingFor = new Map<string, number>();
  const ready: string[] = [];
  for (const [step_id, draft] of drafts) {
    waitingFor.set(step_id, draft.incoming.length);
    if (draft.incoming.length === 0) ready.push(step_id);
  }
  for (let head = 0; head < ready.length; head++) {
    const draft = drafts.get(ready[head] ?? "");
    for (const edge of draft?.outgoing ?? []) {
      const left = (waitingFor.get(edge.target_step) ?? 0) - 1;
      waitingFor.set(edge.target_step, left);
      if (left === 0) ready.push(edge.target_step);
    }
  }
  return ready;
}

/** Every step from which `step_id` can be reached, without itself unless it is on a cycle. */
export function upstreamOf(graph: SegmentGraph, step_id: string): Set<string> {
  return reach(graph, step_id, (step) => step.incoming.map((edge) => edge.source_step));
}

function reach(graph: SegmentGraph, from: string, next: (step: GraphStep) => string[]): Set<string> {
  const seen = new Set<string>();
  const queue = [from];
  for (let step_id = queue.pop(); step_id !== undefined; step_id = queue.pop()) {
    const step = graph.steps.get(step_id);
    for (const neighbour of step ? next(step) : []) {
      if (seen.has(neighbour)) continue;
      seen.add(neighbour);
      queue.push(neighbour);
    }
  }
  return seen;
}

/** One name for an edge, unique in a valid segment. */
export function edgeKey(edge: Edge): string {
  return `${edge.source_step}.${edge.source_port}>${edge.target_step}.${edge.target_port}`;
}
