import { SEGMENT_LIMITS } from "@worktrail/shared/segment/limits";

/**
 * `base` itself, or with the first number that makes it free: `fetch`, `fetch_2`, `fetch_3`. Whoever asks for many,
 * each taken at once, gives one `tried` to all: no number is tried twice.
 */
export function freshId(
  base: string,
  taken: ReadonlySet<string>,
  tried: Map<string, number> = new Map(),
): string {
  if (!taken.has(base)) return base;
  const stem = base.replace(/_\d+$/, "");
  for (let number = tried.get(stem) ?? 2; ; number++) {
    const suffix = `_${number}`;
    const id = stem.slice(0, SEGMENT_LIMITS.id_length - suffix.length) + suffix;
    if (taken.has(id)) continue;
    tried.set(stem, number + 1);
    return id;
  }
}
