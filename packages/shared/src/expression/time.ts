/** RFC 3339 timestamps and durations as text. No clock: every time comes from the data. */
import { fail } from "./failure.ts";
import { timestamp } from "./operators.ts";
import { Duration, type Timestamp } from "./values.ts";

const RFC_3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

export function parseTimestamp(text: string): Timestamp {
  const match = text.length <= 40 ? RFC_3339.exec(text) : null;
  if (!match) return refuse();
  const part = (index: number) => Number(match[index] ?? "0");
  const milliseconds = Number((match[7] ?? "").padEnd(3, "0").slice(0, 3));
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)];
  if (hour > 23 || minute > 59 || second > 59 || part(9) > 23 || part(10) > 59) return refuse();
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return refuse();
  const offset = (match[8] === "-" ? -1 : 1) * (part(9) * 60 + part(10)) * 60_000;
  return timestamp(date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds - offset);
}

function refuse(): never {
  return fail("invalid_text", "This is not a time. Write it with its zone, as in 2026-01-31T09:30:00Z.");
}

export function timestampText(value: Timestamp): string {
  return new Date(value.epoch_ms).toISOString().replace(".000Z", "Z");
}

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
  ["ms", 1],
]);
const DURATION = /^-?(?:\d{1,15}(?:\.\d{1,9})?(?:d|h|ms|m|s))+$/;
const DURATION_PART = /(\d+(?:\.\d+)?)(d|h|ms|m|s)/g;

export function parseDuration(text: string): Duration {
  if (text.length > 100 || !DURATION.test(text)) {
    return fail("invalid_text", "This is not a duration. Write it with units, as in 1h30m or 45s.");
  }
  let total = 0;
  for (const [, amount, unit] of text.matchAll(DURATION_PART))
    total += Number(amount) * (UNIT_MS.get(unit ?? "") ?? 0);
  return new Duration(text.startsWith("-") ? -total : total);
}

/** Seconds, as protobuf's JSON writes durations. */
export function durationText(value: Duration): string {
  return `${value.milliseconds / 1000}s`;
}
