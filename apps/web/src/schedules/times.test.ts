import { describe, expect, it } from "vitest";
import { changeKind, cronOf, readTimes, timesInWords } from "./times.ts";

describe("The usual times", () => {
  it.each([
    ["* * * * *", "Every minute"],
    ["*/15 * * * *", "Every 15 minutes"],
    ["0 * * * *", "Every hour"],
    ["5 * * * *", "Every hour at 05 past"],
    ["30 7 * * *", "Every day at 07:30"],
    ["0 9 * * 1-5", "Every weekday at 09:00"],
    ["0 18 * * 5", "Every Friday at 18:00"],
    ["0 6 1 * *", "On day 1 of every month at 06:00"],
  ])("%s reads “%s” and is written the same again", (cron, words) => {
    expect(timesInWords(cron)).toBe(words);
    const times = readTimes(cron);
    expect(times && cronOf(times)).toBe(cron);
  });

  it.each([
    ["0 9 * * MON-FRI", "Every weekday at 09:00"],
    ["0 9 * * sun", "Every Sunday at 09:00"],
    ["00 09 * * 7", "Every Sunday at 09:00"],
  ])("%s reads “%s” however it is written", (cron, words) => {
    expect(timesInWords(cron)).toBe(words);
  });

  it.each(["*/7 * * * *", "0 9 1 * 1", "0 9 * 1 *", "0,30 9 * * *", "99 * * * *", "* * *", "*/0 * * * *"])(
    "%s is none of them and stands for itself",
    (cron) => {
      expect(readTimes(cron)).toBeNull();
      expect(timesInWords(cron)).toBe(cron);
    },
  );

  it("keep the time of day when they are to be on other days", () => {
    expect(changeKind(readTimes("15 8 * * *"), "weekly")).toEqual({ kind: "weekly", day: 1, time: "08:15" });
    expect(changeKind(readTimes("0 * * * *"), "daily")).toEqual({ kind: "daily", time: "09:00" });
    expect(changeKind(null, "hourly")).toEqual({ kind: "hourly", minute: 0 });
  });
});
