/** Constructs whose arguments are evaluated by the construct itself: once per element, or only when needed. */
import type { Syntax } from "./environment.ts";
import { ExpressionFailure, fail } from "./failure.ts";
import { groupByKeys, sortByKeys } from "./functions/lists.ts";
import { bind, type Context } from "./scope.ts";
import { describeKind, isList, isMap, NONE, Optional, ownValue } from "./values.ts";

export type MacroCall = {
  receiver: Syntax | null;
  args: readonly Syntax[];
  node: Syntax;
  context: Context;
  evaluate: (node: Syntax, context: Context) => unknown;
};
type Macro = (call: MacroCall) => unknown;

/** The macros that evaluate an argument once per element, by name and number of arguments. */
const elementMacros: ReadonlyMap<string, Macro> = new Map<string, Macro>([
  ["map/2", (call) => elements(call).map((item) => evaluateFor(call, item, 1))],
  ["map/3", filterAndMap],
  ["filter/2", (call) => elements(call).filter((item) => holds(call, item))],
  ["all/2", (call) => !decide(call, false)],
  ["exists/2", (call) => decide(call, true)],
  ["exists_one/2", (call) => elements(call).filter((item) => holds(call, item)).length === 1],
  ["sort_by/2", (call) => byKeys(call, sortByKeys)],
  ["group_by/2", (call) => byKeys(call, groupByKeys)],
]);

const optionalMacros: ReadonlyMap<string, Macro> = new Map<string, Macro>([
  ["orValue/1", orValue],
  ["or/1", or],
  ["hasValue/0", (call) => optional(call).present],
  ["value/0", requireValue],
]);

const freeMacros: ReadonlyMap<string, Macro> = new Map<string, Macro>([
  ["has", has],
  ["coalesce", coalesce],
]);

/** The macro that a call means, or null for an ordinary function. */
export function findMacro(name: string, receiver: Syntax | null, args: readonly Syntax[]): Macro | null {
  if (!receiver) return freeMacros.get(name) ?? null;
  const key = `${name}/${args.length}`;
  if (args[0]?.op === "id" && isNamespace(receiver, "cel") && key === "bind/3") return bindName;
  if (isNamespace(receiver, "optional") && (key === "none/0" || key === "of/1")) return optionalOf;
  if (args[0]?.op === "id" && elementMacros.has(key)) return elementMacros.get(key) ?? null;
  return optionalMacros.get(key) ?? null;
}

/** The name that a macro call binds inside its later arguments; null when it binds none. */
export function boundName(name: string, receiver: Syntax | null, args: readonly Syntax[]): string | null {
  const first = args[0];
  if (!receiver || first?.op !== "id") return null;
  const key = `${name}/${args.length}`;
  return elementMacros.has(key) || (isNamespace(receiver, "cel") && key === "bind/3") ? first.args : null;
}

function isNamespace(node: Syntax, name: string): boolean {
  return node.op === "id" && node.args === name;
}

function receiverOf({ receiver, context, evaluate }: MacroCall): unknown {
  return receiver ? evaluate(receiver, context) : null;
}

function argument({ args, context, evaluate, node }: MacroCall, index: number): unknown {
  const arg = args[index];
  return arg ? evaluate(arg, context) : fail("wrong_arguments", "An argument is missing here.", node);
}

/** The elements of a list or the keys of a map. Evaluates the receiver, so call it once. */
function elements(call: MacroCall): readonly unknown[] {
  const value = receiverOf(call);
  if (isList(value)) return value;
  if (!isMap(value)) {
    return fail(
      "type_mismatch",
      `This walks over a list or the keys of a map, not ${describeKind(value)}.`,
      call.node,
    );
  }
  const keys = Object.keys(value);
  call.context.meter.elements(keys.length);
  return keys;
}

function evaluateFor(call: MacroCall, item: unknown, index: number): unknown {
  const { args, context, evaluate, node } = call;
  const [name, body] = [args[0], args[index]];
  if (name?.op !== "id" || !body)
    return fail("wrong_arguments", "The first argument names the element.", node);
  return evaluate(body, bind(context, name.args, item));
}

function holds(call: MacroCall, item: unknown): boolean {
  const value = evaluateFor(call, item, 1);
  if (typeof value === "boolean") return value;
  return fail(
    "type_mismatch",
    `The condition must be true or false, not ${describeKind(value)}.`,
    call.args[1],
  );
}

function filterAndMap(call: MacroCall): unknown {
  const kept: unknown[] = [];
  for (const item of elements(call)) if (holds(call, item)) kept.push(evaluateFor(call, item, 2));
  return kept;
}

/** Whether one element yields `wanted`. As CEL defines it, a failing element matters only if none decides. */
function decide(call: MacroCall, wanted: boolean): boolean {
  let failure: ExpressionFailure | null = null;
  for (const item of elements(call)) {
    try {
      if (holds(call, item) === wanted) return true;
    } catch (error) {
      if (!(error instanceof ExpressionFailure) || error.isResource) throw error;
      call.context.meter.absorbFailure();
      failure ??= error;
    }
  }
  if (failure) throw failure;
  return false;
}

function byKeys(
  call: MacroCall,
  combine: (list: readonly unknown[], keys: readonly unknown[], meter: Context["meter"]) => unknown,
): unknown {
  const list = elements(call);
  return combine(
    list,
    list.map((item) => evaluateFor(call, item, 1)),
    call.context.meter,
  );
}

function bindName(call: MacroCall): unknown {
  return evaluateFor(call, argument(call, 1), 2);
}

function optionalOf(call: MacroCall): Optional {
  return call.args.length === 0 ? NONE : new Optional(true, argument(call, 0));
}

/** The receiver as an optional; a plain value counts as present unless it is null. */
function optional(call: MacroCall): Optional {
  const value = receiverOf(call);
  if (value instanceof Optional) return value;
  return value === null || value === undefined ? NONE : new Optional(true, value);
}

function orValue(call: MacroCall): unknown {
  const value = optional(call);
  return value.present ? value.value : argument(call, 0);
}

function or(call: MacroCall): unknown {
  const value = optional(call);
  return value.present ? value : argument(call, 0);
}

function requireValue(call: MacroCall): unknown {
  const value = optional(call);
  return value.present
    ? value.value
    : fail("missing_value", "This optional value is missing. Use orValue(…).", call.node);
}

function has(call: MacroCall): boolean {
  const field = call.args[0];
  if (call.args.length !== 1 || !field || (field.op !== "." && field.op !== "[]" && field.op !== ".?")) {
    return fail("wrong_arguments", "has() takes a field, as in has(data.note).", call.node);
  }
  const target = present(call, field.args[0]);
  const key = typeof field.args[1] === "string" ? field.args[1] : call.evaluate(field.args[1], call.context);
  const inside = target instanceof Optional ? target.value : target;
  return isMap(inside) && typeof key === "string" && ownValue(inside, key) !== undefined;
}

function coalesce(call: MacroCall): unknown {
  for (const arg of call.args) {
    const value = present(call, arg);
    const inner = value instanceof Optional ? value.value : value;
    if (inner !== null && inner !== undefined) return inner;
  }
  return null;
}

/** The value of a node, or null where a field on the way is missing. */
function present({ context, evaluate }: MacroCall, node: Syntax): unknown {
  try {
    return evaluate(node, context);
  } catch (error) {
    if (!(error instanceof ExpressionFailure) || error.code !== "missing_value") throw error;
    context.meter.absorbFailure();
    return null;
  }
}
