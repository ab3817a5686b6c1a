// Numbers as log lines say them.

/** `120 ms`, `4.2 s`. */
export function millisecondsInWords(milliseconds: number): string {
  const whole = Math.round(milliseconds);
  return whole < 1_000 ? `${whole} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}

/** The size of a text: `310 B`, `3.2 kB`, `1.5 MB`. */
export function sizeInWords(text: string): string {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
