import { areEqual, compareValues } from "./compare.ts";
import { compileOrThrow } from "./compile.ts";
import type { Syntax } from "./environment.ts";
import { fail, toFailure } from "./failure.ts";
import { functions } from "./functions/reference.ts";
import { toJson } from "./json.ts";
import { INLINE_BUDGET } from "./limits.ts";
import { findMacro } from "./macros.ts";
import { Meter } from "./meter.ts";
import { arithmetic, isMember, negate } from "./operators.ts";
import { type Context, type ExpressionScope, readVariable } from "./scope.ts";
import {
  describeKind,
  emptyMap,
  isList,
  isMap,
  isNumber,
  isText,
  kindOf,
  NONE,
  Optional,
  ownValue,
  setKey,
} from "./values.ts";

export type EvaluationOptions = {
  /** Work units that may be spent, `INLINE_BUDGET` by default. */
  budget?: number;
};

/**
 * Evaluates an expression to plain JSON. Throws only `ExpressionFailure`. Pure: the same source and scope give
 * the same result, so what ends in `budget_exceeded` may be tried again in a worker with `WORKER_BUDGET`.
 */
export function evaluateExpression(
  source: string,
  scope: ExpressionScope,
  options: EvaluationOptions = {},
): unknown {
  return evaluateWith(source, scope, new Meter(options.budget ?? INLINE_BUDGET));
}

/** As `evaluateExpression`, sharing one meter between several evaluations. */
export function evaluateWith(source: string, scope: ExpressionScope, meter: Meter): unknown {
  const program = compileOrThrow(source);
  try {
    return toJson(evaluateNode(program.syntax, { scope, meter, local: null }), meter);
  } catch (error) {
    throw toFailure(error, { start: 0, end: source.length });
  }
}

function evaluateNode(node: Syntax, context: Context): unknown {
  context.meter.spend(1);
  switch (node.op) {
    case "value":
      return literal(node.args);
    case "?:":
      return condition(node.args[0], context)
        ? evaluateNode(node.args[1], context)
        : evaluateNode(node.args[2], context);
    case "||":
    case "&&":
      return logical(node.op === "||", node.args[0], node.args[1], context);
    case "list":
      return node.args.map((item) => evaluateNode(item, context));
    default:
      return located(node, () => evaluateOperation(node, context));
  }
}

type Operation = Exclude<Syntax, { op: "value" | "?:" | "||" | "&&" | "list" }>;

function evaluateOperation(node: Operation, context: Context): unknown {
  switch (node.op) {
    case "id":
      return readVariable(context, node.args);
    case ".":
      return access(evaluateNode(node.args[0], context), node.args[1]);
    case ".?":
      return accessOptional(evaluateNode(node.args[0], context), node.args[1]);
    case "[]":
      return access(evaluateNode(node.args[0], context), evaluateNode(node.args[1], context));
    case "[?]":
      return accessOptional(evaluateNode(node.args[0], context), evaluateNode(node.args[1], context));
    case "call":
      return call(node, null, node.args[0], node.args[1], context);
    case "rcall":
      return call(node, node.args[1], node.args[0], node.args[2], context);
    case "map":
      return buildMap(node.args, context);
    case "!_":
      return !condition(node.args, context);
    case "-_":
      return negate(evaluateNode(node.args, context));
    default:
      return binary(
        node.op,
        evaluateNode(node.args[0], context),
        evaluateNode(node.args[1], context),
        context.meter,
      );
  }
}

type BinaryOperator = Exclude<
  Operation["op"],
  "id" | "." | ".?" | "[]" | "[?]" | "call" | "rcall" | "map" | "!_" | "-_"
>;

function binary(op: BinaryOperator, left: unknown, right: unknown, meter: Meter): unknown {
  switch (op) {
    case "==":
      return areEqual(left, right, meter);
    case "!=":
      return !areEqual(left, right, meter);
    case "<":
      return compareValues(left, right, meter) < 0;
    case "<=":
      return compareValues(left, right, meter) <= 0;
    case ">":
      return compareValues(left, right, meter) > 0;
    case ">=":
      return compareValues(left, right, meter) >= 0;
    case "in":
      return isMember(left, right, meter);
    default:
      return arithmetic(op, left, right, meter);
  }
}

/** Gives a failure the place in the source where it arose, the innermost one. */
function located(node: Syntax, evaluate: () => unknown): unknown {
  try {
    return evaluate();
  } catch (error) {
    throw toFailure(error, node);
  }
}

