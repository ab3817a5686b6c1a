// What the last runs of a segment recorded of some of its steps.
import type { RunState, StepState } from "@worktrail/shared/run/state";
import { fetchLastRun, type RunReader } from "../last-run/fetch-last-run.ts";

export type Recorded = { readonly run_id: string; readonly state: RunState };

export type RunsReader = Pick<RunReader, "events"> & {
  /** The newest runs first. */
  readonly recent: (segment_id: string, limit: number) => Promise<readonly { readonly run_id: string }[]>;
};

/** How far back it is looked: a run of a part knows nothing of the other steps, the one before it may. */
const LOOKED_AT = 5;

/** The newest of the last runs that knows all of these steps; else the one that knows most of them. */
export async function fetchRecorded(
  reader: RunsReader,
  segment_id: string,
  step_ids: readonly string[],
): Promise<Recorded | null> {
  let best: { recorded: Recorded; knows: number } | null = null;
  for (const { run_id } of await reader.recent(segment_id, LOOKED_AT)) {
    const run = await fetchLastRun(
      { newest: async () => ({ run_id }), events: reader.events },
      segment_id,
      null,
    );
    if (!run) continue;
    const knows = step_ids.filter((step_id) => hasOutcome(run.state.steps[step_id])).length;
    if (best === null || knows > best.knows) best = { recorded: run, knows };
    if (knows === step_ids.length) break;
  }
  return best?.recorded ?? null;
}

/** Whether a later run can take it over. */
export function hasOutcome(
  step: StepState | undefined,
): step is StepState & { outputs: NonNullable<StepState["outputs"]> } {
  if (!step?.outputs || step.skip_reason === "not_asked") return false;
  return step.status === "completed" || step.status === "failed" || step.status === "skipped";
}
