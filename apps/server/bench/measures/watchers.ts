// How much of its rate the engine keeps while fifty clients in another process watch one run.
import { type BenchEngine, openBenchEngine } from "../bench-engine.ts";
import { atLeast, type Line, lineOf } from "../line.ts";
import { type Measure, withPlace } from "../measure.ts";
import { PacedHttp } from "../paced-http.ts";
import { interleave, load } from "../rounds.ts";
import { callsInARow, chain10 } from "../segments.ts";
import { startWatchers, type Watchers } from "../watchers.ts";

const CLIENTS = 50;
/** Of the run that is watched: alone, and beside others, where each of its commits takes longer. */
const STEPS = { alone: 200, beside: 60 };
const BESIDE = 50;

type Rates = { alone: number; beside: number };

export const watchersMeasure: Measure = {
  name: "watchers",
  run: ({ database, rounds }) =>
    withPlace({ database, rounds }, async (place) => {
      const http = new PacedHttp();
      const engine = await openBenchEngine(place, { http });
      const watchers = await startWatchers(engine.url, CLIENTS);
      const rates = async (watched: boolean): Promise<Rates> => {
        const alone = await follow(engine, http, STEPS.alone, watched ? watchers : null);
        const beside = await besideOthers(engine, http, watched ? watchers : null);
        return { alone, beside };
      };
      await follow(engine, http, STEPS.alone, null);
      const { watched, unwatched } = await interleave(rounds, {
        watched: () => rates(true),
        unwatched: () => rates(false),
      });
      await watchers.close();
      await engine.close();
      return linesOf(watched, unwatched);
    }),
};

/** @returns the steps per second of one run of calls that are answered at once */
async function follow(
  engine: BenchEngine,
  http: PacedHttp,
  steps: number,
  watchers: Watchers | null,
): Promise<number> {
  const paths = (step: number) => `http://steps.example${step === 0 ? http.held : "/now"}`;
  const run_id = await engine.start(callsInARow(`followed${steps}`, steps, paths));
  const first = await http.next();
  await watchers?.watch(run_id);
  const began = performance.now();
  first.answer();
  await engine.ended(run_id);
  const seconds = (performance.now() - began) / 1_000;
  await watchers?.report();
  return steps / seconds;
}

/** @returns the runs per second of ten pure steps that go on beside such a run, for as long as it goes on */
async function besideOthers(
  engine: BenchEngine,
  http: PacedHttp,
  watchers: Watchers | null,
): Promise<number> {
  let going = true;
  const followed = follow(engine, http, STEPS.beside, watchers).finally(() => {
    going = false;
  });
  const { per_second } = await load(
    BESIDE,
    () => going,
    () => engine.runOnce(chain10()),
  );
  await followed;
  return per_second;
}

function linesOf(watched: Rates[], unwatched: Rates[]): Line[] {
  const line = (what: string, unit: Line["unit"], part: keyof Rates) =>
    lineOf(
      { what, unit, target: atLeast(0.85) },
      watched.map((rates) => rates[part]),
      { name: "the same, unwatched", values: unwatched.map((rates) => rates[part]) },
    );
  return [
    line(`one run of calls, ${CLIENTS} watchers`, "steps/s", "alone"),
    line(`chain10, ${BESIDE} at once, beside a run with ${CLIENTS} watchers`, "runs/s", "beside"),
  ];
}
