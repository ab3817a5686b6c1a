// The same work from one process while a second and a third live on the same database: what they cost it.
import { type ChildWorker, startChildWorker } from "../../src/contract/testing/child-worker.ts";
import { openBenchEngine } from "../bench-engine.ts";
import type { Place } from "../databases.ts";
import { killAtExit } from "../kill-at-exit.ts";
import { atLeast, lineOf } from "../line.ts";
import { type Measure, withPlace } from "../measure.ts";
import { load } from "../rounds.ts";
import { chain10 } from "../segments.ts";

const AT_ONCE = 50;
const MS = 1_200;
const WARM_UP_MS = 400;

type Rates = [alone: number, withOne: number, withTwo: number];

export const processesMeasure: Measure = {
  name: "processes",
  // The embedded database belongs to one process.
  only_on: "postgres",
  run: (context) =>
    withPlace(context, async (place) => {
      const rounds: Rates[] = [];
      for (let round = 0; round < context.rounds; round++) rounds.push(await measureRound(place));
      const at = (index: 0 | 1 | 2) => rounds.map((rates) => rates[index]);
      const floor = { name: "the same process alone", values: at(0) };
      const about = (others: string) => ({
        what: `chain10, ${AT_ONCE} at once, with ${others} on the database`,
        unit: "runs/s" as const,
        target: atLeast(0.9),
      });
      return [
        lineOf(about("a second process"), at(1), floor),
        lineOf(about("two more processes"), at(2), floor),
      ];
    }),
};

async function measureRound(place: Place): Promise<Rates> {
  const alone = await measureRate(place);
  const second = await startWorker(place);
  const withOne = await measureRate(place);
  const third = await startWorker(place);
  const withTwo = await measureRate(place);
  await Promise.all([second.terminate(), third.terminate()]);
  return [alone, withOne, withTwo];
}

/** An engine that has just come up: one that has met others keeps telling them for a while after they have gone. */
async function measureRate(place: Place): Promise<number> {
  const engine = await openBenchEngine(place);
  const run = () => engine.runOnce(chain10());
  await load(AT_ONCE, WARM_UP_MS, run);
  const { per_second } = await load(AT_ONCE, MS, run);
  await engine.close();
  return per_second;
}

async function startWorker(place: Place): Promise<ChildWorker> {
  const worker = await startChildWorker(place);
  killAtExit(() => void worker.kill());
  return worker;
}
