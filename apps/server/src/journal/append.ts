// What the writer is given: a run's next events with everything that has to be written beside them.
import type { RunError, RunParent, WorktrailEvent } from "@worktrail/shared/run/events";
import type { RunStatus } from "@worktrail/shared/run/state";

/** A value too large for the journal; `text` is its JSON. */
export type AsideValue = { readonly hash: string; readonly text: string };

/** An event with its place in the journal, and the bytes that go to the journal. Serialised once. */
export type SequencedEvent = {
  readonly event: WorktrailEvent;
  readonly text: string;
  /** What `event` holds and `text` does not; it is written beside the journal. */
  readonly values?: readonly AsideValue[];
};

/** The columns of `runs` that follow from the journal. */
export type RunProjection = {
  status: RunStatus;
  outputs: unknown;
  error: RunError | null;
  started_at: string | null;
  ended_at: string | null;
  /** When the run has to be looked at although nothing else happens. */
  wake_at: string | null;
};

/** The columns of `runs` that never change: given with the first events of a run. */
export type NewRun = {
  project_id: string;
  segment_id: string;
  revision: number | null;
  /** The segment as JSON text, where no revision holds it. */
  document: string | null;
  input: unknown;
  config: unknown;
  idempotency_key: string | null;
  started_by: string;
  /** See `priorityRank`. */
  priority: number;
  /** Null for a run that no other run started. */
  parent: RunParent | null;
  depth: number;
  /** Null unless a person asked for it in the browser. */
  by_hand: true | null;
  repeats_run_id: string | null;
};

export type RunAppend = {
  readonly organization_id: string;
  readonly run_id: string;
  /** `last_seq` of the journal that these events were planned on. */
  readonly expected_seq: number;
  /** The claim that the run has to be under for this append to count. */
  readonly claim_id: string | null;
  /** The claim that it leaves behind; null gives the run back. */
  readonly next_claim: string | null;
  readonly events: readonly SequencedEvent[];
  readonly projection: RunProjection;
  /** Set for the append that makes the run. */
  readonly start: NewRun | null;
  /** Puts a job into the queue, in the same transaction, that wakes the run at `wake_at`. */
  readonly wake_by_job: boolean;
  /** Whether a step of the run has asked a person: then its end closes what is open. */
  readonly has_tasks: boolean;
  /** The run that waits for this one, set for the append with which this one ends: it is told in the same transaction. */
  readonly ends_child_of: string | null;
  /** Runs that this one has started and does not wait for any more: they are cancelled once this is durable. */
  readonly stops: readonly string[];
};

/** Another process holds the run now: everything in memory about it is worthless. */
export class ClaimLost extends Error {
  override readonly name = "ClaimLost";
}

/** Somebody else appended in between: fold the journal again and plan anew. */
export class SeqMoved extends Error {
  override readonly name = "SeqMoved";
}

/** A run with this idempotency key exists already. */
export class StartedBefore extends Error {
  override readonly name = "StartedBefore";
}
