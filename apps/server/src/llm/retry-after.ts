/** Seconds that a `Retry-After` header asks for, written as seconds or as a date; undefined when it says nothing. */
export function retryAfterSeconds(value: string | null, now_ms: number): number | undefined {
  const text = value?.trim() ?? "";
  if (/^\d{1,10}(\.\d+)?$/.test(text)) return Number(text);
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now_ms) / 1_000));
}
