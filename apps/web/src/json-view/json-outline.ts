// Where the parts of a segment stand in its text. Forgiving: a text that is being typed gives what can be told.
import { pointerTokens } from "../find/text-at.ts";

export type TextRange = { readonly from: number; readonly to: number };
export type OutlineList = "steps" | "edges" | "notes" | "groups";
export type Outline = Readonly<Record<OutlineList, readonly TextRange[]>>;

const LISTS: readonly string[] = ["steps", "edges", "notes", "groups"] satisfies OutlineList[];

function isList(key: string | null): key is OutlineList {
  return key !== null && LISTS.includes(key);
}

/** The places of all steps, edges, notes and groups, in one pass over the text. */
export function jsonOutline(text: string): Outline {
  const outline: Record<OutlineList, TextRange[]> = { steps: [], edges: [], notes: [], groups: [] };
  let depth = 0;
  let key: string | null = null;
  let list: OutlineList | null = null;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = stringEnd(text, at);
      if (depth === 1 && end - at < 20) key = text.slice(at + 1, end - 1);
      at = end - 1;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (depth === 1) list = code === OPEN_BRACKET && isList(key) ? key : null;
      if (depth === 2) start = at;
      depth++;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      depth--;
      if (depth === 2 && list) outline[list].push({ from: start, to: at + 1 });
      if (depth === 1) list = null;
    }
  }
  return outline;
}

/** What stands at a place of the text; null between the items of the lists. */
export function itemAt(outline: Outline, place: number): { list: OutlineList; index: number } | null {
  for (const [list, ranges] of Object.entries(outline)) {
    const index = lastBefore(ranges, place);
    const range = ranges[index];
    if (isList(list) && range && place <= range.to) return { list, index };
  }
  return null;
}

function lastBefore(ranges: readonly TextRange[], place: number): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.from ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The word that a finding is about: a value, the key of what holds more, or the nearest thing above it. */
export function rangeOfPointer(text: string, outline: Outline, pointer: string): TextRange {
  let tokens = pointerTokens(pointer);
  const [list = "", index = ""] = tokens;
  let place: Member = { key: null, from: skipSpace(text, 0), to: text.length };
  if (isList(list) && /^\d+$/.test(index)) {
    const item = outline[list][Number(index)];
    if (item) {
      place = { key: null, ...item };
      tokens = tokens.slice(2);
    }
  }
  for (const token of tokens) {
    const inside = memberNamed(text, place.from, token);
    if (!inside) break;
    place = inside;
  }
  return wordOf(text, place);
}

type Member = TextRange & { readonly key: TextRange | null };

function wordOf(text: string, { key, from, to }: Member): TextRange {
  const holds = text[from] === "{" || text[from] === "[";
  if (!holds) return { from, to: Math.max(to, from) };
  if (key) return key;
  // A thing in a list goes by its id, which comes first.
  const first = [...members(text, from, 1)][0];
  return first?.key && text[first.from] === '"' ? first : { from, to: Math.min(from + 1, text.length) };
}

function memberNamed(text: string, container: number, token: string): Member | null {
  let index = 0;
  for (const member of members(text, container)) {
    const name = member.key ? unquoted(text.slice(member.key.from, member.key.to)) : String(index);
    if (name === token) return member;
    index++;
  }
  return null;
}

function unquoted(written: string): string {
  try {
    return String(JSON.parse(written));
  } catch {
    return written.slice(1, -1);
  }
}

function* members(text: string, container: number, limit = Number.POSITIVE_INFINITY): Generator<Member> {
  const opener = text[container];
  if (opener !== "{" && opener !== "[") return;
  let at = skipSpace(text, container + 1);
  for (let count = 0; count < limit && at < text.length && text[at] !== "}" && text[at] !== "]"; count++) {
    let key: TextRange | null = null;
    if (opener === "{") {
      if (text[at] !== '"') return;
      key = { from: at, to: stringEnd(text, at) };
      at = skipSpace(text, key.to);
      if (text[at] !== ":") return;
      at = skipSpace(text, at + 1);
    }
    const to = valueEnd(text, at);
    yield { key, from: at, to };
    at = skipSpace(text, to);
    if (text[at] !== ",") return;
    at = skipSpace(text, at + 1);
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Behind the closing quote, or the end of the line where there is none. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === 0x0a) return at;
    if (code === BACKSLASH) at++;
  }
  return text.length;
}

function valueEnd(text: string, start: number): number {
  if (text.charCodeAt(start) === QUOTE) return stringEnd(text, start);
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = stringEnd(text, at) - 1;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      if (--depth <= 0) return depth < 0 ? at : at + 1;
    } else if (depth === 0 && (code === 0x2c || code === 0x0a || code === 0x20 || code === 0x0d)) return at;
  }
  return text.length;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
  return at;
}
