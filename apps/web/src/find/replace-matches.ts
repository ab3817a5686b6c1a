import { assertNever } from "@worktrail/shared/errors";
import { exportSegment } from "@worktrail/shared/segment/canonical";
import { SEGMENT_LIMITS } from "@worktrail/shared/segment/limits";
import {
  GroupSchema,
  NoteSchema,
  type Segment,
  SegmentSchema,
  StepSchema,
} from "@worktrail/shared/segment/schema";
import { utf8Length } from "@worktrail/shared/segment/utf8-length";
import { zodSentences } from "@worktrail/shared/segment/zod-issue";
import type { Catalog } from "@worktrail/shared/step/define-step";
import type { z } from "zod";
import type { Gesture } from "../gestures/gesture.ts";
import { renameProblem, renameStepIds } from "../gestures/rename-id.ts";
import type { FieldOwner } from "./find-fields.ts";
import type { Match } from "./find-in-segment.ts";
import { setText, textAt } from "./text-at.ts";

export type Replacing = {
  readonly matches: readonly Match[];
  /** With `pattern`, `$1` stands for what the first group caught, `$&` for the whole and `$$` for a dollar. */
  readonly replacement: string;
  readonly pattern: boolean;
};

export type ReplacePlan = {
  readonly segment: Segment;
  /** Places that were replaced. */
  readonly replaced: number;
  /** Places left as they are because the segment would have lost its shape, one sentence each. */
  readonly refused: readonly { readonly match: Match; readonly message: string }[];
};

/** Replaces what was found; see `planReplace` for what is left alone. */
export function replaceMatches(replacing: Replacing, catalog: Catalog): Gesture {
  return (segment) => planReplace(segment, replacing, catalog).segment;
}

/**
 * Works out a replacement without committing it. Texts that changed since they were found are left alone, and so
 * is what would break the shape of the segment. Ids of steps come last: references in expressions follow them.
 */
export function planReplace(segment: Segment, replacing: Replacing, catalog: Catalog): ReplacePlan {
  const refused: { match: Match; message: string }[] = [];
  const renames = new Map<string, string>();
  let next = segment;
  let replaced = 0;
  for (const places of byField(replacing.matches)) {
    const [first] = places;
    if (!first || textAt(segment, first.pointer) !== first.text) continue;
    const text = replacedText(places, replacing);
    if (text === first.text) continue;
    const change =
      first.replace === "step_id" ? rename(next, first, text, renames) : write(next, first, text);
    if (typeof change === "string") refused.push({ match: first, message: change });
    else {
      next = change;
      replaced += places.length;
    }
  }
  if (renames.size > 0) next = renameStepIds(renames, catalog)(next);
  const tooLarge =
    next !== segment && utf8Length(exportSegment(next), SEGMENT_LIMITS.bytes) > SEGMENT_LIMITS.bytes;
  const [match] = replacing.matches;
  if (tooLarge && match) {
    const message = `The segment would be larger than ${SEGMENT_LIMITS.bytes / 1e6} MB. Replace by something shorter.`;
    return { segment, replaced: 0, refused: [{ match, message }] };
  }
  return { segment: next, replaced, refused };
}

function byField(matches: readonly Match[]): Match[][] {
  const fields = new Map<string, Match[]>();
  for (const match of matches) {
    // The name of a value has the same place as the value, and stays.
    if (match.replace === null) continue;
    const known = fields.get(match.pointer);
    if (known) known.push(match);
    else fields.set(match.pointer, [match]);
  }
  return [...fields.values()];
}

function replacedText(places: readonly Match[], { replacement, pattern }: Replacing): string {
  let text = places[0]?.text ?? "";
  for (const { start, end, groups } of places.toSorted((a, b) => b.start - a.start)) {
    text = text.slice(0, start) + (pattern ? expand(replacement, groups) : replacement) + text.slice(end);
  }
  return text;
}

function expand(replacement: string, groups: readonly string[]): string {
  return replacement.replace(/\$(\$|&|\d{1,2})/g, (whole, name: string) => {
    if (name === "$") return "$";
    return (name === "&" ? groups[0] : groups[Number(name)]) ?? whole;
  });
}

/** Gathers a new id, or says why the step cannot have it. */
function rename(segment: Segment, match: Match, to: string, renames: Map<string, string>): Segment | string {
  const problem = renameProblem(segment, match.text, to);
  if (problem) return problem;
  if ([...renames.values()].includes(to)) return `Another step gets the id ${to} already.`;
  renames.set(match.text, to);
  return segment;
}

/** The segment with the text in its place, or why its shape does not allow it. */
function write(segment: Segment, { owner, path }: Match, text: string): Segment | string {
  if (text.length > SEGMENT_LIMITS.string_length) {
    return `A text has at most ${SEGMENT_LIMITS.string_length} characters. Replace by something shorter.`;
  }
  switch (owner.kind) {
    case "segment":
      return writeFields(segment, path, text);
    case "step":
      return writeItem(segment, "steps", StepSchema, owner, path, text);
    case "note":
      return writeItem(segment, "notes", NoteSchema, owner, path, text);
    case "group":
      return writeItem(segment, "groups", GroupSchema, owner, path, text);
    case "edge":
      return "Ports are changed by drawing another connection.";
    default:
      return assertNever(owner);
  }
}

function writeFields(segment: Segment, path: string, text: string): Segment | string {
  const { steps, edges, notes, groups, ...fields } = segment;
  const read = parsed(SegmentSchema, setText({ ...fields, steps: [] }, path, text));
  if (typeof read === "string") return read;
  return { ...read, steps, ...(edges && { edges }), ...(notes && { notes }), ...(groups && { groups }) };
}

function writeItem<Key extends "steps" | "notes" | "groups">(
  segment: Segment,
  key: Key,
  schema: z.ZodType<NonNullable<Segment[Key]>[number]>,
  { index }: Extract<FieldOwner, { index: number }>,
  path: string,
  text: string,
): Segment | string {
  const list: readonly unknown[] = segment[key] ?? [];
  // A name that is replaced by nothing is left out; then the type's name shows.
  const item = setText(
    list[index],
    path,
    key === "steps" && path === "/name" && text === "" ? undefined : text,
  );
  const read = parsed(schema, item);
  return typeof read === "string" ? read : { ...segment, [key]: list.with(index, read) };
}

function parsed<Value>(schema: z.ZodType<Value>, value: unknown): Value | string {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  return zodSentences(read.error, value)[0]?.message ?? "This would not be a segment any more.";
}
