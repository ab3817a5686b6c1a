/** Equality and order between values. */
import { fail } from "./failure.ts";
import { EXPRESSION_LIMITS } from "./limits.ts";
import type { Meter } from "./meter.ts";
import { Duration, describeKind, isList, isMap, kindOf, Optional, Timestamp } from "./values.ts";

/** Deep equality; values of different kinds are unequal, never converted. */
export function areEqual(left: unknown, right: unknown, meter: Meter, depth = 0): boolean {
  meter.spend(1);
  if (depth > EXPRESSION_LIMITS.value_depth)
    fail("too_deep", "These values are nested too deeply to compare.");
  const kind = kindOf(left);
  if (kind !== kindOf(right)) return false;
  if (typeof left === "string") meter.text(left.length);
  if (isList(left) && isList(right)) {
    return (
      left.length === right.length && left.every((item, i) => areEqual(item, right[i], meter, depth + 1))
    );
  }
  if (kind === "map" && isMap(left) && isMap(right)) {
    const keys = Object.keys(left);
    meter.elements(keys.length);
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => Object.hasOwn(right, key) && areEqual(left[key], right[key], meter, depth + 1))
    );
  }
  if (left instanceof Timestamp && right instanceof Timestamp) return left.epoch_ms === right.epoch_ms;
  if (left instanceof Duration && right instanceof Duration) return left.milliseconds === right.milliseconds;
  if (left instanceof Optional && right instanceof Optional) {
    return left.present === right.present && areEqual(left.value, right.value, meter, depth + 1);
  }
  return kind === "null" || left === right;
}

/** Negative, zero or positive; only two values of the same ordered kind can be compared. */
export function compareValues(left: unknown, right: unknown, meter: Meter): number {
  meter.spend(1);
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left === "string" && typeof right === "string") {
    meter.text(Math.min(left.length, right.length));
    return left < right ? -1 : left > right ? 1 : 0;
  }
  if (typeof left === "boolean" && typeof right === "boolean") return Number(left) - Number(right);
  if (left instanceof Timestamp && right instanceof Timestamp) return left.epoch_ms - right.epoch_ms;
  if (left instanceof Duration && right instanceof Duration) return left.milliseconds - right.milliseconds;
  return fail(
    "type_mismatch",
    `${capital(describeKind(left))} cannot be put in order with ${describeKind(right)}. Convert one of them, for example with double() or string().`,
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
