// The browser's field for a date and a time knows no zone: it is always the local one.

/** @param iso a time with its zone. @returns `2026-06-01T14:30`, as people here read their clock */
export function toLocalTime(iso: string): string {
  const time = new Date(iso);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Undefined for what is no time. */
export function fromLocalTime(text: string): string | undefined {
  const time = new Date(text);
  return text === "" || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
