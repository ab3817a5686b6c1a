// Looks over an unknown value before its shape is read. Iterative: nesting of any depth cannot overflow the stack.
import { jsonPointer } from "../json.ts";
import type { Issue, IssueCode } from "./issue.ts";
import { SEGMENT_LIMITS } from "./limits.ts";
import { jsonTextLength } from "./utf8-length.ts";

export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
/** Enough to see what is wrong; a hostile document must not be answered with a longer one. */
export const MAX_REPORTED = 100;

type Place = { parent: Place | null; token: string | number };
type Entry = { value: unknown; place: Place | null; depth: number };
type Finding = (code: IssueCode, place: Place | null, message: string) => void;

/**
 * Everything that keeps a value from being plain, storable, bounded JSON. The size counted is that of the
 * exported text, so whatever is accepted can be exported and read back.
 */
export function rawIssues(value: unknown): Issue[] {
  const issues: Issue[] = [];
  const report: Finding = (code, place, message) => {
    issues.push({ code, severity: "error", path: pointerTo(place), message });
  };
  const open: Entry[] = [{ value, place: null, depth: 1 }];
  let bytes = 0;
  for (let entry = open.pop(); entry && issues.length < MAX_REPORTED; entry = open.pop()) {
    bytes += 2 * entry.depth + 2 + scalarBytes(entry.value);
    if (bytes > SEGMENT_LIMITS.bytes) {
      report("LIMIT_BYTES", null, TOO_LARGE);
      break;
    }
    checkValue(entry, report);
    if (typeof entry.value === "object" && entry.value !== null && entry.depth <= SEGMENT_LIMITS.depth) {
      bytes += openChildren(entry.value, entry, open, report);
    }
  }
  return issues;
}

export const TOO_LARGE = `A segment has at most ${SEGMENT_LIMITS.bytes / 1_000_000} MB. Move large texts and data out of it.`;

function checkValue({ value, place, depth }: Entry, report: Finding): void {
  switch (typeof value) {
    case "boolean":
      return;
    case "string":
      checkText(value, place, report);
      return;
    case "number":
      checkNumber(value, place, report);
      return;
    case "object":
      if (value === null) return;
      if (depth > SEGMENT_LIMITS.depth) {
        report("LIMIT_DEPTH", place, `This is nested over ${SEGMENT_LIMITS.depth} levels deep. Flatten it.`);
      } else if (!Array.isArray(value) && !isPlain(value)) {
        report("FIELD_TYPE", place, "Only plain JSON is allowed here.");
      }
      return;
    default:
      report("FIELD_TYPE", place, "Only plain JSON is allowed here.");
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

function checkNumber(value: number, place: Place | null, report: Finding): void {
  if (!Number.isFinite(value)) {
    report("NUMBER_INVALID", place, "This number is too large or not a number. Use one that JSON can carry.");
  } else if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21) {
    report("NUMBER_INVALID", place, "This whole number is too large to be kept exactly. Write it as a text.");
  }
}

function checkText(text: string, place: Place | null, report: Finding): void {
  if (text.length > SEGMENT_LIMITS.string_length) {
    report(
      "LIMIT_STRING",
      place,
      `A text has at most ${SEGMENT_LIMITS.string_length} characters. Shorten it.`,
    );
  } else if (text.includes("\u0000")) {
    report("JSON_FORBIDDEN_CHARACTER", place, "Remove the character U+0000: it cannot be stored.");
  } else if (!text.isWellFormed()) {
    report("JSON_FORBIDDEN_CHARACTER", place, "Remove the half of a surrogate pair: it is not a character.");
  }
}

function openChildren(parent: object, { place, depth }: Entry, open: Entry[], report: Finding): number {
  const children: Entry[] = [];
  let keyBytes = 0;
  if (Array.isArray(parent)) {
    // Over the limit of bytes already, whatever is inside.
    const length = Math.min(parent.length, SEGMENT_LIMITS.bytes);
    for (let index = 0; index < length; index++) {
      children.push({ value: parent[index], place: { parent: place, token: index }, depth: depth + 1 });
    }
  } else {
    for (const key of Object.keys(parent)) {
      const child: unknown = Reflect.get(parent, key);
      if (child === undefined) continue;
      const inside = { parent: place, token: key };
      keyBytes += jsonTextLength(key) + 2;
      if (FORBIDDEN_KEYS.has(key)) report("JSON_FORBIDDEN_KEY", inside, forbiddenKey(key));
      else checkText(key, inside, report);
      children.push({ value: child, place: inside, depth: depth + 1 });
    }
  }
  // Reversed, so that findings come in document order.
  for (let index = children.length - 1; index >= 0; index--) {
    const child = children[index];
    if (child) open.push(child);
  }
  return keyBytes;
}

export function forbiddenKey(key: string): string {
  return `The key ${JSON.stringify(key)} is reserved. Use another one.`;
}

function scalarBytes(value: unknown): number {
  if (typeof value === "string") return jsonTextLength(value);
  if (typeof value === "number") return String(value).length;
  return typeof value === "object" && value !== null ? 2 * 16 : 5;
}

function pointerTo(place: Place | null): string {
  const tokens: (string | number)[] = [];
  for (let at = place; at; at = at.parent) {
    tokens.push(
      typeof at.token === "string" && at.token.length > 200 ? `${at.token.slice(0, 199)}…` : at.token,
    );
  }
  return jsonPointer(...tokens.reverse());
}
