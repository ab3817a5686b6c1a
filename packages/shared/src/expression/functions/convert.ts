/** Conversions between kinds, and JSON text. */
import { fail } from "../failure.ts";
import { toJson, toJsonText } from "../json.ts";
import type { Meter } from "../meter.ts";
import { finite } from "../operators.ts";
import { durationText, timestampText } from "../time.ts";
import { Duration, describeKind, isList, isMap, isNumber, isText, kindOf, Timestamp } from "../values.ts";
import { type Arguments, type FunctionDefinition, mismatch, textArgument } from "./arguments.ts";

function convert(
  name: string,
  signature: string,
  doc: string,
  example: string,
  call: FunctionDefinition["call"],
): FunctionDefinition {
  return { name, signature, doc, example, group: "convert", min_arguments: 1, max_arguments: 1, call };
}

export const convertFunctions: readonly FunctionDefinition[] = [
  convert(
    "string",
    "string(value): text",
    "The value as text; lists and maps as JSON.",
    "string(data.count)",
    (args, meter) => textOf(args[0], meter),
  ),
  convert(
    "int",
    "int(value): number",
    "A whole number, from a number (cut) or a text.",
    'int("42")',
    toInteger,
  ),
  convert(
    "double",
    "double(value): number",
    "A number, from a number or a text.",
    'double("3.14")',
    toNumber,
  ),
  convert(
    "bool",
    "bool(value): boolean",
    'A boolean, from true, false, "true" or "false".',
    "bool(data.flag)",
    toBoolean,
  ),
  convert("dyn", "dyn(value): any", "The value itself.", "dyn(data)", (args) => args[0]),
  convert("type", "type(value): text", "The kind of the value.", 'type(data.total) == "number"', (args) =>
    kindOf(args[0]),
  ),
  convert(
    "size",
    "size(text | list | map): number",
    "How many characters, elements or entries there are.",
    "size(data.items) > 2",
    size,
  ),
  convert(
    "parse_json",
    "parse_json(text): any",
    "The value that a JSON text describes.",
    "parse_json(data.body)",
    parseJson,
  ),
  convert(
    "to_json",
    "to_json(value): text",
    "The value as compact JSON text.",
    "to_json(data)",
    (args, meter) => toJsonText(args[0], meter),
  ),
];

/** How a value reads inside a text. */
export function textOf(value: unknown, meter: Meter): string {
  if (isText(value)) return value;
  if (value instanceof Timestamp) return timestampText(value);
  if (value instanceof Duration) return durationText(value);
  return toJsonText(value, meter);
}

const NUMBER_TEXT = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

function toNumber(args: Arguments, meter: Meter): number {
  const value = args[0];
  if (isNumber(value)) return finite(value);
  if (!isText(value)) return mismatch("double", 0, "a number or a text", value);
  meter.text(value.length);
  if (value.length > 400 || !NUMBER_TEXT.test(value.trim()))
    fail("invalid_text", "double() was given a text that is not a number.");
  return finite(Number(value));
}

function toInteger(args: Arguments): number {
  const value = args[0];
  if (value instanceof Timestamp) return Math.floor(value.epoch_ms / 1000);
  if (isNumber(value)) return safeInteger(Math.trunc(value));
  if (!isText(value)) return mismatch("int", 0, "a number, a text or a timestamp", value);
  if (value.length > 20 || !/^[+-]?\d+$/.test(value.trim()))
    fail("invalid_text", "int() was given a text that is not a whole number.");
  return safeInteger(Number(value));
}

function safeInteger(value: number): number {
  if (!Number.isSafeInteger(value))
    fail("not_a_finite_number", "This whole number is too large to be kept exactly.");
  return value + 0;
}

function toBoolean(args: Arguments): boolean {
  const value = args[0];
  if (typeof value === "boolean") return value;
  if (value === "true") return true;
  if (value === "false") return false;
  return fail("invalid_text", `bool() takes true, false, "true" or "false", not ${describeKind(value)}.`);
}

function size(args: Arguments, meter: Meter): number {
  const value = args[0];
  if (isList(value)) return value.length;
  if (isText(value)) {
    meter.text(value.length);
    return countCharacters(value);
  }
  if (!isMap(value)) return mismatch("size", 0, "a text, a list or a map", value);
  const length = Object.keys(value).length;
  meter.elements(length);
  return length;
}

/** Counts code points, as CEL does, so that an emoji is one character. */
function countCharacters(value: string): number {
  let count = value.length;
  for (let index = 0; index + 1 < value.length; index++) {
    const isPair =
      (value.charCodeAt(index) & 0xfc00) === 0xd800 && (value.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
    if (isPair) {
      count--;
      index++;
    }
  }
  return count;
}

function parseJson(args: Arguments, meter: Meter): unknown {
  const source = textArgument("parse_json", args, 0);
  meter.text(source.length);
  meter.spend(source.length >> 2);
  let parsed: unknown;
  try {
    parsed = JSON.parse(source);
  } catch {
    return fail("invalid_text", "parse_json() was given a text that is not JSON.");
  }
  return toJson(parsed, meter);
}
