/** What a helper function is, and the checks on what it is given. */
import { fail } from "../failure.ts";
import type { Meter } from "../meter.ts";
import { describeKind, isList, isMap, isNumber, isText, type ValueMap } from "../values.ts";

export type Arguments = readonly unknown[];

/** One function; `x.name(a)` and `name(x, a)` are the same call. */
export type FunctionDefinition = {
  name: string;
  signature: string;
  /** One line for completion and docs. */
  doc: string;
  example: string;
  group: "text" | "list" | "map" | "number" | "time" | "convert" | "logic";
  min_arguments: number;
  max_arguments: number;
  call: (args: Arguments, meter: Meter) => unknown;
};

export function textArgument(name: string, args: Arguments, index: number): string {
  const value = args[index];
  return isText(value) ? value : mismatch(name, index, "a text", value);
}

export function numberArgument(name: string, args: Arguments, index: number): number {
  const value = args[index];
  return isNumber(value) ? value : mismatch(name, index, "a number", value);
}

export function integerArgument(name: string, args: Arguments, index: number): number {
  const value = args[index];
  return isNumber(value) && Number.isSafeInteger(value)
    ? value
    : mismatch(name, index, "a whole number", value);
}

export function listArgument(name: string, args: Arguments, index: number): readonly unknown[] {
  const value = args[index];
  return isList(value) ? value : mismatch(name, index, "a list", value);
}

export function mapArgument(name: string, args: Arguments, index: number): ValueMap {
  const value = args[index];
  return isMap(value) ? value : mismatch(name, index, "a map", value);
}

const POSITIONS = ["first", "second", "third", "fourth"];

export function mismatch(name: string, index: number, wanted: string, value: unknown): never {
  const position = POSITIONS[index] ?? "last";
  return fail(
    "type_mismatch",
    `${name}() needs ${wanted} as its ${position} argument, not ${describeKind(value)}.`,
  );
}
