// What a pasted text or an opened file holds: a whole segment, a piece of one, or neither.
import { isJsonObject } from "@worktrail/shared/json";
import { foreignSentence, foreignTool, foreignToolOfText } from "@worktrail/shared/segment/foreign-dialect";
import type { Issue } from "@worktrail/shared/segment/issue";
import { parseJsonText } from "@worktrail/shared/segment/json-text";
import { SEGMENT_LIMITS } from "@worktrail/shared/segment/limits";
import { importLlmteam, isLlmteamDocument } from "@worktrail/shared/segment/llmteam";
import { parseSegment } from "@worktrail/shared/segment/parse";
import type { Segment } from "@worktrail/shared/segment/schema";
import { utf8Length } from "@worktrail/shared/segment/utf8-length";
import type { Fragment } from "../gestures/fragment.ts";
import { tooLarge } from "./read-file.ts";

export type SegmentText =
  /** `changes`: what was translated from another dialect, one sentence each. */
  | { readonly kind: "segment"; readonly segment: Segment; readonly changes: readonly string[] }
  | { readonly kind: "fragment"; readonly fragment: Fragment }
  | { readonly kind: "refused"; readonly message: string; readonly issues: readonly Issue[] };

export function readSegmentText(text: string): SegmentText {
  const size = utf8Length(text, SIZE_SHOWN_UP_TO);
  if (size > SEGMENT_LIMITS.bytes) return refused(`This text ${tooLarge(size)}`);
  const read = parseJsonText(text);
  const tool = read.ok ? foreignTool(read.value) : foreignToolOfText(text);
  if (tool !== null) return refused(foreignSentence(tool));
  if (!read.ok)
    return { kind: "refused", message: "This is not the JSON of a segment.", issues: read.issues };
  const { value } = read;
  const translated = isLlmteamDocument(value) ? importLlmteam(value) : null;
  if (!translated && isFragment(value)) return readFragment(value);
  const parsed = parseSegment(translated?.segment ?? value);
  if (parsed.ok) return { kind: "segment", segment: parsed.segment, changes: translated?.changes ?? [] };
  return { kind: "refused", message: "This segment cannot be read as it is.", issues: parsed.issues };
}

/** The size of a longer text is not counted to its end. */
const SIZE_SHOWN_UP_TO = 1_000_000_000;

function refused(message: string): SegmentText {
  return { kind: "refused", message, issues: [] };
}

/** Steps without what makes a whole segment: what copying on the canvas writes. */
function isFragment(value: unknown): value is { steps: unknown } {
  return isJsonObject(value) && "steps" in value && !("segment_id" in value) && !("name" in value);
}

function readFragment(value: { steps: unknown }): SegmentText {
  const whole = { segment_id: "fragment", name: "Fragment", version: "1.0.0", ...value };
  const parsed = parseSegment(whole);
  if (!parsed.ok)
    return { kind: "refused", message: "These steps cannot be read as they are.", issues: parsed.issues };
  const { steps, edges = [], notes = [], groups } = parsed.segment;
  return { kind: "fragment", fragment: { steps, edges, notes, ...(groups && { groups }) } };
}

/** The text that copying puts on the clipboard; empty lists are left out. */
export function fragmentText({ steps, edges, notes, groups }: Fragment): string {
  const shown = {
    steps,
    ...(edges.length > 0 && { edges }),
    ...(notes.length > 0 && { notes }),
    ...(groups && { groups }),
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}