/** Integer literals arrive as bigint, unsigned ones as an object; compilation has checked that both are safe. */
function literal(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  return typeof value === "object" && value !== null ? Number(String(value)) : value;
}

function condition(node: Syntax, context: Context): boolean {
  const value = evaluateNode(node, context);
  if (typeof value === "boolean") return value;
  return fail(
    "type_mismatch",
    `A condition must be true or false, not ${describeKind(value)}. Compare it, as in x != null.`,
    node,
  );
}

/** As CEL defines it, `a && b` is decided by either side: a failure on one side gives way to a deciding other side. */
function logical(decisive: boolean, left: Syntax, right: Syntax, context: Context): boolean {
  try {
    if (condition(left, context) === decisive) return decisive;
  } catch (error) {
    const failure = toFailure(error, left);
    context.meter.absorbFailure();
    if (!failure.isResource && condition(right, context) === decisive) return decisive;
    throw failure;
  }
  return condition(right, context);
}

function access(target: unknown, key: unknown): unknown {
  if (target instanceof Optional) return accessOptional(target, key);
  if (isList(target)) return elementAt(target, key);
  const kind = kindOf(target);
  if (kind === "map" && isMap(target)) {
    const value = isText(key) ? ownValue(target, key) : keyMismatch();
    return value === undefined ? missing(key) : value;
  }
  if (kind === "null") {
    return fail(
      "missing_value",
      `The value before ${quoted(key)} is null. Use .?${name(key)} and orValue(…) where it may be missing.`,
    );
  }
  return fail("type_mismatch", `${quoted(key)} cannot be read from ${describeKind(target)}. It needs a map.`);
}

function elementAt(list: readonly unknown[], key: unknown): unknown {
  if (!isNumber(key) || !Number.isInteger(key)) {
    return fail(
      "type_mismatch",
      "An element of a list is read by its position, as in items[0]. For every element use items.map(item, …).",
    );
  }
  if (key < 0 || key >= list.length) {
    return fail(
      "index_out_of_range",
      `There is no element ${key}: the list has ${list.length}. The first one is [0].`,
    );
  }
  return list[key] ?? null;
}

function accessOptional(target: unknown, key: unknown): Optional {
  const value = target instanceof Optional ? target.value : target;
  if (isList(value)) {
    const inside = isNumber(key) && Number.isInteger(key) && key >= 0 && key < value.length;
    return inside ? new Optional(true, value[key] ?? null) : NONE;
  }
  if (!isMap(value) || !isText(key)) return NONE;
  const found = ownValue(value, key);
  return found === undefined ? NONE : new Optional(true, found);
}

function keyMismatch(): never {
  return fail("type_mismatch", 'A field of a map is read by a text, as in data["name"].');
}

function missing(key: unknown): never {
  return fail(
    "missing_value",
    `There is no field ${quoted(key)}. Check its name, or use .?${name(key)} with orValue(…) where it may be missing.`,
  );
}

function quoted(key: unknown): string {
  return JSON.stringify(name(key));
}

function name(key: unknown): string {
  return isText(key) ? key.slice(0, 80) : isNumber(key) ? String(key) : "…";
}

function buildMap(entries: readonly (readonly [Syntax, Syntax])[], context: Context): unknown {
  const result = emptyMap();
  for (const [keyNode, valueNode] of entries) {
    const key = evaluateNode(keyNode, context);
    if (!isText(key) && !isNumber(key) && typeof key !== "boolean") {
      fail("type_mismatch", `A key must be a text, not ${describeKind(key)}. Put it in quotes.`, keyNode);
    }
    setKey(result, String(key), evaluateNode(valueNode, context));
  }
  return result;
}

function call(
  node: Syntax,
  receiver: Syntax | null,
  name: string,
  args: readonly Syntax[],
  context: Context,
): unknown {
  const macro = findMacro(name, receiver, args);
  if (macro) return macro({ receiver, args, context, evaluate: evaluateNode, node });
  const definition = functions.get(name);
  if (!definition) return fail("unknown_function", `There is no function ${name}().`, node);
  const nodes = receiver ? [receiver, ...args] : args;
  if (nodes.length < definition.min_arguments || nodes.length > definition.max_arguments) {
    fail("wrong_arguments", `Call it as ${definition.signature}.`, node);
  }
  return definition.call(
    nodes.map((argument) => evaluateNode(argument, context)),
    context.meter,
  );
}
