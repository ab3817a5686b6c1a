// How fast this database is now: everything else is to be read beside it.
import type { Line } from "./line.ts";
import { type BenchContext, withPlace } from "./measure.ts";
import { openRaw, prepareCommits } from "./raw.ts";
import { load } from "./rounds.ts";

const MS = 1_500;

export function measureYardstick(context: BenchContext): Promise<Line[]> {
  return withPlace(context, async (place) => {
    const storage = await place.open();
    const raw = await openRaw(place.env, storage);
    const { commit } = await prepareCommits(raw);
    await load(10, MS / 3, commit);
    const lines: Line[] = [];
    for (const [at_once, what] of [
      [1, "yardstick: one-row commits, one at a time"],
      [50, "yardstick: one-row commits, 50 at once"],
    ] as const) {
      const { per_second } = await load(at_once, MS, commit);
      lines.push({ what, unit: "commits/s", ours: per_second });
    }
    await raw.close();
    await storage.close();
    return lines;
  });
}
