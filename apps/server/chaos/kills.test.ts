// Twenty-five kills in all. `pnpm chaos` does the same for longer, and restarts PostgreSQL and pauses servers too.
import { expect, test } from "vitest";
import { killMode } from "./kill-mode.ts";

const SEED = 20_260;
/** A busy machine starts a server in ten seconds and more. */
const TIMEOUT_MS = 900_000;

test.each([
  { database: "pglite", kills: 15 },
  { database: "postgres", kills: 10 },
] as const)(
  "killed $kills times on $database, no promise is broken and every run ends",
  {
    timeout: TIMEOUT_MS,
  },
  async ({ database, kills }) => {
    const result = await killMode({ database, seed: SEED, kills });
    expect(result.violations).toEqual([]);
    expect(result.kills).toBe(kills);
    // The checker had something to look at.
    expect(result.runs).toBeGreaterThan(20);
    expect(result.effects).toBeGreaterThan(10);
    expect(result.told).toBeGreaterThan(100);
  },
);
