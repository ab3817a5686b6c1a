/** Functions on lists. */
import { areEqual, compareValues } from "../compare.ts";
import { fail } from "../failure.ts";
import type { Meter } from "../meter.ts";
import { emptyMap, isList, isMap, isNumber, isText, ownValue, setKey } from "../values.ts";
import {
  type FunctionDefinition,
  integerArgument,
  listArgument,
  mismatch,
  textArgument,
} from "./arguments.ts";

export const listFunctions: readonly FunctionDefinition[] = [
  {
    name: "first",
    signature: "first(list): any",
    doc: "The first element, or null when the list is empty.",
    example: "first(data.items)",
    group: "list",
    min_arguments: 1,
    max_arguments: 1,
    call: (args) => listArgument("first", args, 0)[0] ?? null,
  },
  {
    name: "last",
    signature: "last(list): any",
    doc: "The last element, or null when the list is empty.",
    example: "last(data.items)",
    group: "list",
    min_arguments: 1,
    max_arguments: 1,
    call: (args) => listArgument("last", args, 0).at(-1) ?? null,
  },
  {
    name: "slice",
    signature: "slice(list | text, start, end?): list | text",
    doc: "The part from start up to, not including, end. Negative positions count from the end.",
    example: "slice(data.items, 0, 10)",
    group: "list",
    min_arguments: 2,
    max_arguments: 3,
    call: slice,
  },
  {
    name: "reverse",
    signature: "reverse(list): list",
    doc: "The list from back to front.",
    example: 'data.items.sort_by("price").reverse()',
    group: "list",
    min_arguments: 1,
    max_arguments: 1,
    call: (args, meter) => {
      const list = listArgument("reverse", args, 0);
      meter.elements(list.length);
      return list.toReversed();
    },
  },
  {
    name: "distinct",
    signature: "distinct(list): list",
    doc: "Each value once, in the order of first appearance.",
    example: "distinct(data.items.map(item, item.country))",
    group: "list",
    min_arguments: 1,
    max_arguments: 1,
    call: (args, meter) => distinct(listArgument("distinct", args, 0), meter),
  },
  {
    name: "flatten",
    signature: "flatten(list): list",
    doc: "Joins a list of lists into one list, one level deep.",
    example: "flatten([[1, 2], [3]])",
    group: "list",
    min_arguments: 1,
    max_arguments: 1,
    call: (args, meter) => flatten(listArgument("flatten", args, 0), meter),
  },
  {
    name: "sort",
    signature: "sort(list): list",
    doc: "The list in ascending order; its elements must be of one kind.",
    example: "sort([3, 1, 2])",
    group: "list",
    min_arguments: 1,
    max_arguments: 1,
    call: (args, meter) => {
      const list = listArgument("sort", args, 0);
      return sortByKeys(list, list, meter);
    },
  },
  {
    name: "sort_by",
    signature: 'sort_by(list, "key") | list.sort_by(item, item.key): list',
    doc: "The list in ascending order of a field or of an expression; null and missing go last.",
    example: "data.items.sort_by(item, item.price)",
    group: "list",
    min_arguments: 2,
    max_arguments: 2,
    call: (args, meter) => {
      const list = listArgument("sort_by", args, 0);
      return sortByKeys(list, keysOf(list, textArgument("sort_by", args, 1), meter), meter);
    },
  },
  {
    name: "group_by",
    signature: 'group_by(list, "key") | list.group_by(item, item.key): map',
    doc: "A map from each value of a field or of an expression to the list of elements that have it.",
    example: 'data.orders.group_by("country")',
    group: "list",
    min_arguments: 2,
    max_arguments: 2,
    call: (args, meter) => {
      const list = listArgument("group_by", args, 0);
      return groupByKeys(list, keysOf(list, textArgument("group_by", args, 1), meter), meter);
    },
  },
];

function slice(args: readonly unknown[], meter: Meter): unknown {
  const start = integerArgument("slice", args, 1);
  const end = args.length > 2 ? integerArgument("slice", args, 2) : undefined;
  const value = args[0];
  if (isText(value)) {
    meter.text(value.length);
    return value.slice(start, end);
  }
  if (!isList(value)) return mismatch("slice", 0, "a list or a text", value);
  const part = value.slice(start, end);
  meter.elements(part.length);
  return part;
}

function distinct(list: readonly unknown[], meter: Meter): unknown[] {
  const seen = new Set<unknown>();
  const structures: unknown[] = [];
  return list.filter((item) => {
    meter.spend(1);
    if (item === null || typeof item !== "object") {
      if (isText(item)) meter.text(item.length);
      if (seen.has(item)) return false;
      seen.add(item);
      return true;
    }
    if (structures.some((other) => areEqual(item, other, meter))) return false;
    structures.push(item);
    return true;
  });
}

function flatten(list: readonly unknown[], meter: Meter): unknown[] {
  const flat: unknown[] = [];
  for (const item of list) {
    if (!isList(item)) {
      flat.push(item);
      continue;
    }
    meter.elements(item.length);
    for (const inner of item) flat.push(inner);
  }
  meter.elements(flat.length);
  return flat;
}

/** The value of one field of every element; null where it is missing. */
export function keysOf(list: readonly unknown[], key: string, meter: Meter): unknown[] {
  meter.elements(list.length);
  return list.map((item) => {
    if (!isMap(item))
      return fail(
        "type_mismatch",
        `Every element must be a map to be read by the key ${JSON.stringify(key)}.`,
      );
    return ownValue(item, key) ?? null;
  });
}

/** Stable ascending sort; null keys go last. */
export function sortByKeys(list: readonly unknown[], keys: readonly unknown[], meter: Meter): unknown[] {
  meter.elements(list.length);
  const order = list.map((_, index) => index);
  order.sort((left, right) => compareKeys(keys[left], keys[right], meter));
  return order.map((index) => list[index]);
}

function compareKeys(left: unknown, right: unknown, meter: Meter): number {
  const leftEmpty = left === null || left === undefined;
  const rightEmpty = right === null || right === undefined;
  if (leftEmpty || rightEmpty) return Number(leftEmpty) - Number(rightEmpty);
  return compareValues(left, right, meter);
}

export function groupByKeys(list: readonly unknown[], keys: readonly unknown[], meter: Meter): unknown {
  meter.elements(list.length);
  const groups = new Map<string, unknown[]>();
  for (const [index, item] of list.entries()) {
    const key = groupKey(keys[index]);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  const result = emptyMap();
  for (const [key, group] of groups) setKey(result, key, group);
  return result;
}

function groupKey(value: unknown): string {
  if (isText(value)) return value;
  if (isNumber(value) || typeof value === "boolean") return String(value);
  if (value === null || value === undefined) return "null";
  return fail("type_mismatch", "group_by() needs texts, numbers or booleans to group by.");
}
