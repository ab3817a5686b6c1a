/** Functions on texts. */
import { areEqual } from "../compare.ts";
import { fail } from "../failure.ts";
import type { Meter } from "../meter.ts";
import { matchesPattern } from "../regex.ts";
import { indexOfPart, lastIndexOfPart, splitByPart } from "../search.ts";
import { isList, isText } from "../values.ts";
import {
  type Arguments,
  type FunctionDefinition,
  integerArgument,
  listArgument,
  mismatch,
  textArgument,
} from "./arguments.ts";
import { textOf } from "./convert.ts";

type Shape = Pick<FunctionDefinition, "signature" | "doc" | "example" | "call"> & {
  arguments?: [number, number];
};

function text(name: string, { arguments: [min, max] = [1, 1], ...shape }: Shape): FunctionDefinition {
  return { name, group: "text", min_arguments: min, max_arguments: max, ...shape };
}

/** A function of one text whose result is about as long as the text. */
function rewriting(
  name: string,
  doc: string,
  example: string,
  rewrite: (value: string) => string,
): FunctionDefinition {
  return text(name, {
    signature: `${name}(text): text`,
    doc,
    example,
    call: (args, meter) => {
      const value = textArgument(name, args, 0);
      meter.text(value.length);
      return rewrite(value);
    },
  });
}

/** A function of two texts that scans the first one. */
function scanning(
  name: string,
  doc: string,
  example: string,
  scan: (value: string, part: string, meter: Meter) => unknown,
): FunctionDefinition {
  return text(name, {
    signature: `${name}(text, part)`,
    doc,
    example,
    arguments: [2, 2],
    call: (args, meter) => {
      const value = textArgument(name, args, 0);
      meter.text(value.length);
      return scan(value, textArgument(name, args, 1), meter);
    },
  });
}

export const textFunctions: readonly FunctionDefinition[] = [
  rewriting("lower", "The text in lower case.", "lower(data.email)", (value) => value.toLowerCase()),
  rewriting("upper", "The text in upper case.", "upper(data.code)", (value) => value.toUpperCase()),
  rewriting("lowerAscii", "The text in lower case.", "data.email.lowerAscii()", (value) =>
    value.toLowerCase(),
  ),
  rewriting("upperAscii", "The text in upper case.", "data.code.upperAscii()", (value) =>
    value.toUpperCase(),
  ),
  rewriting("trim", "The text without white space at both ends.", "trim(data.name)", (value) => value.trim()),
  scanning(
    "startsWith",
    "Whether the text begins with the part.",
    'data.url.startsWith("https://")',
    (value, part) => value.startsWith(part),
  ),
  scanning("endsWith", "Whether the text ends with the part.", 'data.file.endsWith(".pdf")', (value, part) =>
    value.endsWith(part),
  ),
  scanning(
    "indexOf",
    "The position of the first occurrence, or -1.",
    'data.name.indexOf("@")',
    (value, part, meter) => indexOfPart(value, part, meter),
  ),
  scanning(
    "lastIndexOf",
    "The position of the last occurrence, or -1.",
    'data.path.lastIndexOf("/")',
    (value, part, meter) => lastIndexOfPart(value, part, meter),
  ),
  text("contains", {
    signature: "contains(text | list, part): boolean",
    doc: "Whether the text holds the part, or the list holds the element.",
    example: 'data.subject.contains("urgent")',
    arguments: [2, 2],
    call: contains,
  }),
  text("matches", {
    signature: "matches(text, pattern): boolean",
    doc: "Whether the regular expression (RE2 syntax) matches anywhere in the text.",
    example: 'data.email.matches("^[^@]+@example[.]com$")',
    arguments: [2, 2],
    call: (args, meter) =>
      matchesPattern(textArgument("matches", args, 0), textArgument("matches", args, 1), meter),
  }),
  text("substring", {
    signature: "substring(text, start, end?): text",
    doc: "The part from start up to, not including, end.",
    example: "data.code.substring(0, 3)",
    arguments: [2, 3],
    call: substring,
  }),
  text("replace", {
    signature: "replace(text, part, by): text",
    doc: "Replaces every occurrence of a plain text.",
    example: 'replace(data.phone, " ", "")',
    arguments: [3, 3],
    call: replace,
  }),
  text("split", {
    signature: "split(text, separator): list",
    doc: "The pieces of the text between the separators.",
    example: 'split(data.tags, ",")',
    arguments: [2, 2],
    call: split,
  }),
  text("join", {
    signature: "join(list, separator?): text",
    doc: "The elements as one text; numbers and booleans are written out.",
    example: 'join(data.tags, ", ")',
    arguments: [1, 2],
    call: join,
  }),
];

function contains(args: Arguments, meter: Meter): boolean {
  const value = args[0];
  if (isList(value)) return value.some((item) => areEqual(item, args[1], meter));
  if (!isText(value)) return mismatch("contains", 0, "a text or a list", value);
  return indexOfPart(value, textArgument("contains", args, 1), meter) !== -1;
}

function substring(args: Arguments, meter: Meter): string {
  const value = textArgument("substring", args, 0);
  const start = integerArgument("substring", args, 1);
  const end = args.length > 2 ? integerArgument("substring", args, 2) : value.length;
  if (start < 0 || end < start || end > value.length) {
    fail("index_out_of_range", "substring() was asked for a part outside the text. slice() allows that.");
  }
  meter.text(end - start);
  return value.substring(start, end);
}

function replace(args: Arguments, meter: Meter): string {
  const value = textArgument("replace", args, 0);
  const part = textArgument("replace", args, 1);
  const by = textArgument("replace", args, 2);
  const pieces = splitByPart(value, part, meter);
  meter.text(value.length + (pieces.length - 1) * (by.length - part.length));
  return pieces.join(by);
}

function split(args: Arguments, meter: Meter): string[] {
  const value = textArgument("split", args, 0);
  return splitByPart(value, textArgument("split", args, 1), meter);
}

function join(args: Arguments, meter: Meter): string {
  const list = listArgument("join", args, 0);
  const separator = args.length > 1 ? textArgument("join", args, 1) : "";
  meter.elements(list.length);
  const pieces: string[] = [];
  let length = 0;
  for (const item of list) {
    const piece = isText(item) ? item : textOf(item, meter);
    length += piece.length + separator.length;
    meter.text(piece.length + separator.length);
    if (length > 5_000_000) meter.text(length);
    pieces.push(piece);
  }
  return pieces.join(separator);
}
