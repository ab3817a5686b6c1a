// Two runs step by step: what is the same, what differs, and what cannot be said yet because one still goes on.
import { equalJson } from "../json-diff.ts";
import type { SegmentChange } from "../segment/changes.ts";
import { edgeKey, type SegmentGraph } from "../segment/graph.ts";
import type { Edge } from "../segment/schema.ts";
import { type ModelCost, NO_COST, runCost } from "./cost.ts";
import type { RunError } from "./events.ts";
import { type EdgeState, edgeState } from "./flow.ts";
import { inputOfRun, inputsOfStep, outputsOfRun, outputsOfStep, samePorts } from "./port-values.ts";
import { hasEnded, type RunState, type StepState } from "./state.ts";

export type Side = "left" | "right";
/** The graph is that of the version that ran. */
export type ComparedRun = { readonly state: RunState; readonly graph: SegmentGraph };

/** What can differ, the weightiest first. `presence`: the step is in one of the two versions only. */
export const STEP_ASPECTS = [
  "presence",
  "status",
  "error",
  "path",
  "outputs",
  "inputs",
  "definition",
  "attempts",
  "duration",
  "cost",
] as const;
export type StepAspect = (typeof STEP_ASPECTS)[number];
export type RunAspect = "version" | Exclude<StepAspect, "presence" | "path" | "definition" | "attempts">;

/** `open`: one of the two has not come to its end there. */
export type Verdict = "same" | "differs" | "open";

export type StepComparison = {
  readonly step_id: string;
  /** Null where the step is not in the version that ran; undefined inside where it was not reached. */
  readonly left: { readonly step: StepState | undefined } | null;
  readonly right: { readonly step: StepState | undefined } | null;
  readonly verdict: Verdict;
  readonly aspects: readonly StepAspect[];
  /** What this was made from: while all of it is the same, so is the comparison. */
  readonly seen: readonly unknown[];
};

export type EdgeComparison = {
  readonly edge: Edge;
  /** Null where the edge is not in the version that ran. */
  readonly left: EdgeState | null;
  readonly right: EdgeState | null;
  /** The only one of the two that took this path. */
  readonly only: Side | null;
};

export type RunComparison = {
  readonly verdict: Verdict;
  readonly aspects: readonly RunAspect[];
  /** In the order in which steps run; those of the left version only, after what they follow there. */
  readonly steps: readonly StepComparison[];
  /** By edge key. */
  readonly edges: ReadonlyMap<string, EdgeComparison>;
};

/** Durations differ from here on; below is what a busy machine makes of the same work. */
const NOISE = { ratio: 1.5, ms: 100 };
/** Answers of a model are never of quite the same length. */
const NOISE_OF_COST = 1.1;

/**
 * @param changes from the segment of the left run to that of the right one; none where both ran the same version
 * @param before an earlier comparison of the same two runs: steps of which nothing moved keep their object
 */
export function compareRuns(
  left: ComparedRun,
  right: ComparedRun,
  changes: readonly SegmentChange[] = [],
  before: RunComparison | null = null,
): RunComparison {
  const changed = new Set(
    changes.flatMap(({ what, kind, key, executes }) =>
      what === "step" && kind === "changed" && executes ? [key] : [],
    ),
  );
  const earlier = new Map(before?.steps.map((step) => [step.step_id, step]));
  const edges = compareEdges(left, right);
  const steps = commonOrder(left.graph, right.graph).map((step_id) => {
    const known = earlier.get(step_id);
    const seen = whatIsSeen(left, right, step_id);
    if (known && isSame(known.seen, seen)) return known;
    return { ...compareStep(left, right, step_id, changed.has(step_id), edges), seen };
  });
  const over = hasEnded(left.state.status) && hasEnded(right.state.status);
  const aspects = over ? runAspects(left, right, changes) : [];
  return { verdict: verdictOf(over, aspects.length), aspects, steps, edges };
}

function whatIsSeen(left: ComparedRun, right: ComparedRun, step_id: string): unknown[] {
  return [left, right].flatMap(({ state, graph }) => {
    const incoming = graph.steps.get(step_id)?.incoming ?? [];
    const before = incoming.map(({ source_step }) => state.steps[source_step]);
    return [graph, hasEnded(state.status), state.input, state.steps[step_id], ...before];
  });
}

function isSame(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && now.every((one, index) => one === before[index]);
}

const verdictOf = (over: boolean, differences: number): Verdict =>
  over ? (differences > 0 ? "differs" : "same") : "open";

function commonOrder(left: SegmentGraph, right: SegmentGraph): string[] {
  const order = [...right.steps.keys()];
  const place = new Map(right.order.map((step_id, index) => [step_id, index]));
  // What lies on a cycle never runs, and stays where it is.
  order.sort((a, b) => (place.get(a) ?? order.length) - (place.get(b) ?? order.length));
  let last = -1;
  for (const step_id of left.order.length > 0 ? left.order : left.steps.keys()) {
    if (right.steps.has(step_id)) last = order.indexOf(step_id);
    else order.splice(++last, 0, step_id);
  }
  return order;
}

