import { SEGMENT_LIMITS } from "@worktrail/shared/segment/limits";

/** `base` itself, or with the first number that makes it free: `fetch`, `fetch_2`, `fetch_3`. */
export function freshId(base: string, taken: ReadonlySet<string>): string {
  if (!taken.has(base)) return base;
  const stem = base.replace(/_\d+$/, "");
  for (let number = 2; ; number++) {
    const suffix = `_${number}`;
    const id = stem.slice(0, SEGMENT_LIMITS.id_length - suffix.length) + suffix;
    if (!taken.has(id)) return id;
  }
}
