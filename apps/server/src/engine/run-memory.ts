// A run while this process drives it. Only its own drive loop changes it, except for the flags and `facts`.
import type { EventDraft } from "@worktrail/shared/run/events";
import { reduceRun } from "@worktrail/shared/run/reduce";
import { hasEnded, type RunState } from "@worktrail/shared/run/state";
import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import { StepFailure } from "@worktrail/shared/step/failure";
import type { Folded } from "../checkpoints/fold-journal.ts";
import type { NewRun, SequencedEvent } from "../journal/append.ts";
import { type RunIdentity, sequenceEvent } from "../journal/sequence.ts";
import { setAside, sizeOf } from "../values/set-aside.ts";
import type { ChildEnd, PlannedChildren } from "./child-steps.ts";
import type { Attempt } from "./context.ts";
import type { Outcome } from "./run-attempt.ts";
import type { TaskQuestion } from "./task-steps.ts";

/** What came of an attempt outside: it happened, whatever the journal says meanwhile. */
export type Fact = {
  step_id: string;
  attempt: number;
  started_at: string;
  ended_at: string;
  duration_ms: number;
  /** Calls made on the way, in their order. */
  records: readonly EventDraft[];
  outcome: Outcome | TaskQuestion | PlannedChildren;
};

/** `look_again`: somebody looked while it was being started, and may have missed its end. */
export type Launch = "starting" | "look_again" | ChildEnd;

export type RunMemory = {
  readonly identity: RunIdentity;
  readonly graph: SegmentGraph;
  /** Null before the first event. Includes what is pending. */
  state: RunState | null;
  /** The claim that the row of this run is under, as far as this process knows. */
  claim_id: string | null;
  durable_seq: number;
  /** Characters of all its events, with the pending ones and with large values. */
  journal_bytes: number;
  /** It has been told that the run is large. */
  large: boolean;
  /** The last event that a kept state knows. */
  checkpoint_seq: number;
  /** Sequenced, perhaps not folded yet, and not durable. */
  pending: SequencedEvent[];
  folded: number;
  start: NewRun | null;
  facts: Fact[];
  /** Facts whose events are pending. */
  unsettled: Fact[];
  /** External attempts whose `step.started` is not durable yet. */
  starts: Attempt[];
  /** Attempts under way outside, by step. */
  readonly running: Map<string, { attempt: number; abort: AbortController }>;
  /** Look how the runs do that this one has started: some may have to be started, some may have ended. */
  look: boolean;
  /** Ends of runs that this one has started, not recorded yet. */
  child_ends: ChildEnd[];
  /** Runs that this process is starting for this one now, and those of them that can't be. */
  readonly launching: Map<string, Launch>;
  /** Runs to cancel once what is pending is durable. */
  stops: string[];
  /** While the runs that this one has started move, it stays in memory until then; in ms. */
  stay_until: number;
  driving: boolean;
  /** Look again once the present turn is over. */
  again: boolean;
  /** Somebody else appended: read the journal before going on. */
  stale: boolean;
  gone: boolean;
  timer: NodeJS.Timeout | null;
  /** Settles when the first events are durable. */
  readonly started: PromiseWithResolvers<void>;
};

export function newRunMemory(identity: RunIdentity, graph: SegmentGraph, start: NewRun | null): RunMemory {
  const started = Promise.withResolvers<void>();
  // Whoever starts a run looks at it; without anybody looking, a refusal must not end the process.
  started.promise.catch(() => undefined);
  return {
    identity,
    graph,
    state: null,
    claim_id: null,
    durable_seq: 0,
    journal_bytes: 0,
    large: false,
    checkpoint_seq: 0,
    pending: [],
    folded: 0,
    start,
    facts: [],
    unsettled: [],
    starts: [],
    running: new Map(),
    look: false,
    child_ends: [],
    launching: new Map(),
    stops: [],
    stay_until: 0,
    driving: false,
    again: false,
    stale: false,
    gone: false,
    timer: null,
    started,
  };
}

/** Puts the memory back to what the journal says; facts that were not durable are kept for another try. */
export function refold(run: RunMemory, { state, checkpoint_seq }: Folded, journal_bytes: number): void {
  run.state = state;
  run.checkpoint_seq = checkpoint_seq;
  run.journal_bytes = journal_bytes;
  run.durable_seq = run.state?.last_seq ?? 0;
  run.pending = [];
  run.folded = 0;
  run.starts = [];
  run.stops = [];
  run.child_ends = [];
  run.look = true;
  run.facts = [...run.unsettled, ...run.facts];
  run.unsettled = [];
  run.stale = false;
}

/** Gives drafts their place. `fold` makes the state know them. */
export function record(run: RunMemory, drafts: readonly EventDraft[], max_characters: number): void {
  let seq = run.durable_seq + run.pending.length;
  const sequenced = drafts.map((draft) => sequenceEvent(run.identity, seq++, draft));
  const tooLarge = sequenced.find(({ text }) => text.length > max_characters);
  if (tooLarge) throw new EventTooLarge(tooLarge.text.length, max_characters);
  for (const one of sequenced) {
    const kept = setAside(one);
    run.journal_bytes += sizeOf(kept);
    run.pending.push(kept);
  }
}

export function fold(run: RunMemory): void {
  if (run.folded === run.pending.length) return;
  const events = run.pending.slice(run.folded).map(({ event }) => event);
  run.state = reduceRun(events, run.state);
  run.folded = run.pending.length;
}

export function runHasEnded(run: RunMemory): boolean {
  return run.state !== null && hasEnded(run.state.status);
}

/** The fields that every event about a step has; a step that was never tried counts as its first attempt. */
export function aboutStep(run: RunMemory, state: RunState, step_id: string) {
  const step_type = run.graph.steps.get(step_id)?.step.step_type ?? "unknown";
  return { step_id, step_type, attempt: Math.max(1, state.steps[step_id]?.attempts ?? 0) };
}

export class EventTooLarge extends StepFailure {
  constructor(size: number, limit: number) {
    const megabytes = (characters: number) => `${(characters / 1_000_000).toFixed(1)} MB`;
    super(
      "OUTPUT_TOO_LARGE",
      `The step's output is ${megabytes(size)}, more than the ${megabytes(limit)} that a step may pass on. Pass on less, for example with a mapping.`,
    );
  }
}
