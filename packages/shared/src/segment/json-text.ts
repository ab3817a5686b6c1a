// Reads JSON text strictly: JSON.parse keeps the last of two equal keys and cannot say where it stopped.
import { jsonPointer } from "../json.ts";
import type { Issue, IssueCode } from "./issue.ts";
import { SEGMENT_LIMITS } from "./limits.ts";
import { FORBIDDEN_KEYS, forbiddenKey, TOO_LARGE } from "./raw-check.ts";
import { utf8Length } from "./utf8-length.ts";

/** `offset` is where reading stopped, in UTF-16 units. */
export type JsonTextResult = { ok: true; value: unknown } | { ok: false; issues: Issue[]; offset: number };

class Refusal extends Error {
  readonly issue: Issue;
  constructor(issue: Issue) {
    super(issue.message);
    this.issue = issue;
  }
}

type Reader = { readonly text: string; at: number; readonly tokens: (string | number)[] };

/** Bounds: 2 MB of UTF-8, 32 levels. One fault is reported, the first. */
export function parseJsonText(text: string): JsonTextResult {
  const reader: Reader = { text, at: 0, tokens: [] };
  try {
    if (utf8Length(text, SEGMENT_LIMITS.bytes) > SEGMENT_LIMITS.bytes)
      refuse(reader, "LIMIT_BYTES", TOO_LARGE);
    if (text.startsWith("\uFEFF")) {
      refuseAt(
        reader,
        "JSON_SYNTAX",
        "the text begins with a byte order mark. Save the file as UTF-8 without BOM",
      );
    }
    skipSpace(reader);
    if (reader.at >= text.length)
      refuse(reader, "JSON_SYNTAX", "The text is empty. Give it a segment as JSON.");
    const value = readValue(reader);
    skipSpace(reader);
    if (reader.at < text.length)
      refuseAt(reader, "JSON_SYNTAX", "there is more text after the end. Remove it");
    return { ok: true, value };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, issues: [error.issue], offset: reader.at };
    throw error;
  }
}

function readValue(reader: Reader): unknown {
  switch (reader.text[reader.at]) {
    case "{":
      return readObject(reader);
    case "[":
      return readArray(reader);
    case '"':
      return readString(reader);
    case undefined:
      return refuseAt(reader, "JSON_SYNTAX", "the text ends too early. Complete it");
    default:
      return readWord(reader);
  }
}

const WORD = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readWord(reader: Reader): unknown {
  WORD.lastIndex = reader.at;
  const word = WORD.exec(reader.text)?.[0];
  if (!word || /[\w.+-]/.test(reader.text[reader.at + word.length] ?? "")) {
    const shown = JSON.stringify(
      /^[\w.+-]{1,20}|./su.exec(reader.text.slice(reader.at, reader.at + 20))?.[0] ?? "",
    );
    return refuseAt(reader, "JSON_SYNTAX", `a value is expected instead of ${shown}. Correct it`);
  }
  reader.at += word.length;
  return JSON.parse(word);
}

function readString(reader: Reader): string {
  const end = endOfString(reader);
  const read: unknown = JSON.parse(reader.text.slice(reader.at, end));
  reader.at = end;
  return String(read);
}

function endOfString(reader: Reader): number {
  const { text } = reader;
  for (let at = reader.at + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) {
      reader.at = at;
      refuseAt(
        reader,
        "JSON_SYNTAX",
        "a text cannot go over a line end or hold a control character. Write \\n",
      );
    }
    if (code !== 0x5c) continue;
    const length = escapeLength(text, at + 1);
    if (length === 0) {
      reader.at = at;
      refuseAt(reader, "JSON_SYNTAX", "this is not an escape that JSON knows. Write \\\\ for a backslash");
    }
    at += length;
  }
  return refuseAt(reader, "JSON_SYNTAX", "this text has no closing quote. Add one");
}

