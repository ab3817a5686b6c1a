// Numbers as log lines say them.

/** `120 ms`, `4.2 s`. */
export function millisecondsInWords(milliseconds: number): string {
  const whole = Math.round(milliseconds);
  return whole < 1_000 ? `${whole} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}
