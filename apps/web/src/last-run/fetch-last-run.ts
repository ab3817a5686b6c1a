// The newest run of a segment, folded from its journal as the run view folds it.
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { foldEvents } from "@worktrail/shared/run/fold-events";
import type { RunState } from "@worktrail/shared/run/state";

export type LastRun = { readonly run_id: string; readonly started_at: string; readonly state: RunState };

export type RunReader = {
  readonly newest: (segment_id: string) => Promise<{ readonly run_id: string } | undefined>;
  readonly events: (
    run_id: string,
    after_seq: number,
    limit: number,
  ) => Promise<{ readonly events: readonly WorktrailEvent[]; readonly last_seq: number }>;
};

const PAGE = 2_000;
/** What a person looks at beside a form is not worth more of the journal than this. */
const MAX_PAGES = 10;

/**
 * Goes on from what is known of the same run already, so that a run which is under way is not read anew each time.
 * Null where the segment never ran.
 */
export async function fetchLastRun(
  reader: RunReader,
  segment_id: string,
  known: LastRun | null,
): Promise<LastRun | null> {
  const newest = await reader.newest(segment_id);
  if (!newest) return null;
  const { run_id } = newest;
  let state = known?.run_id === run_id ? known.state : null;
  for (let page = 0; page < MAX_PAGES; page++) {
    const after_seq: number = state?.last_seq ?? 0;
    const { events, last_seq } = await reader.events(run_id, after_seq, PAGE);
    state = foldEvents(events, state);
    if (!state || state.last_seq >= last_seq || state.last_seq === after_seq) break;
  }
  // Claimed by nobody yet, it has nothing to show; the one before it has.
  if (!state) return known;
  return known?.state === state ? known : { run_id, started_at: state.started_at, state };
}
