const steps = [
  ["year", 31_536_000_000],
  ["month", 2_592_000_000],
  ["week", 604_800_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

const words = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });

/** The distance between two times in words: "just now", "5 min. ago", "in 2 hr.", "yesterday". */
export function formatRelativeTime(time: number, now: number): string {
  const distance = time - now;
  for (const [unit, size] of steps) {
    if (Math.abs(distance) >= size) return words.format(Math.trunc(distance / size), unit);
  }
  return distance > 1_000 ? "in a moment" : "just now";
}
