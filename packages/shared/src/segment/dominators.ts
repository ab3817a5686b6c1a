// What must have happened before a step runs: the steps and choices that lie on every way to it.
import type { GraphStep, SegmentGraph } from "./graph.ts";
import type { Edge } from "./schema.ts";

/** A step that runs, or (with a port) the choice of one of its exclusive outputs. */
export type Certainty = {
  readonly step_id: string;
  readonly port: string | null;
  readonly parent: Certainty | null;
  readonly depth: number;
};

export type Dominators = {
  /** The step with all that is certain when it runs, as a chain of parents. Absent for steps on or behind a cycle. */
  readonly ofStep: (step_id: string) => Certainty | undefined;
  /** What is certain when any one of these edges carries a value. */
  readonly ofEdges: (edges: readonly Edge[]) => Certainty | null;
};

/** One pass over the steps in topological order; the nearest common parent of all ways in is the step's own. */
export function buildDominators(graph: SegmentGraph): Dominators {
  const steps = new Map<string, Certainty>();
  const choices = new Map<string, Certainty>();

  function ofEdge(edge: Edge): Certainty | null {
    const source = steps.get(edge.source_step);
    const step = graph.steps.get(edge.source_step);
    if (!source || !step || !isExclusivePort(step, edge.source_port)) return source ?? null;
    const key = `${edge.source_step}.${edge.source_port}`;
    const known = choices.get(key);
    if (known) return known;
    const choice = {
      step_id: edge.source_step,
      port: edge.source_port,
      parent: source,
      depth: source.depth + 1,
    };
    choices.set(key, choice);
    return choice;
  }

  function ofEdges(edges: readonly Edge[]): Certainty | null {
    const [first, ...others] = edges;
    return first ? others.reduce((common, edge) => nearestCommon(common, ofEdge(edge)), ofEdge(first)) : null;
  }

  for (const step_id of graph.order) {
    const parent = ofEdges(graph.steps.get(step_id)?.incoming ?? []);
    steps.set(step_id, { step_id, port: null, parent, depth: (parent?.depth ?? 0) + 1 });
  }
  return { ofStep: (step_id) => steps.get(step_id), ofEdges };
}

function nearestCommon(a: Certainty | null, b: Certainty | null): Certainty | null {
  let left = a;
  let right = b;
  while (left !== right) {
    if (!left || !right) return null;
    if (left.depth >= right.depth) left = left.parent;
    else right = right.parent;
  }
  return left;
}

/**
 * Whether a step that ends may leave this output without a value: the sides of a condition, the answers to a
 * human task, and all outputs of a step that routes its errors. Every other step fills all its outputs.
 */
export function isExclusivePort(step: GraphStep, port_id: string): boolean {
  if (step.step.on_error === "route" || step.contract?.effect === "waits") return true;
  const ports = step.ports.outputs.map((port) => port.port_id);
  return ports.length === 2 && ports.includes("true") && ports.includes("false") && ports.includes(port_id);
}
