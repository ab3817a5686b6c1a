// The clock on the wall of a time zone, and back. A wall time is kept as the moment at which UTC shows it.
import { AppError } from "@worktrail/shared/errors";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws AppError `INVALID_INPUT` with `path` `/time_zone` */
export function checkTimeZone(time_zone: string): void {
  // Offsets such as +02:00 know no summer time, and are a mistake wherever one is meant.
  if (/^[A-Za-z]/.test(time_zone) && isKnown(time_zone)) return;
  throw new AppError(
    "INVALID_INPUT",
    `There is no time zone “${time_zone}”. Use a name of the IANA list, as in Europe/Berlin or UTC.`,
    { path: "/time_zone" },
  );
}

function isKnown(time_zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: time_zone }) !== null;
  } catch {
    return false;
  }
}

/** What the clock of the zone shows at this moment. */
export function wallTime(at: Date, time_zone: string): Date {
  return new Date(at.getTime() + offsetMs(at.getTime(), time_zone));
}

/**
 * The moment at which the clock of the zone shows this. A time that is shown twice means the first; one that the
 * clock jumps over means the jump.
 */
export function firstMoment(wall: Date, time_zone: string): Date {
  const shown = wall.getTime();
  // Far enough to lie before and after any change of the clock near by, near enough to meet no other.
  const before = offsetMs(shown - DAY_MS, time_zone);
  const after = offsetMs(shown + DAY_MS, time_zone);
  const moments = [shown - before, shown - after].filter((at) => at + offsetMs(at, time_zone) === shown);
  const moment = moments.length > 0 ? Math.min(...moments) : jump(shown - after, shown - before, time_zone);
  return new Date(moment);
}

/** The first whole minute between the two at which the clock has changed. */
function jump(from: number, to: number, time_zone: string): number {
  const earlier = offsetMs(from, time_zone);
  let low = Math.floor(from / MINUTE_MS);
  let high = Math.ceil(to / MINUTE_MS);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(middle * MINUTE_MS, time_zone) === earlier) low = middle;
    else high = middle;
  }
  return high * MINUTE_MS;
}

/** How far the clock of the zone is ahead of UTC. */
function offsetMs(at: number, time_zone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(time_zone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
}

function formatOf(time_zone: string): Intl.DateTimeFormat {
  const known = formats.get(time_zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: time_zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(time_zone, made);
  return made;
}
