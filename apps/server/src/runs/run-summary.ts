import type { RunStartedBy } from "@worktrail/shared/api/runs-list";
import type { RunParent } from "@worktrail/shared/run/events";
import { priorityOf } from "@worktrail/shared/run/priority";
import { staleOf } from "./lost-sight.ts";
import type { RunSummaryRow } from "./repo.ts";

/** What lists and the run itself say of its row. */
export function summaryOf(row: RunSummaryRow) {
  return {
    run_id: row.run_id,
    segment_id: row.segment_id,
    segment_name: row.segment_name ?? row.segment_id,
    revision: row.revision,
    version_name: row.version_name,
    status: row.status,
    started_by: { user_id: row.started_by, name: row.started_by_name ?? "A former member" },
    trigger: triggerOf(row),
    created_at: row.created_at.toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    ended_at: row.ended_at?.toISOString() ?? null,
    parent: parentOf(row),
    /** The run that it repeats. */
    repeats: row.repeats_run_id,
    priority: priorityOf(row.priority),
    /** It failed because no server could bring it to an end. */
    dead_letter: row.dead_letter,
    /** US dollars of its own model calls, without those of the runs below it; null where no call had a price. */
    cost_usd: row.cost_usd,
    /** It should go on, and nobody shows that it does: never to be told as running. */
    stale: staleOf(row),
  };
}

function triggerOf({ parent_run_id, by_schedule, by_hand }: RunSummaryRow): RunStartedBy {
  if (parent_run_id !== null) return "run";
  if (by_schedule) return "schedule";
  return by_hand ? "hand" : "api";
}

/** The place in another run that started this one; null for a run that people or the world started. */
function parentOf({
  parent_run_id: run_id,
  parent_step_id: step_id,
  iteration,
}: RunSummaryRow): RunParent | null {
  return run_id === null || step_id === null || iteration === null ? null : { run_id, step_id, iteration };
}
