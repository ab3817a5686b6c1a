/** Regular expressions of users run on RE2, whose time is linear in the text. */
import { RE2JS } from "re2js";
import { fail } from "./failure.ts";
import { EXPRESSION_LIMITS } from "./limits.ts";
import type { Meter } from "./meter.ts";

type Pattern = { regex: RE2JS; size: number };
const patterns = new Map<string, Pattern>();

export function matchesPattern(text: string, source: string, meter: Meter): boolean {
  const pattern = compilePattern(source, meter);
  // An NFA step may visit every instruction for every character.
  meter.text(text.length);
  meter.spend(Math.ceil((text.length * pattern.size) / 8));
  return pattern.regex.matcher(text).find();
}

function compilePattern(source: string, meter: Meter): Pattern {
  const known = patterns.get(source);
  if (known) return known;
  const problem = patternProblem(source);
  if (problem) fail("invalid_pattern", problem);
  meter.spend(source.length * 10);
  const pattern = parsePattern(source);
  meter.spend(pattern.size);
  if (patterns.size >= EXPRESSION_LIMITS.compiled_patterns) patterns.clear();
  patterns.set(source, pattern);
  return pattern;
}

/** Why a pattern is too large to be compiled, before that is tried; null where it is not. */
export function patternProblem(source: string): string | null {
  if (source.length > EXPRESSION_LIMITS.pattern_length) {
    return "This pattern is longer than 1,000 characters. Shorten it.";
  }
  if (estimatedSize(source) > MAX_ESTIMATED_SIZE) {
    return "This pattern repeats too much. Use smaller numbers in its braces.";
  }
  return null;
}

function parsePattern(source: string): Pattern {
  try {
    const regex = RE2JS.compile(source);
    return { regex, size: regex.programSize() };
  } catch {
    return fail(
      "invalid_pattern",
      "This is not a pattern in RE2 syntax. Look-around and back references do not exist there.",
    );
  }
}

const MAX_ESTIMATED_SIZE = 20_000;

/** Counted repeats are unrolled when a pattern is compiled, so their numbers are bounded before that. */
function estimatedSize(source: string): number {
  let total = 1;
  let nested = 1;
  for (const match of source.matchAll(/(\)?)\{(\d{1,9})(?:,(\d{0,9}))?\}/g)) {
    const count = Math.max(Number(match[2]), Number(match[3] || 0), 1);
    total += count;
    if (match[1] === ")") nested = Math.min(nested * count, 1e9);
  }
  return source.length * Math.max(total, nested);
}
