// The state of a run as its journal says; of a long journal only what came after the last checkpoint is read.
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { foldEvents } from "@worktrail/shared/run/fold-events";
import { reduceRun } from "@worktrail/shared/run/reduce";
import type { RunState } from "@worktrail/shared/run/state";
import { storedIn, withStored } from "@worktrail/shared/run/stored-values";
import type { Storage } from "../db/storage.ts";
import { readEvents, readJournals } from "../journal/read-journal.ts";
import { readAllValues } from "../values/repo.ts";
import { requireKnown } from "./newer-run.ts";
import { CHECKPOINT_EVENTS, type RunKey, readCheckpoint } from "./repo.ts";

type Query = Pick<Storage, "query">;
/** `last_seq` says whether there may be a checkpoint: a short journal costs one statement. */
type Journal = RunKey & { last_seq: number };

export type Folded = {
  /** Null for a run that is still queued. */
  state: RunState | null;
  /** The last event that the checkpoint knew which the fold began at; 0 for none. */
  checkpoint_seq: number;
};

/**
 * The state without its large values: null where each of them stood, as `storedIn` tells. For those who look, so that
 * events of a newer version do not keep them from what is known.
 */
export async function foldSlim(storage: Query, run: Journal): Promise<Folded> {
  const from = run.last_seq < CHECKPOINT_EVENTS ? null : await readCheckpoint(storage, run);
  const events = await readEvents(storage, run, from?.last_seq ?? 0);
  return { state: foldEvents(events, from), checkpoint_seq: from?.last_seq ?? 0 };
}

/** The state with every value in place, as the engine needs it. */
export async function foldJournal(storage: Query, run: Journal): Promise<Folded> {
  const from = run.last_seq < CHECKPOINT_EVENTS ? null : await readCheckpoint(storage, run);
  return foldWhole(storage, run, from, await readEvents(storage, run, from?.last_seq ?? 0));
}

/** The states of several runs, by run: the journals that are short are read at once. */
export async function foldJournals(storage: Query, runs: readonly Journal[]): Promise<Map<string, Folded>> {
  const short = runs.filter(({ last_seq }) => last_seq < CHECKPOINT_EVENTS);
  const journals = await readJournals(storage, short);
  const folded = new Map<string, Folded>();
  for (const run of runs) {
    const events = journals.get(run.run_id);
    folded.set(
      run.run_id,
      events ? await foldWhole(storage, run, null, events) : await foldJournal(storage, run),
    );
  }
  return folded;
}

/** @param from the checkpoint that `events` go on from */
async function foldWhole(
  storage: Query,
  run: Journal,
  from: RunState | null,
  events: readonly WorktrailEvent[],
): Promise<Folded> {
  requireKnown(events);
  const known = from ? storedIn(from) : [];
  const added = events.flatMap(({ stored = [] }) => stored);
  const values = await readAllValues(
    storage,
    run,
    [...known, ...added].map(({ hash }) => hash),
  );
  const whole = events.map((event) => (event.stored ? withStored(event, event.stored, values) : event));
  return {
    state: reduceRun(whole, from && withStored(from, known, values)),
    checkpoint_seq: from?.last_seq ?? 0,
  };
}
