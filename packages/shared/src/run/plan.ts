// What must happen next. Pure and total: the same journal at the same time always gives the same plan.
import type { GraphStep, SegmentGraph } from "../segment/graph.ts";
import type { Edge } from "../segment/schema.ts";
import type { RunCommand } from "./commands.ts";
import type { RunError } from "./events.ts";
import { type EdgeState, edgeState, passedOn, runOutputs, stepInputs } from "./flow.ts";
import { planChildren } from "./plan-children.ts";
import { planTimers } from "./plan-timers.ts";
import { type ChildrenState, hasEnded, type RunState, type StepStatus } from "./state.ts";

/** Steps of one run under way at once, unless the segment or the run says otherwise. */
const DEFAULT_CONCURRENCY = 16;

type Plan = {
  readonly graph: SegmentGraph;
  readonly state: RunState;
  readonly now: string;
  readonly commands: RunCommand[];
  /** Steps that this plan skips: their edges count as dead for the steps behind them. */
  readonly skipped: Set<string>;
  room: number;
};

/**
 * Says what must happen next in a run. Empty while it waits for a step, a person or a time, while it is
 * paused, and once it has ended. Never starts a step that is under way or has ended.
 *
 * @param now RFC 3339; timers and retries that are due by then are due
 */
export function planRun(graph: SegmentGraph, state: RunState, now: string): RunCommand[] {
  if (hasEnded(state.status)) return [];
  const plan: Plan = { graph, state, now, commands: [], skipped: new Set(), room: freeRoom(graph, state) };
  const timedOut = planTimers(graph, state, now, plan.commands);
  if (timedOut || state.status === "paused") return plan.commands;
  const failure = failedStep(graph, state);
  if (failure) return [failure];
  if (graph.hasEagerJoins) planLosers(plan);
  for (const step_id of graph.order) {
    const step = graph.steps.get(step_id);
    if (step) planStep(plan, step);
  }
  return plan.commands.length > 0 ? plan.commands : planEnd(graph, state);
}

function freeRoom(graph: SegmentGraph, state: RunState): number {
  const limit = state.config.max_concurrency ?? graph.segment.params?.max_concurrency ?? DEFAULT_CONCURRENCY;
  let running = 0;
  for (const step_id in state.steps) if (state.steps[step_id]?.status === "running") running += 1;
  return limit - running;
}

function statusOf(state: RunState, step_id: string): StepStatus {
  return state.steps[step_id]?.status ?? "pending";
}

function failedStep(graph: SegmentGraph, state: RunState): RunCommand | null {
  for (const step_id in state.steps) {
    const step = state.steps[step_id];
    if (step?.status !== "failed" || step.outputs !== null || !step.error) continue;
    const name = graph.steps.get(step_id)?.step.name ?? step_id;
    const error: RunError = { ...step.error, error_message: `“${name}” failed: ${step.error.error_message}` };
    return { type: "fail_run", error, step_id };
  }
  return null;
}

function planStep(plan: Plan, step: GraphStep): void {
  const { step_id } = step.step;
  if (plan.skipped.has(step_id)) return;
  const known = plan.state.steps[step_id];
  switch (known?.status ?? "pending") {
    case "pending":
    case "scheduled":
      planUnstarted(plan, step);
      return;
    case "retrying":
      if (known?.retry_at && known.retry_at <= plan.now) start(plan, step);
      return;
    case "waiting":
      if (known?.task?.status === "completed" && known.task.decision) {
        const inputs = stepInputs(step, plan.state);
        plan.commands.push({ type: "resume_step", step_id, decision: known.task.decision, inputs });
      }
      if (known?.children) planWaitingChildren(plan, step, known.children);
      return;
    default:
      return;
  }
}

function planWaitingChildren(plan: Plan, step: GraphStep, children: ChildrenState): void {
  const { step_id } = step.step;
  const next = planChildren(children);
  if (next.settle) {
    plan.commands.push({ type: "settle_children", step_id, inputs: stepInputs(step, plan.state) });
    return;
  }
  for (const child of next.starts) plan.commands.push({ type: "start_child", step_id, ...child });
}

