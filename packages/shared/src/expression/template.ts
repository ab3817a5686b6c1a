import { evaluateWith } from "./evaluate.ts";
import { type ExpressionError, ExpressionFailure } from "./failure.ts";
import { EXPRESSION_LIMITS, INLINE_BUDGET } from "./limits.ts";
import { Meter } from "./meter.ts";
import type { ExpressionScope } from "./scope.ts";
import { skipQuoted } from "./source.ts";

/** A stretch of a template. Offsets are those of the text, or of the expression without its braces. */
export type TemplateSegment =
  | { kind: "text"; text: string; start: number; end: number }
  | { kind: "expression"; source: string; start: number; end: number };

export type TemplateParse = { ok: true; segments: TemplateSegment[] } | { ok: false; error: ExpressionError };

const OPEN = "{{";
const CLOSE = "}}";

/** Whether the text has a placeholder, well-formed or not. */
export function hasTemplate(text: string): boolean {
  return text.includes(OPEN);
}

/** Cuts a text into its segments without evaluating or compiling anything. */
export function parseTemplate(text: string): TemplateParse {
  const segments: TemplateSegment[] = [];
  if (text.length > EXPRESSION_LIMITS.template_length) {
    return refuse(
      "too_long",
      "This text with placeholders is longer than 100,000 characters.",
      0,
      text.length,
    );
  }
  let position = 0;
  let placeholders = 0;
  while (position < text.length) {
    const open = text.indexOf(OPEN, position);
    const end = open === -1 ? text.length : open;
    if (end > position)
      segments.push({ kind: "text", text: text.slice(position, end), start: position, end });
    if (open === -1) break;
    const start = open + OPEN.length;
    const close = findClose(text, start);
    if (close === -1)
      return refuse("unclosed_placeholder", "This {{ has no closing }}. Add it.", open, text.length);
    if (++placeholders > EXPRESSION_LIMITS.template_placeholders) {
      return refuse("too_many_placeholders", "A text can have at most 1,000 placeholders.", open, close);
    }
    segments.push({ kind: "expression", source: text.slice(start, close), start, end: close });
    position = close + CLOSE.length;
  }
  return { ok: true, segments };
}

function refuse(code: ExpressionError["code"], message: string, start: number, end: number): TemplateParse {
  return { ok: false, error: { code, message, start, end } };
}

/** The position of the `}}` that ends the expression: not one inside quotes, comments or a map. */
function findClose(text: string, start: number): number {
  let braces = 0;
  let position = start;
  while (position < text.length) {
    const after = skipQuoted(text, position);
    if (after === -1) return -1;
    if (after > position) {
      position = after;
      continue;
    }
    const character = text.charAt(position);
    if (braces === 0 && text.startsWith(CLOSE, position)) return position;
    if (character === "{") braces++;
    if (character === "}") braces--;
    position++;
  }
  return -1;
}

/**
 * Evaluates a template. A text that is exactly one placeholder yields its value as it is; otherwise the values are
 * written into the text: texts as they are, null as nothing, everything else as JSON. What is inserted is never
 * looked at again.
 */
export function evaluateTemplate(
  text: string,
  scope: ExpressionScope,
  options: { budget?: number } = {},
): unknown {
  return evaluateTemplateWith(text, scope, new Meter(options.budget ?? INLINE_BUDGET));
}

/** As `evaluateTemplate`, sharing one meter between several texts. */
export function evaluateTemplateWith(text: string, scope: ExpressionScope, meter: Meter): unknown {
  if (!hasTemplate(text)) return text;
  const parsed = parseTemplate(text);
  if (!parsed.ok) throw new ExpressionFailure(parsed.error.code, parsed.error.message, parsed.error);
  const only = parsed.segments[0];
  if (parsed.segments.length === 1 && only?.kind === "expression") return evaluateSegment(only, scope, meter);
  let result = "";
  for (const segment of parsed.segments) {
    const piece = segment.kind === "text" ? segment.text : textOf(evaluateSegment(segment, scope, meter));
    meter.text(result.length + piece.length > 5_000_000 ? result.length + piece.length : piece.length);
    result += piece;
  }
  return result;
}

function evaluateSegment(
  segment: Extract<TemplateSegment, { kind: "expression" }>,
  scope: ExpressionScope,
  meter: Meter,
): unknown {
  try {
    return evaluateWith(segment.source, scope, meter);
  } catch (error) {
    if (error instanceof ExpressionFailure) error.shift(segment.start);
    throw error;
  }
}

function textOf(value: unknown): string {
  if (value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

export function shiftError(error: ExpressionError, by: number): ExpressionError {
  return { ...error, start: error.start + by, end: error.end + by };
}
