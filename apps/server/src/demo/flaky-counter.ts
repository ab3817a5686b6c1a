const MAX_KEYS = 1_000;

/** Counts calls by key, the first being 1. The keys that were not used for longest are forgotten. */
export function createFlakyCounter(): (key: string) => number {
  const counts = new Map<string, number>();
  return (given) => {
    const key = given.slice(0, 200);
    const count = (counts.get(key) ?? 0) + 1;
    counts.delete(key);
    counts.set(key, count);
    for (const oldest of counts.keys()) {
      if (counts.size <= MAX_KEYS) break;
      counts.delete(oldest);
    }
    return count;
  };
}
