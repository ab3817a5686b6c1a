// The server is killed again and again, at random and at the worst moments, and started again on what it left.
import { setTimeout as sleep } from "node:timers/promises";
import type { ChaosDatabase } from "./databases.ts";
import type { Random } from "./random.ts";
import { type ChaosResult, conclude, openScene, type Scene } from "./scene.ts";
import type { ServerProcess } from "./server-process.ts";
import { startTraffic } from "./traffic.ts";

export type KillOptions = {
  database: ChaosDatabase["kind"];
  seed: number;
  kills: number;
  /** No further life begins after this many milliseconds. */
  within_ms?: number;
  onBlow?(count: number): void;
};

/** `start`: before it listens, in the first lives while the database is being made or migrated. */
type Moment = "start" | "any" | "effect" | "acknowledgement";

const STARTS_PER_LIFE = 25;
/** When an aimed moment does not come. */
const AIM_MS = 1_500;
/** How many lives at the beginning are ended before the first of them could listen. */
const FIRST_STARTS = 2;

export async function killMode(options: KillOptions): Promise<ChaosResult & { kills: number }> {
  const scene = await openScene(options.database, options.seed);
  const began = Date.now();
  try {
    let start_ms = 3_000;
    let kills = 0;
    while (kills < options.kills && Date.now() - began < (options.within_ms ?? Number.POSITIVE_INFINITY)) {
      const lived = await live(scene, momentOf(scene.random, kills), start_ms);
      if (lived.start_ms !== null) start_ms = lived.start_ms;
      kills += 1;
      options.onBlow?.(kills);
    }
    const last = scene.serve();
    const result = await conclude(scene, [last], { settle_ms: 180_000, late_call_ms: 3_000 });
    return { kills, ...result };
  } finally {
    await scene.close();
  }
}

function momentOf(random: Random, kills: number): Moment {
  if (kills < FIRST_STARTS) return "start";
  return random.pick(["start", "any", "any", "effect", "effect", "acknowledgement", "acknowledgement"]);
}

async function live(scene: Scene, moment: Moment, usual_ms: number): Promise<{ start_ms: number | null }> {
  const began = performance.now();
  const server = scene.serve();
  if (moment === "start") {
    // Anywhere from its first instruction to a little after it listens.
    await Promise.race([sleep(scene.random.next() * usual_ms * 1.1), server.gone]);
    await killed(server);
    return { start_ms: null };
  }
  const client = await scene.enter(server);
  const start_ms = performance.now() - began;
  const stop = startTraffic(scene, client, STARTS_PER_LIFE);
  await momentCame(scene, moment);
  await killed(server);
  await stop();
  return { start_ms };
}

async function momentCame({ random, world, ledger }: Scene, moment: Moment): Promise<void> {
  const late = new AbortController();
  const tooLate = sleep(AIM_MS, undefined, { signal: late.signal }).catch(() => undefined);
  if (moment === "any") {
    await sleep(random.int(0, 400));
  } else {
    const next = moment === "effect" ? world.nextEffect : ledger.nextAck;
    for (let times = random.int(1, 20); times > 0; times--) await Promise.race([next(), tooLate]);
    // In the same turn, or a moment later: what follows from it is being written just now.
    if (random.chance(0.5)) await sleep(random.int(0, 8));
  }
  late.abort();
}

/** It has to die of the signal, and not by itself. */
async function killed(server: ServerProcess): Promise<void> {
  const { signal, code, output } = await server.kill();
  if (signal !== "SIGKILL") throw new Error(`A server ended by itself with ${code}: ${output}`);
}
