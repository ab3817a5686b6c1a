// What can never be true of a run, whatever happened to it. For tests, and for whoever looks over a journal.
import { hasEnded, type RunState, type StepState } from "../run/state.ts";
import type { GraphStep, SegmentGraph } from "../segment/graph.ts";
import type { Edge } from "../segment/schema.ts";

/**
 * Says in sentences what is wrong with a state: a completed run with a step that is still to do, a step that started
 * before what it waits for, a task that is open after the end. Empty for every state that the rules allow.
 */
export function checkRunState(graph: SegmentGraph, state: RunState): string[] {
  const wrong = [...checkRun(graph, state)];
  for (const [step_id, step] of Object.entries(state.steps)) {
    const drawn = graph.steps.get(step_id);
    if (!drawn) wrong.push(`The step “${step_id}” is not in the segment.`);
    else for (const what of checkStep(drawn, step, state)) wrong.push(`The step “${step_id}” ${what}.`);
  }
  return wrong;
}

const OPEN = ["scheduled", "running", "waiting", "retrying"];

function* checkRun(graph: SegmentGraph, state: RunState): Generator<string> {
  const steps = Object.values(state.steps);
  if (hasEnded(state.status) !== (state.ended_at !== null))
    yield `A ${state.status} run and its end disagree.`;
  if ((state.status === "completed") !== (state.outputs !== null)) yield "Only a completed run has outputs.";
  if ((state.status === "failed" || state.status === "timed_out") && !state.error)
    yield `A ${state.status} run says why.`;
  if (state.status === "completed") {
    for (const step_id of graph.steps.keys()) {
      const step = state.steps[step_id];
      if (!step || !isDone(step)) yield `The run completed without the step “${step_id}”.`;
    }
  }
  if (state.status === "waiting" && steps.some(({ status }) => status === "running"))
    yield "A waiting run has nothing under way.";
  const limit = state.config.max_concurrency ?? graph.segment.params?.max_concurrency ?? 16;
  const costly = Object.entries(state.steps).filter(
    ([step_id, { status }]) => status === "running" && graph.steps.get(step_id)?.contract?.effect !== "pure",
  );
  if (costly.length > limit) yield `${costly.length} steps are under way where ${limit} may be.`;
}

/** Ended with something to flow on, even if that is nothing. */
function isDone(step: StepState): boolean {
  return ["completed", "failed", "skipped"].includes(step.status) && step.outputs !== null;
}

function* checkStep(drawn: GraphStep, step: StepState, state: RunState): Generator<string> {
  if (OPEN.includes(step.status) && hasEnded(state.status)) yield `is ${step.status} after the end`;
  if (step.task?.status === "open" && step.status !== "waiting") yield `asks a person while ${step.status}`;
  const childrenRun = step.children?.runs.some(({ status }) => status === "started") ?? false;
  if (childrenRun && step.status !== "waiting") yield `has runs under way while ${step.status}`;
  if (step.status === "completed" && (step.outputs === null || step.error))
    yield "completed and failed at once";
  if (step.status === "skipped" && step.outputs === null) yield "was skipped without a word on its outputs";
  if (step.status === "failed" && !step.error) yield "failed without a reason";
  if (step.status === "retrying" && (step.retry_at === null || !step.error))
    yield "is retried without a time";
  if (step.outputs !== null && !isDone(step)) yield `has outputs while ${step.status}`;
  if (step.attempts < step.lost) yield "lost more attempts than it made";
  yield* checkWayIn(drawn, step, state);
}

/** What has begun had something to begin with; what was skipped as dead had nothing. */
function* checkWayIn(drawn: GraphStep, step: StepState, state: RunState): Generator<string> {
  if (["pending", "cancelled"].includes(step.status) || step.skip_reason === "join_satisfied") return;
  // Of a run of one step, everything else is only said.
  if (step.skip_reason === "not_asked") return;
  if (state.part?.kind === "step" && state.part.step_id !== drawn.step.step_id) return;
  const { incoming, contract } = drawn;
  if (incoming.length === 0) {
    if (step.skip_reason === "dead_path") yield "was skipped though nothing leads into it";
    return;
  }
  const live = incoming.filter((edge) => isLive(edge, state)).length;
  const open = incoming.filter((edge) => !hasOutputs(edge, state)).length;
  if (step.skip_reason === "dead_path") {
    if (live + open > 0) yield "was skipped though a way into it is not dead";
    return;
  }
  const eager = (contract?.join_strategy?.(drawn.step.config ?? {}) ?? "all") !== "all";
  if (live === 0) yield "began though no way into it is live";
  else if (open > 0 && !eager) yield "began before every way into it was decided";
}

function hasOutputs(edge: Edge, state: RunState): boolean {
  return (state.steps[edge.source_step]?.outputs ?? null) !== null;
}

function isLive(edge: Edge, state: RunState): boolean {
  return Object.hasOwn(state.steps[edge.source_step]?.outputs ?? {}, edge.source_port);
}
