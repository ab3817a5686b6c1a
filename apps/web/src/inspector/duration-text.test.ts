import fc from "fast-check";
import { expect, test } from "vitest";
import { durationText, readDuration } from "./duration-text.ts";

const seconds = (text: string) => readDuration(text, "seconds");

test("times are read as people write them", () => {
  const written = [
    "90",
    "90 s",
    "1 min 30 s",
    "1m30s",
    "1.5 min",
    "0.025h",
    "1 Minute, 30 seconds",
    "1 min and 30s",
  ];
  expect(written.map(seconds)).toEqual(written.map(() => ({ ok: true, value: 90 })));
  expect(readDuration("90", "hours")).toEqual({ ok: true, value: 90 });
  expect(readDuration("1 h 30 min", "hours")).toEqual({ ok: true, value: 1.5 });
  expect(readDuration("2 days", "hours")).toEqual({ ok: true, value: 48 });
  expect(seconds("250 ms")).toEqual({ ok: true, value: 0.25 });
  expect(seconds("  ")).toEqual({ ok: true, value: undefined });
});

test("what is no time is refused with an example", () => {
  for (const text of ["soon", "5 parsecs", "1 h 30", "-5", "1:30", "h", "1e3"]) {
    expect(seconds(text)).toMatchObject({ ok: false, message: expect.stringContaining("such as 30 s") });
  }
});

test("bounds are said in words", () => {
  const limit = { min: 1, max: 31_536_000, integer: true } as const;
  expect(readDuration("0.5 s", "seconds", limit)).toMatchObject({ message: expect.stringContaining("1 s") });
  expect(readDuration("400 d", "seconds", limit)).toMatchObject({
    message: expect.stringContaining("365 d"),
  });
  expect(readDuration("1.5 s", "seconds", limit)).toMatchObject({
    message: "Write a time in whole seconds.",
  });
  expect(readDuration("0", "hours", { above: 0 })).toMatchObject({ ok: false });
  expect(readDuration("30 min", "hours", { above: 0 })).toEqual({ ok: true, value: 0.5 });
});

test("values are said in words, the largest unit first", () => {
  expect([30, 90, 5_400, 90_061, 0.25].map((value) => durationText(value, "seconds"))).toEqual([
    "30 s",
    "1 min 30 s",
    "1 h 30 min",
    "1 d 1 h 1 min 1 s",
    "250 ms",
  ]);
  expect([1.5, 48, 1 / 3, 0.05].map((value) => durationText(value, "hours"))).toEqual([
    "1 h 30 min",
    "2 d",
    "20 min",
    "3 min",
  ]);
  expect(durationText(undefined, "seconds")).toBe("");
});

test("what a field shows is read as the value that it keeps, whatever the value", () => {
  const unit = fc.constantFrom("seconds" as const, "hours" as const);
  const value = fc.oneof(
    fc.nat(40_000_000),
    fc.double({ min: 0, max: 10_000, noNaN: true }).filter((number) => !/e/.test(String(number))),
  );
  fc.assert(
    fc.property(unit, value, (in_unit, kept) => {
      expect(readDuration(durationText(kept, in_unit), in_unit)).toEqual({ ok: true, value: kept });
    }),
  );
});
