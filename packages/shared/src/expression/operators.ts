/** What `+ - * / %`, unary minus and `in` mean. There is one kind of number, as in JSON. */
import { areEqual } from "./compare.ts";
import { fail } from "./failure.ts";
import type { Meter } from "./meter.ts";
import { Duration, describeKind, isList, isMap, isNumber, isText, ownValue, Timestamp } from "./values.ts";

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%";

export function arithmetic(op: ArithmeticOperator, left: unknown, right: unknown, meter: Meter): unknown {
  if (isNumber(left) && isNumber(right)) return finite(arithmeticOfNumbers(op, left, right));
  if (op === "+") {
    const sum = plus(left, right, meter);
    if (sum !== undefined) return sum;
  }
  if (op === "-") {
    const difference = minus(left, right);
    if (difference !== undefined) return difference;
  }
  const hint =
    op === "+" && (isText(left) || isText(right))
      ? " Turn the other side into text with string(…)."
      : " Convert one of them first.";
  return fail(
    "type_mismatch",
    `"${op}" does not work on ${describeKind(left)} and ${describeKind(right)}.${hint}`,
  );
}

function arithmeticOfNumbers(op: ArithmeticOperator, left: number, right: number): number {
  switch (op) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / divisor(right);
    case "%":
      return left % divisor(right);
  }
}

function divisor(value: number): number {
  if (value === 0)
    fail("division_by_zero", "This divides by zero. Test the divisor first, as in x != 0 ? … : ….");
  return value;
}

/** Refuses what JSON cannot carry, at the place where it arises. */
export function finite(value: number): number {
  if (!Number.isFinite(value))
    fail("not_a_finite_number", "This calculation has no finite number as its result.");
  return value;
}

function plus(left: unknown, right: unknown, meter: Meter): unknown {
  if (isText(left) && isText(right)) {
    meter.text(left.length + right.length);
    return left + right;
  }
  if (isList(left) && isList(right)) {
    meter.elements(left.length + right.length);
    return left.concat(right);
  }
  if (left instanceof Timestamp && right instanceof Duration)
    return timestamp(left.epoch_ms + right.milliseconds);
  if (left instanceof Duration && right instanceof Timestamp)
    return timestamp(left.milliseconds + right.epoch_ms);
  if (left instanceof Duration && right instanceof Duration) {
    return new Duration(finite(left.milliseconds + right.milliseconds));
  }
  return undefined;
}

function minus(left: unknown, right: unknown): unknown {
  if (left instanceof Timestamp && right instanceof Timestamp)
    return new Duration(left.epoch_ms - right.epoch_ms);
  if (left instanceof Timestamp && right instanceof Duration)
    return timestamp(left.epoch_ms - right.milliseconds);
  if (left instanceof Duration && right instanceof Duration) {
    return new Duration(finite(left.milliseconds - right.milliseconds));
  }
  return undefined;
}

const FIRST_MS = -62_135_596_800_000;
const LAST_MS = 253_402_300_799_999;

/** Makes a timestamp of the years 1 to 9999, the ones that RFC 3339 can write. */
export function timestamp(epochMs: number): Timestamp {
  if (!(epochMs >= FIRST_MS && epochMs <= LAST_MS)) {
    fail("invalid_text", "This time lies outside the years 0001 to 9999.");
  }
  return new Timestamp(epochMs);
}

export function negate(value: unknown): unknown {
  if (isNumber(value)) return 0 - value;
  if (value instanceof Duration) return new Duration(-value.milliseconds);
  return fail("type_mismatch", `"-" does not work on ${describeKind(value)}. It needs a number.`);
}

export function isMember(item: unknown, collection: unknown, meter: Meter): boolean {
  if (isList(collection)) return collection.some((element) => areEqual(item, element, meter));
  if (isMap(collection)) return isText(item) && ownValue(collection, item) !== undefined;
  return fail(
    "type_mismatch",
    `"in" looks into a list or a map, not ${describeKind(collection)}. For texts use text.contains("…").`,
  );
}
