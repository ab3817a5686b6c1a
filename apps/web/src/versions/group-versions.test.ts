import { expect, test } from "vitest";
import { groupVersions } from "./group-versions.ts";
import type { Version } from "./version-queries.ts";

const ada = { user_id: "a", name: "Ada" };
const version = (revision: number, minutes: number, more: Partial<Version> = {}): Version => ({
  revision,
  created_at: new Date(Date.UTC(2026, 0, 1, 0, minutes)).toISOString(),
  created_by: ada,
  name: null,
  note: null,
  named_at: null,
  named_by: null,
  published: false,
  publications: [],
  runs: 0,
  ...more,
});
const grouped = (versions: Version[]) =>
  groupVersions(versions, (at) => at.toISOString().slice(0, 10)).map(({ day, bursts }) => [
    day,
    bursts.map((burst) => [burst.version, ...burst.earlier].map(({ revision }) => revision)),
  ]);

test("saves of one person that followed each other closely are one line, newest first", () => {
  expect(grouped([version(4, 60), version(3, 14), version(2, 8), version(1, 0)])).toEqual([
    ["2026-01-01", [[4], [3, 2, 1]]],
  ]);
});

test("what was named, noted, published or run stands by itself", () => {
  const by = { action: "unpublished" as const, at: "2026-01-01T00:00:00Z", by: ada };
  const rows = [
    version(6, 6),
    version(5, 5, { name: "Before launch" }),
    version(4, 4, { note: "Restored from version 1." }),
    version(3, 3, { publications: [by] }),
    version(2, 2, { runs: 1 }),
    version(1, 1),
  ];
  expect(grouped(rows)).toEqual([["2026-01-01", [[6], [5], [4], [3], [2], [1]]]]);
});

test("people and days part the lines", () => {
  const ben = { created_by: { user_id: "b", name: "Ben" } };
  expect(grouped([version(4, 24 * 60 + 2), version(3, 24 * 60 - 2), version(2, 24 * 60 - 3, ben)])).toEqual([
    ["2026-01-02", [[4]]],
    ["2026-01-01", [[3], [2]]],
  ]);
});
