// What a thousand runs that wait and a thousand that go on at the same time cost in memory, and whether it stays there.
import { startChild } from "../child.ts";
import { atMost, type Line, lineOf } from "../line.ts";
import { type Measure, withPlace } from "../measure.ts";

const WAITING = 1_000;
const ACTIVE = 1_000;
/** How often the runs that go on are replaced by others; the first time warms up. */
const WAVES = 4;

/** `peak_rss_bytes` of the wave, sampled while it went on; `heap_bytes` after it and a collection. */
export type CrowdTell = { peak_rss_bytes: number; heap_bytes: number; most_active: number };

export const crowdMeasure: Measure = {
  name: "crowd",
  run: (context) =>
    withPlace(context, async ({ env, kind }) => {
      const args = [env.databaseUrl ?? "", env.dataDir, ...[WAITING, ACTIVE, WAVES].map(String)];
      const child = startChild<object, CrowdTell>("crowd.ts", args, ["--expose-gc"]);
      const empty = await child.told();
      const waves: CrowdTell[] = [];
      for (let wave = 0; wave < WAVES; wave++) waves.push(await child.told());
      await child.end();
      return linesOf(empty, waves, kind === "postgres");
    }),
};

function linesOf(empty: CrowdTell, waves: readonly CrowdTell[], hasTarget: boolean): Line[] {
  const mebibytes = (bytes: number) => [bytes / 1_024 / 1_024];
  const [, second = empty] = waves;
  const last = waves.at(-1) ?? empty;
  const peak = Math.max(...waves.map(({ peak_rss_bytes }) => peak_rss_bytes));
  const active = Math.max(...waves.map(({ most_active }) => most_active));
  const crowd = `${WAITING} runs wait and ${active} go on at once`;
  return [
    lineOf(
      // The embedded database lives in the same process.
      {
        what: `${crowd}: resident memory at most`,
        unit: "MiB",
        ...(hasTarget && { target: atMost(300, "ours") }),
      },
      mebibytes(peak),
      { name: "the same process before the first run", values: mebibytes(empty.peak_rss_bytes) },
    ),
    lineOf(
      {
        what: `after ${(WAVES * ACTIVE).toLocaleString("en-US")} such runs: heap`,
        unit: "MiB",
        target: atMost(1.25),
      },
      mebibytes(last.heap_bytes),
      { name: `after the first ${2 * ACTIVE}`, values: mebibytes(second.heap_bytes) },
    ),
  ];
}
