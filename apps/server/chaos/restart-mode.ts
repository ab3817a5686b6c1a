// PostgreSQL is restarted under a server at work, in order and by a crash; nobody touches the server.
import { setTimeout as sleep } from "node:timers/promises";
import { type ChaosResult, conclude, openScene } from "./scene.ts";
import { startTraffic } from "./traffic.ts";

export type RestartOptions = {
  seed: number;
  restarts: number;
  /** Between two restarts, in milliseconds. */
  every: { low: number; high: number };
  /** New runs between two restarts. */
  starts: number;
  within_ms: number;
  onBlow(count: number): void;
};

export async function restartMode(options: RestartOptions): Promise<ChaosResult & { restarts: number }> {
  const scene = await openScene("postgres", options.seed);
  const until = Date.now() + options.within_ms;
  try {
    const server = scene.serve();
    let restarts = 0;
    while (restarts < options.restarts && Date.now() < until) {
      const stop = startTraffic(scene, await scene.enter(server), options.starts);
      await Promise.race([sleep(scene.random.int(options.every.low, options.every.high)), server.gone]);
      await scene.database.postgres?.restart(scene.random.pick(["fast", "crash"]));
      restarts += 1;
      await stop();
      options.onBlow(restarts);
    }
    const result = await conclude(scene, [server], { settle_ms: 120_000, late_call_ms: 30_000 });
    return { restarts, ...result };
  } finally {
    await scene.close();
  }
}
