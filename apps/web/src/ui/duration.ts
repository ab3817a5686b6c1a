const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1_000],
] as const;

/** Milliseconds as people say them: `0 ms`, `340 ms`, `4.2 s`, `38 s`, `2 min 5 s`, `3 h 12 min`, `2 d 4 h`. */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds) || milliseconds < 0) return "–";
  const whole = Math.round(milliseconds);
  if (whole < 1_000) return `${whole} ms`;
  const tenths = Math.round(milliseconds / 100) / 10;
  if (tenths < 10) return `${tenths.toFixed(1)} s`;
  return wholeSeconds(Math.round(milliseconds / 1_000));
}

/** What is left of a time, never less than it is: `1 s`, `9 s`, `2 min 5 s`. */
export function formatWholeSeconds(milliseconds: number): string {
  return wholeSeconds(Math.max(1, Math.ceil(milliseconds / 1_000)));
}

function wholeSeconds(seconds: number): string {
  let rest = seconds * 1_000;
  // Beyond an hour the seconds say nothing, beyond a day the minutes.
  if (rest >= 86_400_000) rest = Math.round(rest / 3_600_000) * 3_600_000;
  else if (rest >= 3_600_000) rest = Math.round(rest / 60_000) * 60_000;
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${unit}`);
    rest -= count * size;
  }
  return parts.join(" ");
}
