// The page on reliability names tests for each of its claims: this one sees to it that they are there.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../../../..");
const rows = readFileSync(join(root, "docs/reliability.md"), "utf8")
  .split("\n")
  .flatMap((line) => {
    const [label, fault, result, shown] = line
      .split("|")
      .slice(1)
      .map((cell) => cell.trim());
    return /^[A-Z]\d+$/.test(label ?? "") ? [{ label, fault, result, shown: shown ?? "" }] : [];
  });

test("each line of the page says what happens, and is numbered in its order", () => {
  expect(rows.length).toBeGreaterThan(30);
  for (const { label, fault, result } of rows) expect([label, fault && result]).toEqual([label, result]);
  for (const letter of new Set(rows.map(({ label }) => label?.charAt(0)))) {
    const labels = rows.map(({ label }) => label).filter((label) => label?.startsWith(letter ?? ""));
    expect(labels).toEqual(labels.map((_, index) => `${letter}${index + 1}`));
  }
});

test.each(rows)("$label names tests that are there, or says why there are none", ({ shown }) => {
  const named = [...shown.matchAll(/`([^`]+\.test\.ts)` “([^”]+)”/g)];
  if (named.length === 0) expect(shown).toMatch(/^No test: .+\.$/);
  for (const [, file = "", name = ""] of named) {
    expect(existsSync(join(root, file)), `${file} is there`).toBe(true);
    expect(readFileSync(join(root, file), "utf8"), file).toContain(name);
  }
  // What is not in the form of a file and a name would pass unseen.
  expect(shown.match(/\.test\.ts/g) ?? []).toHaveLength(named.length);
});
