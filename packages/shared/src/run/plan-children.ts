import type { JsonValue } from "../json.ts";
import type { ChildrenPlan } from "./events.ts";
import type { ChildrenState, ChildState } from "./state.ts";

export type ChildStart = { iteration: number; input: JsonValue; after_seq: number };
/** `settle`: enough of them have ended for the step to end. */
export type ChildrenStep = { settle: true } | { settle: false; starts: ChildStart[] };

/** What a step that runs another segment does next. */
export function planChildren(children: ChildrenState): ChildrenStep {
  const { plan, runs } = children;
  if (!plan) return { settle: false, starts: [] };
  if (failedChild(children)) return { settle: true };
  return plan.mode === "until" ? nextOfLoop(plan, runs) : nextOfList(plan, runs);
}

/** The run with which the step fails; null while none does. */
export function failedChild({ plan, runs }: ChildrenState): ChildState | null {
  const tolerated = plan?.mode === "for_each" && plan.on_item_error === "continue";
  return tolerated ? null : (runs.find(({ status }) => status === "failed") ?? null);
}

function nextOfList(plan: ChildrenPlan, runs: readonly ChildState[]): ChildrenStep {
  const known = new Map(runs.map((run) => [run.iteration, run]));
  const starts: ChildStart[] = [];
  let open = runs.filter(({ status }) => status === "started").length;
  let ended = true;
  for (const [index, input] of plan.inputs.entries()) {
    const run = known.get(index + 1);
    if (run?.status === "completed" || run?.status === "failed") continue;
    ended = false;
    if (run?.status === "started") continue;
    if (open >= plan.max_concurrency) break;
    open += 1;
    starts.push({ iteration: index + 1, input, after_seq: run?.ended_seq ?? 0 });
  }
  return ended ? { settle: true } : { settle: false, starts };
}

function nextOfLoop(plan: ChildrenPlan, runs: readonly ChildState[]): ChildrenStep {
  const last = runs.at(-1);
  if (!last) return { settle: false, starts: [start(1, plan.inputs[0] ?? null, 0)] };
  switch (last.status) {
    case "completed":
      if (last.done || last.iteration >= plan.max_iterations) return { settle: true };
      return { settle: false, starts: [start(last.iteration + 1, last.output, 0)] };
    case "pending": {
      const before = runs.at(-2);
      const input = before ? before.output : (plan.inputs[0] ?? null);
      return { settle: false, starts: [start(last.iteration, input, last.ended_seq)] };
    }
    default:
      return { settle: false, starts: [] };
  }
}

/** The input of one run of a plan. @param before the run of the iteration before it */
export function childInput(plan: ChildrenPlan, child: ChildState, before: ChildState | null): JsonValue {
  if (plan.mode === "until" && before) return before.output;
  return plan.inputs[child.iteration - 1] ?? null;
}

const start = (iteration: number, input: JsonValue, after_seq: number): ChildStart => ({
  iteration,
  input,
  after_seq,
});
