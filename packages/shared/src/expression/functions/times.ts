/** Functions on timestamps and durations; calendar parts are in UTC. */
import { timestamp } from "../operators.ts";
import { parseDuration, parseTimestamp } from "../time.ts";
import { Duration, isNumber, isText, Timestamp } from "../values.ts";
import { type FunctionDefinition, mismatch } from "./arguments.ts";

function part(name: string, doc: string, read: (date: Date) => number): FunctionDefinition {
  return {
    name,
    signature: `${name}(timestamp): number`,
    doc: `${doc}, in UTC.`,
    example: `now.${name}()`,
    group: "time",
    min_arguments: 1,
    max_arguments: 1,
    call: ([value]) =>
      value instanceof Timestamp ? read(new Date(value.epoch_ms)) : mismatch(name, 0, "a timestamp", value),
  };
}

/** A part that timestamps and durations both have; a duration counts in whole units. */
function clockPart(
  name: string,
  doc: string,
  read: (date: Date) => number,
  unitMs: number,
): FunctionDefinition {
  const definition = part(name, doc, read);
  return {
    ...definition,
    signature: `${name}(timestamp | duration): number`,
    call: (args, meter) => {
      const value = args[0];
      return value instanceof Duration
        ? Math.trunc(value.milliseconds / unitMs)
        : definition.call(args, meter);
    },
  };
}

const DAY_MS = 86_400_000;

export const timeFunctions: readonly FunctionDefinition[] = [
  {
    name: "timestamp",
    signature: "timestamp(text | seconds): timestamp",
    doc: "A point in time from RFC 3339 text or from seconds since 1970.",
    example: "timestamp(data.created_at) < now",
    group: "time",
    min_arguments: 1,
    max_arguments: 1,
    call: ([value]) => {
      if (value instanceof Timestamp) return value;
      if (isText(value)) return parseTimestamp(value);
      return isNumber(value)
        ? timestamp(value * 1000)
        : mismatch("timestamp", 0, "a text or a number", value);
    },
  },
  {
    name: "duration",
    signature: "duration(text): duration",
    doc: "A length of time, with the units d, h, m, s and ms.",
    example: 'now - timestamp(data.created_at) > duration("24h")',
    group: "time",
    min_arguments: 1,
    max_arguments: 1,
    call: ([value]) => {
      if (value instanceof Duration) return value;
      return isText(value) ? parseDuration(value) : mismatch("duration", 0, "a text", value);
    },
  },
  part("getFullYear", "The year", (date) => date.getUTCFullYear()),
  part("getMonth", "The month, 0 for January", (date) => date.getUTCMonth()),
  part("getDate", "The day of the month, from 1", (date) => date.getUTCDate()),
  part("getDayOfMonth", "The day of the month, from 0", (date) => date.getUTCDate() - 1),
  part("getDayOfWeek", "The day of the week, 0 for Sunday", (date) => date.getUTCDay()),
  part("getDayOfYear", "The day of the year, from 0", (date) =>
    Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS),
  ),
  clockPart("getHours", "The hour", (date) => date.getUTCHours(), 3_600_000),
  clockPart("getMinutes", "The minute", (date) => date.getUTCMinutes(), 60_000),
  clockPart("getSeconds", "The second", (date) => date.getUTCSeconds(), 1000),
  clockPart("getMilliseconds", "The millisecond", (date) => date.getUTCMilliseconds(), 1),
];