function compareStep(
  left: ComparedRun,
  right: ComparedRun,
  step_id: string,
  changed: boolean,
  edges: RunComparison["edges"],
): Omit<StepComparison, "seen"> {
  const sides = {
    left: left.graph.steps.has(step_id) ? { step: left.state.steps[step_id] } : null,
    right: right.graph.steps.has(step_id) ? { step: right.state.steps[step_id] } : null,
  };
  if (!sides.left || !sides.right) return { step_id, ...sides, verdict: "differs", aspects: ["presence"] };
  const one = sides.left.step;
  const other = sides.right.step;
  const over = isSettled(left.state, one) && isSettled(right.state, other);
  if (!over) return { step_id, ...sides, verdict: "open", aspects: [] };
  const ran = hasBegun(one) && hasBegun(other);
  const wentOn = hasGoneOn(one) && hasGoneOn(other);
  const differs: Record<StepAspect, boolean> = {
    presence: false,
    definition: changed,
    status: statusOf(one) !== statusOf(other),
    error: !sameError(one?.error, other?.error),
    // That a step which did not run has nothing to show is told by its status already.
    path: wentOn && partsWays(right.graph, step_id, edges),
    outputs: wentOn && !samePorts(outputsOfStep(one), outputsOfStep(other)),
    inputs: ran && !samePorts(inputsOfStep(left, step_id), inputsOfStep(right, step_id)),
    attempts: ran && one?.attempts !== other?.attempts,
    duration: ran && durationsDiffer(one?.duration_ms ?? null, other?.duration_ms ?? null),
    cost: ran && costsDiffer(one?.cost, other?.cost),
  };
  const aspects = STEP_ASPECTS.filter((aspect) => differs[aspect]);
  return { step_id, ...sides, verdict: verdictOf(true, aspects.length), aspects };
}

const SETTLED = ["completed", "failed", "skipped", "cancelled"];
const isSettled = (state: RunState, step: StepState | undefined) =>
  hasEnded(state.status) || SETTLED.includes(statusOf(step));
const statusOf = (step: StepState | undefined) => step?.status ?? "pending";
const hasBegun = (step: StepState | undefined) => step !== undefined && step.attempts > 0;
const hasGoneOn = (step: StepState | undefined) =>
  step?.status === "completed" || Object.keys(step?.outputs ?? {}).length > 0;

/** Whether an edge that both versions have carried a value in one run only. */
function partsWays(graph: SegmentGraph, step_id: string, edges: RunComparison["edges"]): boolean {
  return (graph.steps.get(step_id)?.outgoing ?? []).some((edge) => {
    const compared = edges.get(edgeKey(edge));
    return compared?.only != null && compared.left !== null;
  });
}

function sameError(left: RunError | null | undefined, right: RunError | null | undefined): boolean {
  if (!left || !right) return !left && !right;
  const { details: leftDetails = null, ...one } = left;
  const { details: rightDetails = null, ...other } = right;
  return equalJson(one, other) && equalJson(leftDetails, rightDetails);
}

/** Whether the difference is more than noise; what has no duration yet does not differ in it. */
export function durationsDiffer(left: number | null, right: number | null): boolean {
  if (left === null || right === null || Math.abs(left - right) < NOISE.ms) return false;
  return Math.max(left, right) >= Math.min(left, right) * NOISE.ratio;
}

export function costsDiffer(left: ModelCost = NO_COST, right: ModelCost = NO_COST): boolean {
  if (left.unpriced > 0 !== right.unpriced > 0) return true;
  return Math.max(left.usd, right.usd) > Math.min(left.usd, right.usd) * NOISE_OF_COST;
}

/** Milliseconds from the start to the end; null while it goes on. */
export function runDuration({ started_at, ended_at }: RunState): number | null {
  return ended_at === null ? null : Date.parse(ended_at) - Date.parse(started_at);
}

function runAspects(
  { state: left }: ComparedRun,
  { state: right }: ComparedRun,
  changes: readonly SegmentChange[],
): RunAspect[] {
  const differs: Record<RunAspect, boolean> = {
    status: left.status !== right.status,
    error: !sameError(left.error, right.error),
    outputs: !samePorts(outputsOfRun(left), outputsOfRun(right)),
    inputs: !samePorts(inputOfRun(left), inputOfRun(right)),
    version: changes.some(({ executes }) => executes),
    duration: durationsDiffer(runDuration(left), runDuration(right)),
    cost: costsDiffer(runCost(left), runCost(right)),
  };
  const order: readonly RunAspect[] = ["status", "error", "outputs", "inputs", "version", "duration", "cost"];
  return order.filter((aspect) => differs[aspect]);
}

function compareEdges(left: ComparedRun, right: ComparedRun): Map<string, EdgeComparison> {
  const edges = new Map<string, EdgeComparison>();
  const lefts = new Set((left.graph.segment.edges ?? []).map(edgeKey));
  for (const edge of right.graph.segment.edges ?? []) {
    const key = edgeKey(edge);
    const one = lefts.delete(key) ? edgeState(left.state, edge) : null;
    edges.set(key, compareEdge(left, right, edge, [one, edgeState(right.state, edge)]));
  }
  for (const edge of left.graph.segment.edges ?? []) {
    const key = edgeKey(edge);
    if (lefts.has(key)) edges.set(key, compareEdge(left, right, edge, [edgeState(left.state, edge), null]));
  }
  return edges;
}

function compareEdge(
  { state: leftRun }: ComparedRun,
  { state: rightRun }: ComparedRun,
  edge: Edge,
  [left, right]: readonly [EdgeState | null, EdgeState | null],
): EdgeComparison {
  const notTaken = (run: RunState, state: EdgeState | null) =>
    state === null || state === "dead" || (state === "open" && hasEnded(run.status));
  const only =
    left === "live" && notTaken(rightRun, right)
      ? "left"
      : right === "live" && notTaken(leftRun, left)
        ? "right"
        : null;
  return { edge, left, right, only };
}
