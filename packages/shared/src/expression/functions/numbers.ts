/** Functions on numbers and on lists of numbers. */
import { compareValues } from "../compare.ts";
import { fail } from "../failure.ts";
import type { Meter } from "../meter.ts";
import { finite } from "../operators.ts";
import { isList, isNumber } from "../values.ts";
import {
  type Arguments,
  type FunctionDefinition,
  integerArgument,
  listArgument,
  numberArgument,
} from "./arguments.ts";

export const numberFunctions: readonly FunctionDefinition[] = [
  {
    name: "sum",
    signature: "sum(list): number",
    doc: "The sum of a list of numbers; 0 when it is empty.",
    example: "sum(data.items.map(item, item.price))",
    group: "number",
    min_arguments: 1,
    max_arguments: 1,
    call: (args, meter) => sum("sum", listArgument("sum", args, 0), meter),
  },
  {
    name: "avg",
    signature: "avg(list): number | null",
    doc: "The mean of a list of numbers; null when it is empty.",
    example: "avg([1, 2, 4])",
    group: "number",
    min_arguments: 1,
    max_arguments: 1,
    call: (args, meter) => {
      const list = listArgument("avg", args, 0);
      return list.length === 0 ? null : finite(sum("avg", list, meter) / list.length);
    },
  },
  {
    name: "min",
    signature: "min(list) | min(a, b, …): any",
    doc: "The smallest of numbers, texts or times; null for an empty list.",
    example: "min(data.prices)",
    group: "number",
    min_arguments: 1,
    max_arguments: 32,
    call: (args, meter) => extreme("min", args, -1, meter),
  },
  {
    name: "max",
    signature: "max(list) | max(a, b, …): any",
    doc: "The largest of numbers, texts or times; null for an empty list.",
    example: "max(1, data.count)",
    group: "number",
    min_arguments: 1,
    max_arguments: 32,
    call: (args, meter) => extreme("max", args, 1, meter),
  },
  {
    name: "round",
    signature: "round(number, digits?): number",
    doc: "Rounds half away from zero, to whole numbers or to that many decimal digits.",
    example: "round(data.total * 1.19, 2)",
    group: "number",
    min_arguments: 1,
    max_arguments: 2,
    call: round,
  },
  {
    name: "floor",
    signature: "floor(number): number",
    doc: "The whole number at or below.",
    example: "floor(7 / 2)",
    group: "number",
    min_arguments: 1,
    max_arguments: 1,
    call: (args) => Math.floor(numberArgument("floor", args, 0)),
  },
  {
    name: "ceil",
    signature: "ceil(number): number",
    doc: "The whole number at or above.",
    example: "ceil(7 / 2)",
    group: "number",
    min_arguments: 1,
    max_arguments: 1,
    call: (args) => Math.ceil(numberArgument("ceil", args, 0)),
  },
  {
    name: "abs",
    signature: "abs(number): number",
    doc: "The number without its sign.",
    example: "abs(data.balance)",
    group: "number",
    min_arguments: 1,
    max_arguments: 1,
    call: (args) => Math.abs(numberArgument("abs", args, 0)),
  },
];

function sum(name: string, list: readonly unknown[], meter: Meter): number {
  meter.elements(list.length);
  let total = 0;
  for (const item of list) {
    if (!isNumber(item)) fail("type_mismatch", `${name}() needs a list that holds only numbers.`);
    total += item;
  }
  return finite(total);
}

function extreme(name: string, args: Arguments, sign: 1 | -1, meter: Meter): unknown {
  const only = args[0];
  const values = args.length === 1 && isList(only) ? only : args;
  let best: unknown = null;
  for (const [index, value] of values.entries()) {
    if (value === null || value === undefined)
      fail("type_mismatch", `${name}() cannot compare with null. Filter it out first.`);
    if (index === 0) compareValues(value, value, meter);
    if (index === 0 || compareValues(value, best, meter) * sign > 0) best = value;
  }
  return best;
}

function round(args: Arguments): number {
  const value = numberArgument("round", args, 0);
  const digits = args.length > 1 ? integerArgument("round", args, 1) : 0;
  if (digits < 0 || digits > 15) fail("wrong_arguments", "round() takes 0 to 15 digits.");
  if (Math.abs(value) >= 1e15) return value;
  // Shifting the decimal exponent as text keeps 1.005 from rounding down through its binary error.
  const shifted = Math.round(Number(shift(Math.abs(value), digits)));
  return finite(Math.sign(value) * Number(shift(shifted, -digits))) + 0;
}

function shift(value: number, digits: number): string {
  const [mantissa, exponent = "0"] = String(value).split("e");
  return `${mantissa}e${Number(exponent) + digits}`;
}
