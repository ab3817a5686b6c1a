/**
 * When a cron expression is due in a time zone.
 *
 * Where clocks change: times at named hours follow the clock on the wall. One that the clock jumps over is due at
 * the jump, once however many there are; one that it shows twice is due the first time. Times of every hour follow
 * the hours that really pass: none is doubled and none is left out.
 */
import { Cron } from "croner";
import { checkCron, refused } from "./check-cron.ts";
import { checkTimeZone, firstMoment, wallTime } from "./time-zone.ts";

export type Times = { cron: string; time_zone: string };

/** A doubled day, at the most, shows this many minutes twice. */
const MAX_REPEATS = 1_500;

/**
 * The first due time after `after`.
 * @throws AppError `INVALID_INPUT` for an expression or a zone that cannot be read, or that is never due
 */
export function nextTime(times: Times, after: Date): Date {
  const [next] = nextTimes(times, after, 1);
  if (next === undefined) throw never();
  return next;
}

/**
 * The first `count` due times after `after`; fewer where there are no more.
 * @throws AppError as `nextTime`
 */
export function nextTimes({ cron, time_zone }: Times, after: Date, count: number): Date[] {
  const expression = checkCron(cron);
  checkTimeZone(time_zone);
  const everyHour = expression.split(" ")[1] === "*";
  const next = everyHour ? inRealTime(expression, time_zone) : onTheWall(expression, time_zone);
  const found: Date[] = [];
  for (let at = next(after); at !== null && found.length < count; at = next(at)) found.push(at);
  if (found.length === 0) throw never();
  return found;
}

const never = () => refused("No day is like this, so it would never start.");

type Next = (after: Date) => Date | null;

function inRealTime(expression: string, time_zone: string): Next {
  const cron = new Cron(expression, { mode: "5-part", timezone: time_zone });
  return (after) => cron.nextRun(after);
}

function onTheWall(expression: string, time_zone: string): Next {
  const cron = new Cron(expression, { mode: "5-part", timezone: "UTC" });
  return (after) => {
    let wall = cron.nextRun(wallTime(after, time_zone));
    for (let tries = 0; wall !== null && tries < MAX_REPEATS; tries += 1) {
      const at = firstMoment(wall, time_zone);
      if (at > after) return at;
      wall = cron.nextRun(wall);
    }
    return null;
  };
}
