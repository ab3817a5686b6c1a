/** The time as events carry it. Many of them fall into the same millisecond: its text is made once. */
export function timestamps(clock: () => Date): () => string {
  let of_ms = Number.NaN;
  let text = "";
  return () => {
    const now = clock();
    if (now.getTime() === of_ms) return text;
    of_ms = now.getTime();
    text = now.toISOString();
    return text;
  };
}
