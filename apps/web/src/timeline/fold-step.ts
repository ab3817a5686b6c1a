// What one event about a step means for the step's place in time.
import type { EventOf, SkipReason, WorktrailEvent } from "@worktrail/shared/run/events";
import type { Mark } from "./timeline-model.ts";
import { modelWords } from "./timeline-words.ts";
import { closeLast, endAttempt, openPart, ownChild, type TrackDraft } from "./track-draft.ts";

export type StepEvent = Extract<WorktrailEvent, { step_type: string }>;
/** `at`: when, from the run's start. `ready`: since when nothing stood in the way of this step. */
export type StepMoment = { at: number; ready: () => number; sinceStart: (timestamp: string) => number };

type Fold<Type extends StepEvent["event_type"]> = (
  track: TrackDraft,
  event: EventOf<Type>,
  moment: StepMoment,
) => void;

const nothing = () => undefined;

const SKIP_MARKS: Readonly<Record<SkipReason, Mark["kind"]>> = {
  dead_path: "skipped",
  join_satisfied: "skipped",
  disabled: "disabled",
  not_asked: "not_asked",
};

/** A record rather than a switch: an event of a later version is passed over. */
const folds: { readonly [Type in StepEvent["event_type"]]: Fold<Type> } = {
  "step.scheduled": (track, _event, { at, ready }) => {
    track.status = "scheduled";
    const start = readySince(track, at, ready);
    openPart(track.parts, { kind: "queued", attempt: track.attempts + 1, start });
  },
  "step.started": started,
  "step.completed": (track, event, { at }) => {
    const { outputs, recorded_in, given_as } = event.payload;
    if (recorded_in !== undefined) track.marks.push({ kind: "taken_over", at });
    else if (given_as !== undefined) track.marks.push({ kind: "given", at });
    else endAttempt(track, { at, ended: "completed", measured_ms: event.duration_ms ?? null });
    track.status = "completed";
    track.ended = { at, seq: event.seq, ports: Object.keys(outputs) };
  },
  "step.failed": (track, event, { at }) => {
    const { handled, outputs, recorded_in } = event.payload;
    const note = event.error.error_message;
    if (recorded_in !== undefined) track.marks.push({ kind: "taken_over", at });
    else endAttempt(track, { at, ended: "failed", note, measured_ms: event.duration_ms ?? null });
    track.status = "failed";
    track.ended = { at, seq: event.seq, ports: handled === "fail" ? null : Object.keys(outputs) };
  },
  "step.skipped": (track, event, { at }) => {
    const { reason, outputs = {}, recorded_in } = event.payload;
    if (track.parts.at(-1)?.end === null) endAttempt(track, { at, ended: "skipped" });
    else if (recorded_in !== undefined) track.marks.push({ kind: "taken_over", at });
    else track.marks.push({ kind: SKIP_MARKS[reason], at });
    track.status = "skipped";
    track.due = null;
    track.ended = { at, seq: event.seq, ports: Object.keys(outputs) };
  },
  "step.retrying": (track, event, { at, sinceStart }) => {
    const note = event.error.error_message;
    endAttempt(track, { at, ended: "retried", note, measured_ms: event.duration_ms ?? null });
    track.status = "retrying";
    track.due = Math.max(at, sinceStart(event.payload.due_at));
    if (track.due > at) openPart(track.parts, { kind: "back_off", attempt: event.attempt, start: at });
  },
  "step.lost": (track, _event, { at }) => {
    endAttempt(track, { at, ended: "lost" });
  },
  "human.task_created": (track, event, { at }) => {
    if (closeLast(track.parts, { at, ended: "went_on" })) dropEmpty(track);
    track.status = "waiting";
    openPart(track.parts, { kind: "person", attempt: event.attempt, start: at });
  },
  "human.task_completed": (track, event, { at }) => {
    const { action, decided_by } = event.payload.decision;
    closeLast(track.parts, { at, ended: "went_on", note: `${decided_by.name} answered: ${action}` });
  },
  "human.task_expired": (track, _event, { at }) => {
    closeLast(track.parts, { at, ended: "went_on", note: "nobody answered in time" });
  },
  "human.task_assigned": nothing,
  "human.task_claimed": nothing,
  "human.task_released": nothing,
  "human.task_escalated": nothing,
  "action.started": actionStarted,
  "action.completed": actionEnded,
  "action.failed": actionEnded,
  "llm.call_completed": (track, event, { at }) => {
    const { model, latency_ms } = event.payload;
    const child = ownChild(track, { key: `model/${model}`, kind: "model", name: model, run: null });
    const start = Math.max(attemptStart(track), at - latency_ms);
    openPart(child.parts, { kind: "call", attempt: event.attempt, start, note: modelWords(event.payload) });
    closeLast(child.parts, { at, ended: "completed", measured_ms: latency_ms });
  },
};

