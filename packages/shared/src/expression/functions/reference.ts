/** Every function and macro of the language. Evaluation, checking, completion and docs read this one table. */
import type { FunctionDefinition } from "./arguments.ts";
import { convertFunctions } from "./convert.ts";
import { listFunctions } from "./lists.ts";
import { mapFunctions } from "./maps.ts";
import { numberFunctions } from "./numbers.ts";
import { textFunctions } from "./text.ts";
import { timeFunctions } from "./times.ts";

/** What a person needs to know to use a function. */
export type FunctionReference = Pick<FunctionDefinition, "name" | "signature" | "doc" | "example" | "group">;

export const functions: ReadonlyMap<string, FunctionDefinition> = new Map(
  [
    ...textFunctions,
    ...listFunctions,
    ...mapFunctions,
    ...numberFunctions,
    ...timeFunctions,
    ...convertFunctions,
  ].map((definition) => [definition.name, definition]),
);

/** Constructs that evaluate their arguments themselves. */
export const macroReferences: readonly FunctionReference[] = [
  {
    name: "has",
    signature: "has(data.field): boolean",
    doc: "Whether the field exists.",
    example: "has(data.note)",
    group: "logic",
  },
  {
    name: "coalesce",
    signature: "coalesce(a, b, …): any",
    doc: "The first value that is neither missing nor null.",
    example: 'coalesce(data.nickname, data.name, "friend")',
    group: "logic",
  },
  {
    name: "map",
    signature: "list.map(item, expression) | list.map(item, condition, expression): list",
    doc: "The value of the expression for each element (that meets the condition).",
    example: "data.items.map(item, item.price * 1.2)",
    group: "list",
  },
  {
    name: "filter",
    signature: "list.filter(item, condition): list",
    doc: "The elements that meet the condition.",
    example: "data.items.filter(item, item.price > 10)",
    group: "list",
  },
  {
    name: "all",
    signature: "list.all(item, condition): boolean",
    doc: "Whether every element meets the condition.",
    example: "data.items.all(item, item.price > 0)",
    group: "list",
  },
  {
    name: "exists",
    signature: "list.exists(item, condition): boolean",
    doc: "Whether at least one element meets the condition.",
    example: 'data.items.exists(item, item.status == "late")',
    group: "list",
  },
  {
    name: "exists_one",
    signature: "list.exists_one(item, condition): boolean",
    doc: "Whether exactly one element meets the condition.",
    example: "data.items.exists_one(item, item.main)",
    group: "list",
  },
  {
    name: "orValue",
    signature: "optional.orValue(value): any",
    doc: "The optional value, or the given one when it is missing.",
    example: 'data.?note.orValue("")',
    group: "logic",
  },
  {
    name: "or",
    signature: "optional.or(optional): optional",
    doc: "The first optional that is present.",
    example: 'data.?nickname.or(data.?name).orValue("")',
    group: "logic",
  },
  {
    name: "hasValue",
    signature: "optional.hasValue(): boolean",
    doc: "Whether the optional value is present.",
    example: "data.?note.hasValue()",
    group: "logic",
  },
  {
    name: "value",
    signature: "optional.value(): any",
    doc: "The optional value; fails when it is missing.",
    example: "data.?note.value()",
    group: "logic",
  },
];

/** The whole reference, for completion and docs. */
export const functionReferences: readonly FunctionReference[] = [...macroReferences, ...functions.values()];
