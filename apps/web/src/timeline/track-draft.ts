// A track while events are folded onto it: it belongs to one fold, so it is changed in place.
import type { Child, Part, PartEnd, PartKind, Track } from "./timeline-model.ts";

export type ChildDraft = Omit<Child, "parts"> & { parts: Part[] };
export type TrackDraft = Omit<Track, "parts" | "marks" | "children"> & {
  parts: Part[];
  marks: Track["marks"][number][];
  children: Map<string, Child>;
  /** The children that this fold may change; the others are shared with earlier timelines. */
  own: Map<string, ChildDraft>;
};

export function draftOf(track: Track): TrackDraft {
  return {
    ...track,
    parts: [...track.parts],
    marks: [...track.marks],
    children: new Map(track.children),
    own: new Map(),
  };
}

export function newTrack(step_id: string, step_type: string): TrackDraft {
  return draftOf({
    step_id,
    step_type,
    status: "pending",
    parts: [],
    marks: [],
    children: new Map(),
    attempts: 0,
    due: null,
    first_start: null,
    ended: null,
  });
}

export function trackOf({ own: _, ...track }: TrackDraft): Track {
  return track;
}

type Begin = { kind: PartKind; attempt: number; start: number; note?: string | null };

export function openPart(parts: Part[], { kind, attempt, start, note = null }: Begin): void {
  parts.push({ kind, attempt, start, end: null, ended: null, measured_ms: null, note });
}

type End = { at: number; ended: PartEnd; note?: string | null; measured_ms?: number | null };

/** Closes the last part if it is open, and says whether it was. */
export function closeLast(parts: Part[], { at, ended, note, measured_ms = null }: End): boolean {
  const last = parts.at(-1);
  if (!last || last.end !== null) return false;
  const end = Math.max(last.start, at);
  parts[parts.length - 1] = { ...last, end, ended, note: note ?? last.note, measured_ms };
  return true;
}

/** The end of an attempt: of what it was doing, or of what it did last. */
export function endAttempt(draft: TrackDraft, end: End): void {
  const { parts } = draft;
  const last = parts.at(-1);
  // What was measured is the whole attempt: it says nothing of one part among several.
  const before = parts.at(-2);
  const alone = last?.kind === "running" && (before?.attempt !== last.attempt || before.kind === "queued");
  const closed = closeLast(parts, { ...end, measured_ms: (alone && end.measured_ms) || null });
  if (!closed && last) settleLast(parts, last, end);
  for (const child of draft.children.values()) {
    if (child.parts.at(-1)?.end === null) closeLast(ownChild(draft, child).parts, { ...end, note: null });
  }
}

/** Nothing was open: what was done last takes the outcome, and the time since then counts as running. */
function settleLast(parts: Part[], last: Part, { at, ended, note = null }: End): void {
  if (last.ended === "lost" || last.ended === "retried") return;
  if (last.end !== null && at > last.end && last.kind !== "back_off") {
    openPart(parts, { kind: "running", attempt: last.attempt, start: last.end });
    closeLast(parts, { at, ended, note });
    return;
  }
  parts[parts.length - 1] = { ...last, ended, note: note ?? last.note };
}

export function ownChild(draft: TrackDraft, like: Omit<Child, "parts">): ChildDraft {
  const owned = draft.own.get(like.key);
  if (owned) return owned;
  const known = draft.children.get(like.key);
  const child = { ...(known ?? like), parts: [...(known?.parts ?? [])] };
  draft.own.set(like.key, child);
  draft.children.set(like.key, child);
  return child;
}
