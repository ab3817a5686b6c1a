import type { z } from "zod";
import type { Issue } from "./issue.ts";
import { parseJsonText } from "./json-text.ts";
import { MAX_REPORTED, rawIssues } from "./raw-check.ts";
import {
  EdgeSchema,
  GroupSchema,
  NoteSchema,
  ParamsSchema,
  PortSchema,
  RetryPolicySchema,
  type Segment,
  SegmentSchema,
  StepSchema,
} from "./schema.ts";
import { zodSentences } from "./zod-issue.ts";

export type ParsedSegment = { ok: true; segment: Segment } | { ok: false; issues: Issue[] };

/**
 * Reads a segment's shape from any value. Never throws; a refusal names every place that is wrong, up to 100.
 * What the segment means is `validateSegment`'s to judge.
 */
export function parseSegment(value: unknown): ParsedSegment {
  const raw = rawIssues(value);
  if (raw.length > 0) return { ok: false, issues: withStepIds(raw, value) };
  const parsed = SegmentSchema.safeParse(value);
  if (parsed.success) return { ok: true, segment: parsed.data };
  const issues = zodSentences(parsed.error, value, knownKeys)
    .slice(0, MAX_REPORTED)
    .map(({ code, path, message }): Issue => ({ code, severity: "error", path, message }));
  return { ok: false, issues: withStepIds(issues, value) };
}

/** As `parseSegment`, from the text of a file or of the clipboard; faults of the text name line and column. */
export function parseSegmentText(text: string): ParsedSegment {
  const read = parseJsonText(text);
  return read.ok ? parseSegment(read.value) : read;
}

const KEYS_BY_PLACE: readonly (readonly [RegExp, z.ZodObject])[] = [
  [/^$/, SegmentSchema],
  [/^params$/, ParamsSchema],
  [/^steps\/\d+$/, StepSchema],
  [/^steps\/\d+\/(inputs|outputs)\/\d+$/, PortSchema],
  [/^steps\/\d+\/retry$/, RetryPolicySchema],
  [/^edges\/\d+$/, EdgeSchema],
  [/^notes\/\d+$/, NoteSchema],
  [/^groups\/\d+$/, GroupSchema],
];

function knownKeys(tokens: readonly (string | number)[]): readonly string[] {
  const place = tokens.join("/");
  const found = KEYS_BY_PLACE.find(([pattern]) => pattern.test(place));
  return found ? Object.keys(found[1].shape) : [];
}

function withStepIds(issues: readonly Issue[], value: unknown): Issue[] {
  return issues.map((issue) => {
    const index = /^\/steps\/(\d+)(\/|$)/.exec(issue.path)?.[1];
    const step_id = index === undefined ? undefined : stepIdAt(value, Number(index));
    return step_id === undefined ? issue : { ...issue, step_id };
  });
}

function stepIdAt(value: unknown, index: number): string | undefined {
  const steps: unknown =
    typeof value === "object" && value !== null ? Reflect.get(value, "steps") : undefined;
  const step: unknown = Array.isArray(steps) ? steps[index] : undefined;
  const id: unknown = typeof step === "object" && step !== null ? Reflect.get(step, "step_id") : undefined;
  return typeof id === "string" && id.length <= 64 ? id : undefined;
}
