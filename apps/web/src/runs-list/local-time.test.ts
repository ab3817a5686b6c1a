import { expect, it } from "vitest";
import { fromLocalTime, toLocalTime } from "./local-time.ts";

it("reads back what it wrote, to the minute, whatever the zone is", () => {
  for (const iso of ["2026-06-01T12:30:00.000Z", "2026-12-31T23:59:00.000Z"]) {
    expect(fromLocalTime(toLocalTime(iso))).toBe(iso);
  }
});

it("makes nothing of what is no time", () => {
  expect([fromLocalTime(""), fromLocalTime("soon")]).toEqual([undefined, undefined]);
});