/** Characters after the backslash; 0 where they are no escape. */
function escapeLength(text: string, at: number): number {
  if (text[at] === "u") return /^[0-9a-fA-F]{4}$/.test(text.slice(at + 1, at + 5)) ? 5 : 0;
  return /^["\\/bfnrt]$/.test(text[at] ?? "") ? 1 : 0;
}

function readArray(reader: Reader): unknown[] {
  enter(reader);
  const values: unknown[] = [];
  reader.at++;
  skipSpace(reader);
  if (reader.text[reader.at] === "]") {
    reader.at++;
    return values;
  }
  do {
    if (reader.text[reader.at] === "]") refuseTrailingComma(reader);
    reader.tokens.push(values.length);
    values.push(readValue(reader));
    reader.tokens.pop();
  } while (goesOn(reader, "]"));
  return values;
}

function readObject(reader: Reader): Record<string, unknown> {
  enter(reader);
  const seen = new Set<string>();
  const object: Record<string, unknown> = {};
  reader.at++;
  skipSpace(reader);
  if (reader.text[reader.at] === "}") {
    reader.at++;
    return object;
  }
  do {
    const key = readKey(reader, seen);
    reader.tokens.push(key);
    object[key] = readValue(reader);
    reader.tokens.pop();
  } while (goesOn(reader, "}"));
  return object;
}

function readKey(reader: Reader, seen: Set<string>): string {
  if (reader.text[reader.at] === "}") refuseTrailingComma(reader);
  if (reader.text[reader.at] !== '"')
    refuseAt(reader, "JSON_SYNTAX", "a key in double quotes is expected. Add it");
  const start = reader.at;
  const key = readString(reader);
  const after = reader.at;
  reader.at = start;
  reader.tokens.push(key);
  if (seen.has(key)) {
    refuseAt(
      reader,
      "JSON_DUPLICATE_KEY",
      `the key ${JSON.stringify(key.slice(0, 80))} is there twice. Remove one`,
    );
  }
  if (FORBIDDEN_KEYS.has(key))
    refuseAt(reader, "JSON_FORBIDDEN_KEY", forbiddenKey(key).replace("The", "the"));
  reader.tokens.pop();
  reader.at = after;
  seen.add(key);
  skipSpace(reader);
  if (reader.text[reader.at] !== ":")
    refuseAt(reader, "JSON_SYNTAX", "a colon is expected after the key. Add it");
  reader.at++;
  skipSpace(reader);
  return key;
}

/** After a value: true behind a comma, false behind the closing bracket. */
function goesOn(reader: Reader, close: "]" | "}"): boolean {
  skipSpace(reader);
  const next = reader.text[reader.at];
  if (next !== "," && next !== close) {
    refuseAt(reader, "JSON_SYNTAX", `a comma or ${close} is expected. Add it`);
  }
  reader.at++;
  if (next === ",") skipSpace(reader);
  return next === ",";
}

function enter(reader: Reader): void {
  if (reader.tokens.length < SEGMENT_LIMITS.depth) return;
  refuseAt(reader, "LIMIT_DEPTH", `this is nested over ${SEGMENT_LIMITS.depth} levels deep. Flatten it`);
}

function refuseTrailingComma(reader: Reader): never {
  return refuseAt(reader, "JSON_SYNTAX", "there is a comma before the closing bracket. Remove it");
}

function skipSpace(reader: Reader): void {
  for (;;) {
    const code = reader.text.charCodeAt(reader.at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    reader.at++;
  }
}

/** Refuses with the line and column of the reader's place, both counted from 1. */
function refuseAt(reader: Reader, code: IssueCode, sentence: string): never {
  const before = reader.text.slice(0, reader.at);
  const line = before.split("\n").length;
  const column = reader.at - before.lastIndexOf("\n");
  // Sentences come from elsewhere too, with their own full stop.
  return refuse(reader, code, `Line ${line}, column ${column}: ${sentence.replace(/\.$/, "")}.`);
}

function refuse(reader: Reader, code: IssueCode, message: string): never {
  throw new Refusal({ code, severity: "error", path: jsonPointer(...reader.tokens), message });
}
