// Rounds of one measure and of its floors take turns, so that a machine that slows down slows all of them.

/** A stretch of work: how often it was done in a second, and how long one took. */
export type Load = { per_second: number; p50_ms: number; p99_ms: number };

/** Does `once` over and over, `concurrency` at a time, for so many milliseconds or for as long as `goesOn` says. */
export async function load(
  concurrency: number,
  until: number | (() => boolean),
  once: () => Promise<unknown>,
): Promise<Load> {
  const times: number[] = [];
  const began = performance.now();
  const goesOn = typeof until === "number" ? () => performance.now() - began < until : until;
  const lane = async () => {
    while (goesOn()) {
      const start = performance.now();
      await once();
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  const seconds = (performance.now() - began) / 1_000;
  return { per_second: times.length / seconds, ...percentiles(times) };
}

export function percentiles(times: readonly number[]): { p50_ms: number; p99_ms: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50_ms: at(0.5), p99_ms: at(0.99) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** The median of what each round says, which holds when the machine's speed moves between rounds. */
export function medianRatio(ours: readonly number[], floor: readonly number[]): number {
  return median(ours.map((value, round) => value / (floor[round] ?? Number.NaN)));
}

/** @returns what each part measured, by its name, one result a round */
export async function interleave<Name extends string, Result>(
  rounds: number,
  parts: Readonly<Record<Name, () => Promise<Result>>>,
): Promise<Record<Name, Result[]>> {
  const names = Object.keys(parts) as Name[];
  const results = Object.fromEntries(names.map((name) => [name, [] as Result[]])) as Record<Name, Result[]>;
  for (let round = 0; round < rounds; round++) {
    // Every other round backwards: what a part leaves behind does not always meet the same one.
    for (const name of round % 2 === 0 ? names : names.toReversed()) results[name].push(await parts[name]());
  }
  return results;
}
