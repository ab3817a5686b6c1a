import { Cron } from "croner";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkCron } from "./check-cron.ts";
import { nextTime, nextTimes } from "./next-times.ts";

/** Due times as the clock on the wall shows them. */
function shown(cron: string, time_zone: string, after: string, count: number): string[] {
  return nextTimes({ cron, time_zone }, new Date(after), count).map((at) =>
    at
      .toLocaleString("sv", { timeZone: time_zone, timeZoneName: "shortOffset" })
      .replace("GMT", "")
      .replace("−", "-"),
  );
}

describe("Due times", () => {
  it("keep to the clock on the wall in winter and in summer", () => {
    expect(shown("0 9 * * 1-5", "America/New_York", "2026-03-06T00:00:00Z", 3)).toEqual([
      "2026-03-06 09:00:00 -5",
      "2026-03-09 09:00:00 -4",
      "2026-03-10 09:00:00 -4",
    ]);
  });

  it("that the clock jumps over are due at the jump, once however many there are", () => {
    expect(shown("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", 2)).toEqual([
      "2026-03-29 03:00:00 +2",
      "2026-03-30 02:30:00 +2",
    ]);
    expect(shown("0,30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", 2)).toEqual([
      "2026-03-29 03:00:00 +2",
      "2026-03-30 02:00:00 +2",
    ]);
    expect(shown("*/15 2-3 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", 5)).toEqual([
      "2026-03-29 03:00:00 +2",
      "2026-03-29 03:15:00 +2",
      "2026-03-29 03:30:00 +2",
      "2026-03-29 03:45:00 +2",
      "2026-03-30 02:00:00 +2",
    ]);
    expect(shown("0 0 * * *", "America/Santiago", "2026-09-05T12:00:00Z", 2)).toEqual([
      "2026-09-06 01:00:00 -3",
      "2026-09-07 00:00:00 -3",
    ]);
  });

  it("that the clock shows twice are due the first time only", () => {
    expect(shown("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2)).toEqual([
      "2026-10-25 02:30:00 +2",
      "2026-10-26 02:30:00 +1",
    ]);
    // 02:10 of the second hour: the first half past two has gone by.
    expect(shown("30 2 * * *", "Europe/Berlin", "2026-10-25T01:10:00Z", 1)).toEqual([
      "2026-10-26 02:30:00 +1",
    ]);
  });

  it("of every hour follow the hours that really pass", () => {
    expect(shown("30 * * * *", "Europe/Berlin", "2026-10-24T23:00:00Z", 4)).toEqual([
      "2026-10-25 01:30:00 +2",
      "2026-10-25 02:30:00 +2",
      "2026-10-25 02:30:00 +1",
      "2026-10-25 03:30:00 +1",
    ]);
    expect(shown("30 * * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", 2)).toEqual([
      "2026-03-29 01:30:00 +1",
      "2026-03-29 03:30:00 +2",
    ]);
  });

  it("survive a change of half an hour, a skipped day and a leap day", () => {
    expect(shown("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T00:30:00Z", 2)).toEqual([
      "2026-10-04 02:30:00 +11",
      "2026-10-05 02:15:00 +11",
    ]);
    // Samoa had no 30 December that year.
    expect(shown("0 12 * * *", "Pacific/Apia", "2011-12-29T12:00:00Z", 3)).toEqual([
      "2011-12-29 12:00:00 -10",
      "2011-12-31 00:00:00 +14",
      "2011-12-31 12:00:00 +14",
    ]);
    expect(shown("0 0 29 2 *", "UTC", "2026-03-01T00:00:00Z", 2)).toEqual([
      "2028-02-29 00:00:00 +0",
      "2032-02-29 00:00:00 +0",
    ]);
  });

  it("come in order, each later than asked for, and on whole minutes, in any zone at any time", () => {
    const zone = fc.constantFrom("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata");
    const cron = fc.constantFrom(
      "*/7 * * * *",
      "0 */3 * * *",
      "5,35 1-4 * * *",
      "30 2 1,15 * 1",
      "0 0 * * *",
    );
    const day = fc.integer({ min: 0, max: 2_000 * 24 * 60 });
    fc.assert(
      fc.property(zone, cron, day, (time_zone, expression, minutes) => {
        const after = new Date(Date.UTC(2024, 0, 1) + minutes * 60_000 + 17_000);
        const times = nextTimes({ cron: expression, time_zone }, after, 4);
        for (const [index, at] of times.entries()) {
          expect(at.getTime()).toBeGreaterThan((times[index - 1] ?? after).getTime());
          expect(at.getTime() % 60_000).toBe(0);
        }
      }),
      { numRuns: 100, seed: 7 },
    );
  });

  it("that never come are refused", () => {
    expect(() => nextTime({ cron: "0 0 31 2 *", time_zone: "UTC" }, new Date())).toThrow(
      "No day is like this, so it would never start.",
    );
  });

  it.each(["Mars/Base", "+02:00", "Europe/Berlin; drop table"])("in the zone %s are refused", (time_zone) => {
    expect(() => nextTime({ cron: "0 0 * * *", time_zone }, new Date())).toThrow(
      expect.objectContaining({ code: "INVALID_INPUT", path: "/time_zone" }),
    );
  });
});

describe("A cron expression", () => {
  it("is kept with its fields one space apart and its names in capitals", () => {
    expect(checkCron("  0 9\t1-7,15 jan-jun/2  mon ")).toBe("0 9 1-7,15 JAN-JUN/2 MON");
  });

  it.each([
    ["* * * *", "It takes five fields"],
    ["* * * * * *", "a minute is the smallest step"],
    ["@daily", "but this has 1"],
    ["61 * * * *", "In the field minute, at character 1: “61” is not a value from 0 to 59."],
    ["0 24 * * *", "In the field hour, at character 3: “24” is not a value from 0 to 23."],
    ["0 0 0 * *", "In the field day of the month, at character 5"],
    ["0 0 * foo *", "“foo” is not a value from 1 to 12 or JAN to DEC."],
    ["0 0 * * 8", "“8” is not a value from 0 to 7 or SUN to SAT."],
    ["1,,2 * * * *", "In the field minute, at character 3: a value is missing."],
    ["* 9-5 * * *", "the range “9-5” ends before it begins"],
    ["*/0 * * * *", "“0” is not a step from 1 to 59"],
    ["5/10 * * * *", "a step needs a range or *, as in */5 or 0-59/5"],
    ["1-2-3 * * * *", "at character 5: a range has two ends"],
    ["*/5/5 * * * *", "at character 5: there is a second step"],
    ["0 0 L * *", "“L” is not a value from 1 to 31"],
  ])("%s is refused with the field and the place", (expression, why) => {
    expect(() => checkCron(expression)).toThrow(
      expect.objectContaining({
        code: "INVALID_INPUT",
        path: "/cron",
        message: expect.stringContaining(why),
      }),
    );
  });

  it("that is taken can also be read by what finds its times", () => {
    const field = (min: number, max: number) => {
      const value = fc.integer({ min, max });
      const range = fc.tuple(value, value).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
      const step = fc.integer({ min: 1, max });
      const item = fc.oneof(
        value.map(String),
        range,
        fc.tuple(range, step).map(([text, by]) => `${text}/${by}`),
        step.map((by) => `*/${by}`),
        fc.constant("*"),
      );
      return fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => items.join(","));
    };
    const fields = [field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 7)] as const;
    fc.assert(
      fc.property(fc.tuple(...fields), (parts) => {
        expect(() => new Cron(checkCron(parts.join(" ")), { mode: "5-part", timezone: "UTC" })).not.toThrow();
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
