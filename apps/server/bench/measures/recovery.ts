// A thousand runs wait for answers when their server is killed: from the start of the next process to the moment in
// which the next step of the last of them is durable, and to that in which it has made its call again.
import { setTimeout as sleep } from "node:timers/promises";
import type { Segment } from "@worktrail/shared/segment/schema";
import { type Answerer, startAnswerer } from "../answerer.ts";
import { sharedNow, startChild } from "../child.ts";
import type { Place } from "../databases.ts";
import { type Line, lineOf } from "../line.ts";
import { type Measure, withPlace } from "../measure.ts";
import { openRaw, type Raw } from "../raw.ts";
import { callsInARow } from "../segments.ts";
import { type Served, save, serve } from "../serve.ts";

const RUNS = 1_000;
const AT_ONCE = 50;
const SETTLE_MS = 500;
const LOOK_MS = 10;

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
  const watcher = await openWatcher(place);
  const durable: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await answerer.hold(path(round + 1));
    await watcher?.remember();
    const began = sharedNow();
    const [at_ms, moved_ms, server] = await Promise.all([
      answerer.untilCalled(path(round), RUNS),
      watcher?.untilMoved(),
      serve(place, answerer),
    ]);
    ours.push(at_ms - began);
    if (moved_ms !== undefined) durable.push(moved_ms - began);
    // The last answers are still on their way into the journal.
    await sleep(SETTLE_MS);
    await server.kill();
  }
  await watcher?.close();
  // Not in turns with ours: a life has to follow the death of the one before at once.
  const floor: number[] = [];
  for (let round = 0; round < rounds; round++) {
    floor.push(await recoverBare(place, answerer, `/bare-${round}`));
  }
  const what = `${RUNS.toLocaleString("en-US")} unfinished runs, from process start until`;
  const bare = { name: "read the journals, one commit, the calls", values: floor };
  return [
    ...(durable.length > 0
      ? [lineOf({ what: `${what} the next step of each is durable`, unit: "ms" }, durable, bare)]
      : []),
    lineOf({ what: `${what} each has called again`, unit: "ms" }, ours, bare),
  ];
}

/** Sees in the database when every run has a newer event. Null for the embedded one, which only its server opens. */
async function openWatcher({ env, open }: Place) {
  if (env.databaseUrl === undefined) return null;
  const storage = await open();
  const raw = await openRaw(env, storage, 1);
  return {
    remember: async () => {
      await raw.query("drop table if exists bench_before");
      await raw.query("create table bench_before as select run_id, last_seq from runs");
    },
    untilMoved: () => untilMoved(raw),
    close: async () => {
      await raw.close();
      await storage.close();
    },
  };
}

async function untilMoved(raw: Raw): Promise<number> {
  for (;;) {
    // Ends at the first one: counting them all would take time from the server that is measured.
    const unmoved = await raw.query(
      "select from runs r join bench_before b using (run_id) where r.last_seq = b.last_seq limit 1",
    );
    if (unmoved.length === 0) return sharedNow();
    await sleep(LOOK_MS);
  }
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
