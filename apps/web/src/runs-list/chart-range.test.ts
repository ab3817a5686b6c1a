import { CountRunsInput } from "@worktrail/shared/api/runs-list";
import { expect, it } from "vitest";
import { barsOf, chartRangeOf } from "./chart-range.ts";

const NOW = Date.parse("2026-06-01T12:34:56.000Z");

it("shows the last day in bars of half an hour, the last hour in minutes, a week in quarters of days", () => {
  expect(chartRangeOf({}, NOW, 0)).toEqual({
    from: "2026-05-31T12:30:00.000Z",
    to: "2026-06-01T13:00:00.000Z",
    bucket_seconds: 1_800,
  });
  expect(chartRangeOf({ time: "1h" }, NOW, 0)).toMatchObject({
    bucket_seconds: 300,
    to: "2026-06-01T12:35:00.000Z",
  });
  expect(chartRangeOf({ time: "7d" }, NOW, 0)).toMatchObject({ bucket_seconds: 21_600 });
});

it("begins bars of half a day where the day begins here", () => {
  const range = chartRangeOf({ from: "2026-05-10T09:00:00.000Z", to: "2026-06-01T00:00:00.000Z" }, NOW, -120);
  expect(range).toMatchObject({ bucket_seconds: 43_200, from: "2026-05-09T22:00:00.000Z" });
});

it("asks for what the server takes, however long or wrong the time is", () => {
  for (const search of [
    { from: "1970-01-01T00:00:00.000Z" },
    { from: "2026-06-02T00:00:00.000Z", to: "2026-06-01T00:00:00.000Z" },
    { to: "2020-01-01T00:00:00.000Z" },
    { from: "2026-06-01T12:34:55.999Z" },
  ]) {
    expect(CountRunsInput.safeParse({ chart: chartRangeOf(search, NOW, -345) }).success).toBe(true);
  }
});

it("has a bar for each piece of time, with what was counted in it", () => {
  const range = { from: "2026-06-01T00:00:00.000Z", to: "2026-06-01T03:00:00.000Z", bucket_seconds: 3_600 };
  const counted = [{ at: "2026-06-01T01:00:00.000Z", completed: 3, failed: 1, other: 0 }];
  expect(
    barsOf(range, counted).map(({ from, completed, failed }) => [from.slice(11, 16), completed, failed]),
  ).toEqual([
    ["00:00", 0, 0],
    ["01:00", 3, 1],
    ["02:00", 0, 0],
  ]);
});
