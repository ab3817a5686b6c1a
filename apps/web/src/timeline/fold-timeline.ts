import type { WorktrailEvent } from "@worktrail/shared/run/events";
import type { RunStatus } from "@worktrail/shared/run/state";
import type { GraphStep, SegmentGraph } from "@worktrail/shared/segment/graph";
import { foldStepEvent, type StepEvent } from "./fold-step.ts";
import { type Band, EMPTY_TIMELINE, type Timeline, type Track } from "./timeline-model.ts";
import { draftOf, endAttempt, newTrack, type TrackDraft, trackOf } from "./track-draft.ts";

type Fold = Omit<Timeline, "tracks" | "bands"> & {
  readonly graph: SegmentGraph;
  tracks: Map<string, Track>;
  bands: Band[];
  /** The tracks that this fold may change; the others are shared with earlier timelines. */
  own: Map<string, TrackDraft>;
};

/**
 * Folds events onto a timeline; `events` go on where `from` ends. Tracks that they do not touch are shared, so a view
 * can compare by identity.
 */
export function foldTimeline(
  graph: SegmentGraph,
  events: readonly WorktrailEvent[],
  from: Timeline = EMPTY_TIMELINE,
): Timeline {
  if (events.length === 0) return from;
  const fold: Fold = { ...from, graph, tracks: new Map(from.tracks), bands: [...from.bands], own: new Map() };
  for (const event of events) foldEvent(fold, event);
  const { graph: _graph, own, ...timeline } = fold;
  for (const [step_id, draft] of own) timeline.tracks.set(step_id, trackOf(draft));
  return timeline;
}

function foldEvent(fold: Fold, event: WorktrailEvent): void {
  if (fold.length === 0) fold.origin = Date.parse(event.timestamp);
  fold.length += 1;
  // Clocks of two processes may differ: time never goes back.
  const at = Math.max(fold.last, sinceStart(fold, event.timestamp));
  fold.last = at;
  if (fold.ended) {
    if (event.event_type === "segment.resumed") reopen(fold, fold.ended.at, at);
    return;
  }
  switch (event.event_type) {
    case "segment.paused":
      fold.bands.push({ kind: "paused", start: at, end: null });
      return;
    case "segment.resumed":
      closeBand(fold, at);
      return;
    case "segment.completed":
      endRun(fold, at, event.seq, "completed", null);
      return;
    case "segment.failed":
      endRun(fold, at, event.seq, "failed", event.step_id ?? null);
      return;
    case "segment.cancelled":
      endRun(fold, at, event.seq, "cancelled", null);
      return;
    case "segment.timed_out":
      endRun(fold, at, event.seq, "timed_out", null);
      return;
    default:
      if (isStepEvent(event)) foldStep(fold, event, at);
  }
}

function isStepEvent(event: WorktrailEvent): event is StepEvent {
  return "step_type" in event;
}

function sinceStart({ origin }: Fold, timestamp: string): number {
  return Math.max(0, Date.parse(timestamp) - origin);
}

function foldStep(fold: Fold, event: StepEvent, at: number): void {
  const { step_id, step_type } = event;
  const track = ownTrack(fold, step_id) ?? newTrack(step_id, step_type);
  if (!fold.own.has(step_id)) {
    fold.own.set(step_id, track);
    // Held in place by its first event; the finished track takes this place.
    fold.tracks.set(step_id, trackOf(track));
  }
  const ready = () => readySince(fold, fold.graph.steps.get(step_id));
  foldStepEvent(track, event, { at, ready, sinceStart: (timestamp) => sinceStart(fold, timestamp) });
}

function ownTrack(fold: Fold, step_id: string): TrackDraft | null {
  const owned = fold.own.get(step_id);
  if (owned) return owned;
  const known = fold.tracks.get(step_id);
  if (!known) return null;
  const draft = draftOf(known);
  fold.own.set(step_id, draft);
  return draft;
}

const current = (fold: Fold, step_id: string) => fold.own.get(step_id) ?? fold.tracks.get(step_id);

/** When the last edge that the step had to wait for was decided; never before the run was opened. */
function readySince(fold: Fold, step: GraphStep | undefined): number {
  const strategy = step?.contract?.join_strategy?.(step.step.config ?? {});
  const eager = strategy === "any" || strategy === "first";
  let decided: number | null = null;
  for (const edge of step?.incoming ?? []) {
    const ended = current(fold, edge.source_step)?.ended;
    if (!ended) continue;
    if (!eager) decided = Math.max(decided ?? 0, ended.at);
    else if (ended.ports?.includes(edge.source_port)) decided = Math.min(decided ?? ended.at, ended.at);
  }
  return Math.max(decided ?? 0, fold.opened);
}

function closeBand(fold: Fold, at: number): void {
  const last = fold.bands.at(-1);
  if (last?.end === null) fold.bands[fold.bands.length - 1] = { ...last, end: at };
}

function endRun(fold: Fold, at: number, seq: number, status: RunStatus, step_id: string | null): void {
  closeBand(fold, at);
  fold.ended = { at, seq, status, step_id };
  for (const id of fold.tracks.keys()) {
    if (!["scheduled", "running", "waiting", "retrying"].includes(current(fold, id)?.status ?? "")) continue;
    const track = ownTrack(fold, id);
    if (!track) continue;
    endAttempt(track, { at, ended: "cancelled" });
    track.status = "cancelled";
    track.due = null;
    track.ended = { at, seq, ports: null };
  }
}

/** What was cut off or failed is to be tried again; what ended well stands. */
function reopen(fold: Fold, ended: number, at: number): void {
  fold.bands.push({ kind: "closed", start: ended, end: at });
  fold.ended = null;
  fold.opened = at;
  for (const id of fold.tracks.keys()) {
    const stopped = current(fold, id)?.ended?.ports === null;
    const track = stopped ? ownTrack(fold, id) : null;
    if (!track) continue;
    track.ended = null;
    track.status = "pending";
  }
}
