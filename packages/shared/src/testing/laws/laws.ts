// The one law that holds all others: whatever befalls a random run, it ends as the reference model says.
import fc from "fast-check";
import { type DrawnRun, drawnRun } from "./draw-run.ts";
import { playRun } from "./play-run.ts";

export type LawOptions = { seed: number; cases: number; path?: string };

/** Plays random runs until one breaks the law; that one is made as small as it can be. */
export function checkLaws({ seed, cases, path }: LawOptions): fc.RunDetails<[DrawnRun]> {
  const property = fc.property(drawnRun, (drawn) => {
    const { wrong } = playRun(drawn);
    if (wrong.length > 0) throw new Error(wrong.join("\n"));
  });
  return fc.check(property, { seed, numRuns: cases, ...(path ? { path } : {}) });
}
