// The usual cron expressions, as people choose and read them. What is not among them is written as cron.
import { assertNever } from "@worktrail/shared/errors";

export const DAY_NAMES = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
] as const;

/** `time` is `09:30` on a clock of 24 hours; `day` counts from Sunday, 0, or is the day of the month. */
export type Times =
  | { kind: "minutes"; every: number }
  | { kind: "hourly"; minute: number }
  | { kind: "daily"; time: string }
  | { kind: "weekdays"; time: string }
  | { kind: "weekly"; day: number; time: string }
  | { kind: "monthly"; day: number; time: string };
export type TimesKind = Times["kind"];

const twoDigits = (value: number | string) => String(value).padStart(2, "0");

const WEEKDAYS = /^(1-5|MON-FRI)$/;
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** Null for an expression that is none of the usual ones. */
export function readTimes(cron: string): Times | null {
  const [minute = "", hour = "", day = "", month, weekday = "", ...more] = cron
    .trim()
    .toUpperCase()
    .split(/\s+/);
  if (month !== "*" || more.length > 0) return null;
  const everyDay = day === "*" && weekday === "*";
  if (hour === "*") return everyDay ? withinTheHour(minute) : null;
  if (!isNumber(minute, 59) || !isNumber(hour, 23)) return null;
  const time = `${twoDigits(hour)}:${twoDigits(minute)}`;
  if (everyDay) return { kind: "daily", time };
  if (day !== "*")
    return weekday === "*" && isNumber(day, 31) ? { kind: "monthly", day: Number(day), time } : null;
  if (WEEKDAYS.test(weekday)) return { kind: "weekdays", time };
  const named = DAYS.indexOf(weekday);
  if (named >= 0) return { kind: "weekly", day: named, time };
  return isNumber(weekday, 7) ? { kind: "weekly", day: Number(weekday) % 7, time } : null;
}

function withinTheHour(minute: string): Times | null {
  if (minute === "*") return { kind: "minutes", every: 1 };
  const step = /^\*\/(\d+)$/.exec(minute)?.[1];
  // Otherwise the last step of an hour would be shorter than the others.
  if (step !== undefined) return 60 % Number(step) === 0 ? { kind: "minutes", every: Number(step) } : null;
  return isNumber(minute, 59) ? { kind: "hourly", minute: Number(minute) } : null;
}

const isNumber = (text: string, most: number) => /^\d{1,2}$/.test(text) && Number(text) <= most;

export function cronOf(times: Times): string {
  switch (times.kind) {
    case "minutes":
      return times.every === 1 ? "* * * * *" : `*/${times.every} * * * *`;
    case "hourly":
      return `${times.minute} * * * *`;
    case "daily":
      return `${clockOf(times.time)} * * *`;
    case "weekdays":
      return `${clockOf(times.time)} * * 1-5`;
    case "weekly":
      return `${clockOf(times.time)} * * ${times.day}`;
    case "monthly":
      return `${clockOf(times.time)} ${times.day} * *`;
    default:
      return assertNever(times);
  }
}

function clockOf(time: string): string {
  const [hour = "", minute = ""] = time.split(":");
  return `${Number(minute)} ${Number(hour)}`;
}

/** The same times in another manner, keeping what both have. */
export function changeKind(times: Times | null, kind: TimesKind): Times {
  const time = times && "time" in times ? times.time : "09:00";
  switch (kind) {
    case "minutes":
      return { kind, every: 15 };
    case "hourly":
      return { kind, minute: 0 };
    case "daily":
    case "weekdays":
      return { kind, time };
    case "weekly":
      return { kind, day: 1, time };
    case "monthly":
      return { kind, day: 1, time };
    default:
      return assertNever(kind);
  }
}

/** “Every weekday at 09:00”; an unusual expression stands for itself. */
export function timesInWords(cron: string): string {
  const times = readTimes(cron);
  if (times === null) return cron;
  switch (times.kind) {
    case "minutes":
      return times.every === 1 ? "Every minute" : `Every ${times.every} minutes`;
    case "hourly":
      return times.minute === 0 ? "Every hour" : `Every hour at ${twoDigits(times.minute)} past`;
    case "daily":
      return `Every day at ${times.time}`;
    case "weekdays":
      return `Every weekday at ${times.time}`;
    case "weekly":
      return `Every ${DAY_NAMES[times.day]} at ${times.time}`;
    case "monthly":
      return `On day ${times.day} of every month at ${times.time}`;
    default:
      return assertNever(times);
  }
}
