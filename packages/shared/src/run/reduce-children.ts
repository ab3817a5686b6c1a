// What the journal of a run says about the runs that one of its steps has started.
import { assertNever } from "../errors.ts";
import type { ChildrenPlan, EventOf } from "./events.ts";
import type { ChildrenState, ChildState } from "./state.ts";

/** A new attempt keeps what completed before and does the rest again. */
export function plannedChildren(before: ChildrenState | null, plan: ChildrenPlan): ChildrenState {
  const runs = (before?.runs ?? []).map((child) =>
    child.status === "completed" ? child : { ...child, status: "pending" as const, error: null },
  );
  const { segment_id, revision } = plan;
  return { plan, segment_id, revision, total: plan.mode === "until" ? null : plan.inputs.length, runs };
}

type ChildEvent = EventOf<"action.started" | "action.completed" | "action.failed">;

export function reduceChildren(before: ChildrenState, event: ChildEvent): ChildrenState {
  const { child } = event.payload;
  if (!child) return before;
  const known = before.runs.findIndex(({ run_id }) => run_id === child.run_id);
  const earlier = before.runs[known];
  if (event.event_type === "action.started") {
    if (earlier) return withRun(before, known, { ...earlier, status: "started" });
    return { ...before, runs: [...before.runs, startedChild(child)] };
  }
  if (earlier?.status !== "started") return before;
  switch (event.event_type) {
    case "action.completed": {
      const { output = null, done = false } = event.payload.child ?? {};
      const after = withRun(before, known, { ...earlier, status: "completed", error: null, output, done });
      return before.plan?.mode === "until" ? withoutOutputsBefore(after, known) : after;
    }
    case "action.failed": {
      const ended_seq = event.payload.child?.seq ?? 0;
      return withRun(before, known, { ...earlier, status: "failed", error: event.error, ended_seq });
    }
    default:
      return assertNever(event);
  }
}

function startedChild({ run_id, iteration }: { run_id: string; iteration: number }): ChildState {
  return { run_id, iteration, status: "started", output: null, error: null, ended_seq: 0, done: false };
}

function withRun(before: ChildrenState, index: number, run: ChildState): ChildrenState {
  return { ...before, runs: before.runs.with(index, run) };
}

/** A loop goes on from its last output; the ones before are in the journals of their runs. */
function withoutOutputsBefore(before: ChildrenState, index: number): ChildrenState {
  const earlier = before.runs[index - 1];
  return earlier && earlier.output !== null
    ? withRun(before, index - 1, { ...earlier, output: null })
    : before;
}

/** The step has ended without them: what is still under way no longer counts. What completed is kept for a retry. */
export function stopChildren(before: ChildrenState): ChildrenState {
  if (!before.runs.some(({ status }) => status === "started")) return before;
  const runs = before.runs.map((run) =>
    run.status === "started" ? { ...run, status: "cancelled" as const } : run,
  );
  return { ...before, runs };
}

/** The step will never be tried again: inputs and outputs of its runs need not be carried along. */
export function settleChildren(before: ChildrenState): ChildrenState {
  const { runs } = stopChildren(before);
  return { ...before, plan: null, runs: runs.map((run) => ({ ...run, output: null })) };
}
