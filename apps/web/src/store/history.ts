// Undo and redo: diffs of the document, and nothing about selection or view.
import {
  applyDiff,
  diffSegments,
  isEmptyDiff,
  reverseDiff,
  type SegmentDiff,
} from "@worktrail/shared/segment/diff";
import type { Segment } from "@worktrail/shared/segment/schema";

export const HISTORY_LIMIT = 500;
/** A longer pause than this begins a new entry, so that undo takes back a thought and not an hour. */
export const BURST_PAUSE_MS = 1_500;

export type HistoryEntry = { readonly label: string; readonly diff: SegmentDiff };

type Burst = { readonly merge_key: string; readonly before: Segment; readonly at: number };

export type History = {
  readonly past: readonly HistoryEntry[];
  readonly future: readonly HistoryEntry[];
  /** The newest entry while it can still grow. */
  readonly burst: Burst | null;
};

export const EMPTY_HISTORY: History = { past: [], future: [], burst: null };

export type Change = {
  readonly before: Segment;
  readonly after: Segment;
  /** What was done, for the tooltip of Undo: "Move 3 steps". */
  readonly label: string;
  /** Changes with the same key that follow each other closely are one entry. */
  readonly merge_key?: string | undefined;
  /** Milliseconds; only differences count. */
  readonly at: number;
};

/** The same history when nothing changed. */
export function record(history: History, { before, after, label, merge_key, at }: Change): History {
  const { burst } = history;
  const grows =
    burst !== null &&
    merge_key === burst.merge_key &&
    at - burst.at <= BURST_PAUSE_MS &&
    history.future.length === 0;
  const from = grows ? burst.before : before;
  const diff = diffSegments(from, after);
  const past = grows ? history.past.slice(0, -1) : history.past;
  if (isEmptyDiff(diff)) return grows ? { past, future: [], burst: null } : history;
  return {
    past: [...past, { label, diff }].slice(-HISTORY_LIMIT),
    future: [],
    burst: merge_key === undefined ? null : { merge_key, before: from, at },
  };
}

/** Ends a burst: the next change is an entry of its own. */
export function seal(history: History): History {
  return history.burst ? { ...history, burst: null } : history;
}

export type Step = { readonly history: History; readonly segment: Segment; readonly label: string };

export function undo(history: History, segment: Segment): Step | null {
  const entry = history.past.at(-1);
  if (!entry) return null;
  return {
    history: { past: history.past.slice(0, -1), future: [entry, ...history.future], burst: null },
    segment: applyDiff(segment, reverseDiff(entry.diff)),
    label: entry.label,
  };
}

export function redo(history: History, segment: Segment): Step | null {
  const [entry, ...future] = history.future;
  if (!entry) return null;
  return {
    history: { past: [...history.past, entry], future, burst: null },
    segment: applyDiff(segment, entry.diff),
    label: entry.label,
  };
}
