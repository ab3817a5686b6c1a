/**
 * Searching for a text inside a text in linear time. The engine's own `includes`, `indexOf` and `split` are
 * quadratic for long repetitive parts: two megabytes searched for half a megabyte held the thread for 100 seconds.
 */
import type { Meter } from "./meter.ts";

/** Up to this length the engine's search is fast and its worst case is a small multiple of the text. */
const SHORT_PART = 16;

/** The position of the first occurrence at or after `from`, or -1. */
export function indexOfPart(text: string, part: string, meter: Meter, from = 0): number {
  charge(text.length - from, part.length, meter);
  if (part.length <= SHORT_PART) return text.indexOf(part, from);
  return scan(text, part, borders(part), from, false);
}

/** The position of the last occurrence, or -1. */
export function lastIndexOfPart(text: string, part: string, meter: Meter): number {
  charge(text.length, part.length, meter);
  return part.length <= SHORT_PART ? text.lastIndexOf(part) : scan(text, part, borders(part), 0, true);
}

/** As `text.split(part)`. */
export function splitByPart(text: string, part: string, meter: Meter): string[] {
  charge(text.length, part.length, meter);
  if (part.length <= SHORT_PART) {
    const pieces = text.split(part);
    meter.elements(pieces.length);
    return pieces;
  }
  const table = borders(part);
  const pieces: string[] = [];
  let from = 0;
  for (
    let found = scan(text, part, table, from, false);
    found !== -1;
    found = scan(text, part, table, from, false)
  ) {
    pieces.push(text.slice(from, found));
    from = found + part.length;
  }
  pieces.push(text.slice(from));
  meter.elements(pieces.length);
  return pieces;
}

function charge(length: number, partLength: number, meter: Meter): void {
  meter.text(length);
  const perCharacter = partLength <= SHORT_PART ? partLength / 128 : 1 / 8;
  meter.spend(Math.ceil(length * perCharacter + partLength / 8));
}

/** For each prefix of the part, the length of its longest border (Knuth, Morris and Pratt). */
function borders(part: string): Int32Array {
  const table = new Int32Array(part.length);
  let length = 0;
  for (let index = 1; index < part.length; index++) {
    while (length > 0 && part.charCodeAt(index) !== part.charCodeAt(length)) length = table[length - 1] ?? 0;
    if (part.charCodeAt(index) === part.charCodeAt(length)) length++;
    table[index] = length;
  }
  return table;
}

function scan(text: string, part: string, table: Int32Array, from: number, wantsLast: boolean): number {
  let length = 0;
  let last = -1;
  for (let index = from; index < text.length; index++) {
    while (length > 0 && text.charCodeAt(index) !== part.charCodeAt(length)) length = table[length - 1] ?? 0;
    if (text.charCodeAt(index) === part.charCodeAt(length)) length++;
    if (length < part.length) continue;
    last = index - part.length + 1;
    if (!wantsLast) return last;
    length = table[length - 1] ?? 0;
  }
  return last;
}
