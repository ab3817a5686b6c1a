import type { JsonValue } from "../json.ts";

/** Deep equality of JSON in which keys with `undefined` do not count; equal references cost nothing. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => sameValue(item, b[index]))
    );
  }
  return sameObject(a as Partial<Record<string, JsonValue>>, b as Partial<Record<string, JsonValue>>);
}

/** The order of keys counts: it is exported and shown. */
function sameObject(a: Partial<Record<string, JsonValue>>, b: Partial<Record<string, JsonValue>>): boolean {
  const left = Object.keys(a).filter((key) => a[key] !== undefined);
  const right = Object.keys(b).filter((key) => b[key] !== undefined);
  return (
    left.length === right.length &&
    left.every((key, index) => key === right[index] && sameValue(a[key], b[key]))
  );
}
