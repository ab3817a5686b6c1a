// A thousand runs wait for answers when their server is killed: from the start of the next process to the moment
// in which the last of them has made its call again.
import { setTimeout as sleep } from "node:timers/promises";
import type { Segment } from "@worktrail/shared/segment/schema";
import { type Answerer, startAnswerer } from "../answerer.ts";
import { sharedNow, startChild } from "../child.ts";
import type { Place } from "../databases.ts";
import { type Line, lineOf } from "../line.ts";
import { type Measure, withPlace } from "../measure.ts";
import { callsInARow } from "../segments.ts";
import { type Served, save, serve } from "../serve.ts";

const RUNS = 1_000;
const AT_ONCE = 50;
const SETTLE_MS = 500;

export const recoveryMeasure: Measure = {
  name: "recovery",
  run: (context) =>
    withPlace(context, async (place) => {
      const answerer = await startAnswerer();
      try {
        return await measureLives(place, answerer, context.rounds);
      } finally {
        await answerer.close();
      }
    }),
};

/** Each life answers the call in which the one before died, and is killed while all runs are at the next one. */
async function measureLives(place: Place, answerer: Answerer, rounds: number): Promise<Line[]> {
  const path = (life: number) => `/call-${life}`;
  const urlOf = (step: number) => `${answerer.url}${path(step)}`;
  await answerer.hold(path(0));
  const first = await serve(place, answerer);
  await startRuns(first, callsInARow("waiting", rounds + 1, urlOf));
  await first.kill();
  const ours: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await answerer.hold(path(round + 1));
    const began = sharedNow();
    const [at_ms, server] = await Promise.all([
      answerer.untilCalled(path(round), RUNS),
      serve(place, answerer),
    ]);
    ours.push(at_ms - began);
    // The last answers are still on their way into the journal.
    await sleep(SETTLE_MS);
    await server.kill();
  }
  // Not in turns with ours: a life has to follow the death of the one before at once.
  const floor: number[] = [];
  for (let round = 0; round < rounds; round++) {
    floor.push(await recoverBare(place, answerer, `/bare-${round}`));
  }
  const what = `${RUNS.toLocaleString("en-US")} unfinished runs, from process start until all have gone on`;
  return [
    lineOf({ what, unit: "ms" }, ours, { name: "read the journals, one commit, the calls", values: floor }),
  ];
}

async function startRuns(server: Served, segment: Segment): Promise<void> {
  await save(server, segment);
  let left = RUNS;
  const lane = async () => {
    for (; left > 0; ) {
      left -= 1;
      await server.start(segment.segment_id);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

async function recoverBare({ env }: Place, answerer: Answerer, path: string): Promise<number> {
  const began = sharedNow();
  const args = [env.databaseUrl ?? "", env.dataDir, `${answerer.url}${path}`];
  const child = startChild("bare-recovery.ts", args);
  const at_ms = await answerer.untilCalled(path, RUNS);
  await child.told();
  await child.end();
  return at_ms - began;
}