export function foldStepEvent(track: TrackDraft, event: StepEvent, moment: StepMoment): void {
  // The record is keyed by the same union that the event is of, which TypeScript can't follow through a look-up.
  const fold = folds[event.event_type] as Fold<StepEvent["event_type"]> | undefined;
  fold?.(track, event, moment);
}

function started(track: TrackDraft, event: EventOf<"step.started">, { at, ready }: StepMoment): void {
  const { parts } = track;
  const last = parts.at(-1);
  const start = readySince(track, at, ready);
  if (last?.end === null && last.kind === "back_off") closeLast(parts, { at: start, ended: "went_on" });
  if (last?.end === null && last.kind === "queued") {
    closeLast(parts, { at, ended: "went_on" });
  } else if (at > start) {
    openPart(parts, { kind: "queued", attempt: event.attempt, start });
    closeLast(parts, { at, ended: "went_on" });
  }
  openPart(parts, { kind: "running", attempt: event.attempt, start: at });
  track.status = "running";
  track.attempts = event.attempt;
  track.first_start ??= event.seq;
  track.due = null;
  track.ended = null;
}

function readySince(track: TrackDraft, at: number, ready: () => number): number {
  return Math.min(at, track.due ?? ready());
}

/** Before a step waits it only says so: that takes no time worth a bar. */
function dropEmpty(track: TrackDraft): void {
  const last = track.parts.at(-1);
  if (last?.kind === "running" && last.end === last.start) track.parts.pop();
}

function attemptStart({ parts }: TrackDraft): number {
  return parts.findLast(({ kind }) => kind === "running")?.start ?? 0;
}

function actionStarted(track: TrackDraft, event: EventOf<"action.started">, { at }: StepMoment): void {
  const { plan, child } = event.payload;
  if (plan) {
    if (closeLast(track.parts, { at, ended: "went_on" })) dropEmpty(track);
    track.status = "waiting";
    openPart(track.parts, { kind: "runs_below", attempt: event.attempt, start: at });
    return;
  }
  const kind = child ? "running" : "call";
  openPart(ownChild(track, childOf(event)).parts, { kind, attempt: event.attempt, start: at });
}

function actionEnded(
  track: TrackDraft,
  event: EventOf<"action.completed" | "action.failed">,
  { at }: StepMoment,
): void {
  const { parts } = ownChild(track, childOf(event));
  const measured_ms = event.duration_ms ?? null;
  if (parts.at(-1)?.end !== null) {
    const start = Math.max(attemptStart(track), at - (measured_ms ?? 0));
    openPart(parts, { kind: event.payload.child ? "running" : "call", attempt: event.attempt, start });
  }
  const failed = event.event_type === "action.failed";
  const note = failed ? event.error.error_message : null;
  closeLast(parts, { at, ended: failed ? "failed" : "completed", note, measured_ms });
}

function childOf({ payload }: EventOf<"action.started" | "action.completed" | "action.failed">) {
  const { name, kind, child } = payload;
  if (!child) return { key: `${kind}/${name}`, kind, name, run: null };
  const { run_id, iteration } = child;
  return { key: `run/${run_id}`, kind: "run" as const, name, run: { run_id, iteration } };
}
