/** The way out: evaluation values become plain, bounded JSON. */
import { fail } from "./failure.ts";
import { EXPRESSION_LIMITS } from "./limits.ts";
import type { Meter } from "./meter.ts";
import { finite } from "./operators.ts";
import { durationText, timestampText } from "./time.ts";
import { Duration, isList, isMap, Optional, setKey, Timestamp } from "./values.ts";

type Size = { nodes: number; characters: number; meter: Meter };

/** Copies a value as JSON; times become text. Refuses what JSON cannot carry and what is too large or deep. */
export function toJson(value: unknown, meter: Meter): unknown {
  return copy(value, { nodes: 0, characters: 0, meter }, 0);
}

/** Compact JSON text of a value. */
export function toJsonText(value: unknown, meter: Meter): string {
  const text = JSON.stringify(toJson(value, meter));
  meter.text(text.length);
  return text;
}

function copy(value: unknown, size: Size, depth: number): unknown {
  count(size, 1, typeof value === "string" ? value.length : 8);
  if (depth > EXPRESSION_LIMITS.value_depth)
    fail("too_deep", "This result is nested over 128 levels deep. Flatten it.");
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return finite(value) + 0;
  if (isList(value)) return value.map((item) => copy(item, size, depth + 1));
  if (value instanceof Timestamp) return timestampText(value);
  if (value instanceof Duration) return durationText(value);
  if (value instanceof Optional) return value.present ? copy(value.value, size, depth + 1) : null;
  if (!isMap(value)) return fail("not_json", "This value is not plain JSON.");
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    count(size, 0, key.length);
    setKey(result, key, copy(value[key], size, depth + 1));
  }
  return result;
}

function count(size: Size, nodes: number, characters: number): void {
  size.nodes += nodes;
  size.characters += characters;
  size.meter.spend(1 + (characters >> 6));
  if (size.nodes > EXPRESSION_LIMITS.result_nodes || size.characters > EXPRESSION_LIMITS.result_size) {
    fail("too_large", "This result is larger than 5 MB. Keep only the fields that are needed.");
  }
}
