// What runs that wait for people cost in memory, in a process that does nothing else.
import { startChild } from "../child.ts";
import { atMost, type Line, lineOf } from "../line.ts";
import { type Measure, withPlace } from "../measure.ts";

const BATCH = 1_000;
const IN_THE_END = 10_000;

export type ParkedTell = { parked: number; heap_bytes: number; rss_bytes: number };

export const parkedMeasure: Measure = {
  name: "parked",
  run: (context) =>
    withPlace(context, async ({ env, kind }) => {
      // The first thousand warm everything up; there are no more than nine before the end.
      const batches = Math.min(context.rounds, 8);
      const args = [env.databaseUrl ?? "", env.dataDir, String(BATCH), String(batches), String(IN_THE_END)];
      const child = startChild<object, ParkedTell>("parked.ts", args, ["--expose-gc"]);
      const empty = await child.told();
      let before = await child.told();
      const heap: number[] = [];
      for (let at = 0; at < batches; at++) {
        const after = await child.told();
        heap.push((after.heap_bytes - before.heap_bytes) / BATCH / 1_024);
        before = after;
      }
      const last = await child.told();
      await child.end();
      return linesOf(heap, empty, last, kind === "postgres");
    }),
};

function linesOf(heap: number[], empty: ParkedTell, last: ParkedTell, hasTarget: boolean): Line[] {
  const mebibytes = ({ rss_bytes }: ParkedTell) => [rss_bytes / 1_024 / 1_024];
  return [
    lineOf({ what: "a run that waits for a person: heap", unit: "KiB", target: atMost(7, "ours") }, heap),
    lineOf(
      {
        what: `${last.parked.toLocaleString("en-US")} such runs: resident memory`,
        unit: "MiB",
        // The embedded database lives in the same process.
        ...(hasTarget && { target: atMost(250, "ours") }),
      },
      mebibytes(last),
      { name: "the same process before the first run", values: mebibytes(empty) },
    ),
  ];
}