function planUnstarted(plan: Plan, step: GraphStep): void {
  switch (readiness(plan, step)) {
    case "wait":
      return;
    case "dead":
      plan.skipped.add(step.step.step_id);
      plan.commands.push({ type: "skip_step", step_id: step.step.step_id, reason: "dead_path" });
      return;
    case "ready":
      if (step.step.disabled) {
        const outputs = passedOn(step, plan.state);
        plan.commands.push({ type: "pass_step", step_id: step.step.step_id, outputs });
        return;
      }
      if (plan.state.given && giveStep(plan, plan.state.given, step.step.step_id)) return;
      start(plan, step);
  }
}

function giveStep(plan: Plan, given: NonNullable<RunState["given"]>, step_id: string): boolean {
  const own = Object.hasOwn(given, step_id) ? given[step_id] : undefined;
  if (own) plan.commands.push({ type: "give_step", step_id, given: own });
  return own !== undefined;
}

/** Walking in topological order, each edge is decided after the steps before it: one pass is the fixpoint. */
function readiness(plan: Plan, step: GraphStep): "wait" | "ready" | "dead" {
  let live = step.incoming.length === 0;
  let open = false;
  for (const edge of step.incoming) {
    const state = decided(plan, edge);
    live ||= state === "live";
    open ||= state === "open";
  }
  if (open && !(live && isEager(step))) return "wait";
  return live ? "ready" : "dead";
}

function decided(plan: Plan, edge: Edge): EdgeState {
  return plan.skipped.has(edge.source_step) ? "dead" : edgeState(plan.state, edge);
}

/** Ready as soon as one branch is live. */
export function isEager(step: GraphStep): boolean {
  return step.join !== "all";
}

/** Pure steps end within the same turn and so are never held back. */
function start(plan: Plan, step: GraphStep): void {
  const { step_id } = step.step;
  const pure = step.contract?.effect === "pure";
  if (!pure && plan.room <= 0) {
    if (statusOf(plan.state, step_id) !== "scheduled") plan.commands.push({ type: "schedule_step", step_id });
    return;
  }
  if (!pure) plan.room -= 1;
  const attempt = (plan.state.steps[step_id]?.attempts ?? 0) + 1;
  plan.commands.push({ type: "start_step", step_id, attempt, inputs: stepInputs(step, plan.state) });
}

/**
 * Behind an eager join that has started, a step whose every way on leads into such a join has lost:
 * nothing will look at its result.
 */
function planLosers(plan: Plan): void {
  const { graph, state } = plan;
  const pointless = new Set<string>();
  for (const [step_id, step] of graph.steps) {
    const status = statusOf(state, step_id);
    // A join that nobody asked for has not had what it needs.
    if (state.part && state.steps[step_id]?.skip_reason === "not_asked") continue;
    if (isEager(step) && status !== "pending" && status !== "scheduled") pointless.add(step_id);
  }
  if (pointless.size === 0) return;
  for (const step_id of graph.order.toReversed()) {
    const step = graph.steps.get(step_id);
    if (!step || step.outgoing.length === 0) continue;
    if (!step.outgoing.every((edge) => pointless.has(edge.target_step))) continue;
    if (["completed", "failed", "cancelled"].includes(statusOf(state, step_id))) continue;
    pointless.add(step_id);
    if (statusOf(state, step_id) === "skipped") continue;
    plan.skipped.add(step_id);
    plan.commands.push({ type: "skip_step", step_id, reason: "join_satisfied" });
  }
}

function planEnd(graph: SegmentGraph, state: RunState): RunCommand[] {
  let done = true;
  for (const step_id of graph.steps.keys()) {
    const status = statusOf(state, step_id);
    if (status === "running" || status === "waiting" || status === "retrying") return [];
    done &&= status === "completed" || status === "failed" || status === "skipped";
  }
  if (done) return [{ type: "complete_run", outputs: runOutputs(graph, state) }];
  const error: RunError = {
    error_type: "RunStuck",
    error_message:
      "Some steps can never start. Check the segment for cycles, correct it and start a new run.",
    error_code: "RUN_STUCK",
    recoverable: false,
  };
  return [{ type: "fail_run", error, step_id: null }];
}
