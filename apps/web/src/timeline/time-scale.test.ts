import { describe, expect, test } from "vitest";
import { graphOf, journal } from "./a-journal.ts";
import { axisTicks, tickLabel, tickStep } from "./axis-ticks.ts";
import { foldTimeline } from "./fold-timeline.ts";
import { compressedScale, PLAIN_SCALE } from "./time-scale.ts";

const HOUR = 3_600_000;
const chain = graphOf(["a", "b"], ["a > b"]);
const waited = foldTimeline(
  chain,
  journal(
    "0 step.started a",
    "600 step.completed a",
    "600 step.started b",
    "600 human.task_created b",
    `${48 * HOUR} human.task_completed b`,
    `${48 * HOUR + 600} step.completed b`,
    `${48 * HOUR + 600} segment.completed`,
  ),
);

describe("a compressed axis", () => {
  const scale = compressedScale(waited, waited.last, false);

  test("shortens the time in which nothing ran to a twelfth of the time in which something did", () => {
    expect(scale.gaps).toEqual([{ start: 600, end: 48 * HOUR, units: 100, at: 600 }]);
    expect([0, 600, 24 * HOUR + 300, 48 * HOUR, 48 * HOUR + 600].map(scale.toUnits)).toEqual([
      0, 600, 650, 700, 1300,
    ]);
  });

  test("finds the moment of every place again", () => {
    for (const ms of [0, 300, 600, HOUR, 48 * HOUR, 48 * HOUR + 250])
      expect(scale.toMs(scale.toUnits(ms))).toBeCloseTo(ms, 3);
  });

  test("counts anew behind a gap", () => {
    const labels = axisTicks(scale, 0.5, 0, 1300).map(({ label }) => label);
    expect(labels).toEqual(["0", "200 ms", "400 ms", "600 ms", "+200 ms", "+400 ms", "+600 ms"]);
  });

  test("lets a gap that is still open grow to its full length and no further", () => {
    const open = foldTimeline(
      chain,
      journal("0 step.started a", "600 step.completed a", "600 step.started b", "600 human.task_created b"),
    );
    const { toUnits, gaps } = compressedScale(open, HOUR, true);
    expect(gaps).toHaveLength(1);
    expect([600, 700, HOUR, 9 * HOUR].map(toUnits)).toEqual([600, 700, 750, 750]);
    expect(compressedScale(open, 640, true).gaps).toEqual([]);
  });
});

describe("ticks", () => {
  test("keep their distance from milliseconds to days", () => {
    expect([50, 1, 0.01, 0.0001, 0.000001].map(tickStep)).toEqual([2, 100, 10_000, 900_000, 48 * HOUR]);
  });

  test("are only those that are seen", () => {
    const ticks = axisTicks(PLAIN_SCALE, 1, 10_000_000, 10_000_500);
    expect(ticks.map(({ ms }) => ms)).toEqual([
      10_000_000, 10_000_100, 10_000_200, 10_000_300, 10_000_400, 10_000_500,
    ]);
  });

  test("say exactly when", () => {
    expect([0, 250, 1_500, 65_000, 3_600_050, 27 * HOUR].map(tickLabel)).toEqual([
      "0",
      "250 ms",
      "1.5 s",
      "1 min 5 s",
      "1 h 0.05 s",
      "1 d 3 h",
    ]);
  });
});
