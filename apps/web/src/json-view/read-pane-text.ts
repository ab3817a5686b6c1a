import type { Issue } from "@worktrail/shared/segment/issue";
import { parseJsonText } from "@worktrail/shared/segment/json-text";
import { parseSegment } from "@worktrail/shared/segment/parse";
import type { Segment } from "@worktrail/shared/segment/schema";
import { jsonOutline, rangeOfPointer, type TextRange } from "./json-outline.ts";

export type TextProblem = TextRange & { readonly severity: Issue["severity"]; readonly message: string };

export type ReadText =
  | { readonly ok: true; readonly segment: Segment }
  | { readonly ok: false; readonly problems: readonly TextProblem[] };

/** Reads a text as the segment that is open: its id cannot be another one. */
export function readPaneText(text: string, segment_id: string): ReadText {
  const read = parseJsonText(text);
  if (!read.ok)
    return { ok: false, problems: read.issues.map((issue) => atOffset(text, read.offset, issue)) };
  const parsed = parseSegment(read.value);
  if (!parsed.ok) return { ok: false, problems: locate(text, parsed.issues) };
  if (parsed.segment.segment_id === segment_id) return { ok: true, segment: parsed.segment };
  const message = `The id of an open segment stays ${segment_id}. Write it back, or make a copy under another id in the list of segments.`;
  return { ok: false, problems: [{ ...rangeOf(text, "/segment_id"), severity: "error", message }] };
}

const MAX_MARKS = 300;

/** Findings with the words that they are about. */
export function locate(text: string, issues: readonly Issue[]): TextProblem[] {
  if (issues.length === 0) return [];
  const outline = jsonOutline(text);
  return issues.slice(0, MAX_MARKS).map(({ path, severity, message }) => ({
    ...rangeOfPointer(text, outline, path),
    severity,
    message,
  }));
}

function rangeOf(text: string, pointer: string): TextRange {
  return rangeOfPointer(text, jsonOutline(text), pointer);
}

const WORD = /["\w.+-]+|[^\s]/y;

function atOffset(text: string, offset: number, { severity, message }: Issue): TextProblem {
  // At the end there is no word: the last one is marked.
  const from = Math.max(0, Math.min(offset, text.trimEnd().length - 1));
  WORD.lastIndex = from;
  const length = WORD.exec(text)?.[0].length ?? 1;
  return { from, to: Math.min(text.length, from + length), severity, message };
}
