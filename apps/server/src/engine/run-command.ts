// What people do to a run from outside, from any process: one transaction that locks the run, checks, appends.
import { AppError } from "@worktrail/shared/errors";
import type { EventDraft } from "@worktrail/shared/run/events";
import { reduceRun } from "@worktrail/shared/run/reduce";
import { hasEnded, hasTasks, nextWake, type RunState } from "@worktrail/shared/run/state";
import { foldJournal } from "../checkpoints/fold-journal.ts";
import type { Storage } from "../db/storage.ts";
import type { RunAppend, SequencedEvent } from "../journal/append.ts";
import { commitWithin } from "../journal/commit-appends.ts";
import { execute } from "../journal/execute.ts";
import { leaveDeadLetters } from "../journal/project-dead-letters.ts";
import { RUN_COLUMNS, type RunRow } from "../journal/read-journal.ts";
import { sequenceEvent } from "../journal/sequence.ts";
import { setAside } from "../values/set-aside.ts";
import { openChildren } from "./child-steps.ts";
import type { Reader } from "./graphs.ts";
import { projectRun } from "./projection.ts";
import { startedDraft } from "./started-draft.ts";

/** Other processes hear of a change to a run that they drive on this channel; the payload is its id. */
export const MOVED_CHANNEL = "worktrail_run_moved";

export type CommandTarget = { organization_id: string; run_id: string };
export type CommandResult = {
  state: RunState;
  append: RunAppend | null;
  /** True when this process holds the run now. */
  mine: boolean;
};

/**
 * The events to append, in order; none when there is nothing to do.
 * What it reads it reads through `reader`, the transaction that holds the run.
 */
export type Decide = (
  state: RunState,
  row: RunRow,
  reader: Reader,
) => readonly EventDraft[] | Promise<readonly EventDraft[]>;

/**
 * Appends what `decide` says to the journal of a run, whoever drives it.
 * @param wakes whether the run has something to do afterwards, so that a parked one needs a driver
 * @throws AppError NOT_FOUND, and whatever `decide` throws: then nothing is written
 */
export async function appendFromOutside(
  storage: Storage,
  { organization_id, run_id }: CommandTarget,
  worker: { worker_id: string; now: Date; wakes: boolean },
  decide: Decide,
): Promise<CommandResult> {
  return storage.db.transaction(async (tx) => {
    const [row] = await execute<RunRow>(
      tx,
      `select ${RUN_COLUMNS} from runs where run_id = $1 and organization_id = $2 for update`,
      [run_id, organization_id],
    );
    if (!row) throw new AppError("NOT_FOUND", "There is no such run.");
    const reader: Reader = { query: (text, params = []) => execute(tx, text, params) };
    const { before, first } = await foldLocked(reader, row, worker.now);
    const drafts = [...first, ...(await decide(before, row, reader))];
    if (drafts.length === first.length) return { state: before, append: null, mine: false };
    const events: SequencedEvent[] = [];
    const identity = { run_id, tenant_id: organization_id, segment_id: row.segment_id };
    for (const draft of drafts)
      events.push(setAside(sequenceEvent(identity, row.last_seq + events.length, draft)));
    const state =
      reduceRun(
        events.map(({ event }) => event),
        row.last_seq === 0 ? null : before,
      ) ?? before;
    const append = appendTo(row, before, state, events, worker);
    await commitWithin(storage, tx, [append]);
    if (hasEnded(before.status) && !hasEnded(state.status)) await leaveDeadLetters(tx, run_id);
    if (row.claim_id !== null && row.claim_id !== worker.worker_id) {
      await execute(tx, "select pg_notify($1, $2)", [MOVED_CHANNEL, run_id]);
    }
    return { state, append, mine: append.next_claim === worker.worker_id };
  });
}

/** A queued run has no journal yet: what comes from outside begins it. */
async function foldLocked(
  reader: Reader,
  row: RunRow,
  now: Date,
): Promise<{ before: RunState; first: readonly EventDraft[] }> {
  const { state } = await foldJournal(reader, row);
  if (state) return { before: state, first: [] };
  const draft = await startedDraft(reader, row, now);
  const identity = { run_id: row.run_id, tenant_id: row.organization_id, segment_id: row.segment_id };
  const begun = reduceRun([sequenceEvent(identity, 0, draft).event]);
  if (!begun) throw new Error("A run that has started has a state.");
  return { before: begun, first: [draft] };
}

function appendTo(
  row: RunRow,
  before: RunState,
  state: RunState,
  events: readonly SequencedEvent[],
  worker: { worker_id: string; now: Date; wakes: boolean },
): RunAppend {
  const ended = hasEnded(state.status);
  const taken = worker.wakes ? worker.worker_id : null;
  return {
    organization_id: row.organization_id,
    run_id: row.run_id,
    expected_seq: row.last_seq,
    claim_id: row.claim_id,
    next_claim: ended ? null : (row.claim_id ?? taken),
    events,
    projection: projectRun(state, nextWake(state, worker.now.toISOString())),
    start: null,
    wake_by_job: false,
    has_tasks: hasTasks(state),
    ends_child_of: ended ? (state.parent?.run_id ?? null) : null,
    stops: ended ? openChildren(before).map(({ child }) => child.run_id) : [],
  };
}
