// Three servers on one PostgreSQL: one is killed, one paused past its claim and resumed, one drained and replaced.
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "./client.ts";
import { type ChaosResult, conclude, openScene, type Scene } from "./scene.ts";
import type { ServerProcess } from "./server-process.ts";
import { startTraffic } from "./traffic.ts";

export type WorkerOptions = {
  seed: number;
  blows: number;
  within_ms: number;
  onBlow(count: number): void;
};

type Blow = "kill" | "pause" | "drain";

const SERVERS = 3;
const STARTS_PER_SERVER = 15;
const BLOWS: readonly Blow[] = ["kill", "pause", "drain"];
/** Longer than a worker may be silent before the others take its runs. */
const PAUSE_MS = { low: 12_000, high: 20_000 };
const DRAIN_MS = 10_000;

export async function workerMode(options: WorkerOptions): Promise<ChaosResult & { blows: number }> {
  const scene = await openScene("postgres", options.seed);
  const until = Date.now() + options.within_ms;
  try {
    const servers = Array.from({ length: SERVERS }, () => scene.serve());
    const problems: string[] = [];
    let blows = 0;
    while (blows < options.blows && Date.now() < until) {
      const clients: Client[] = [];
      for (const server of servers) clients.push(await scene.enter(server));
      const stops = clients.map((client) => startTraffic(scene, client, STARTS_PER_SERVER));
      await sleep(scene.random.int(100, 1_500));
      const place = scene.random.int(0, SERVERS - 1);
      const blow = BLOWS[blows % BLOWS.length] ?? "kill";
      problems.push(...(await strike(scene, servers, place, blow)));
      await Promise.all(stops.map((stop) => stop()));
      blows += 1;
      options.onBlow(blows);
    }
    // A call that a paused server was about to make leaves when it is resumed.
    const result = await conclude(scene, servers, { settle_ms: 120_000, late_call_ms: 2 * PAUSE_MS.high });
    return { blows, ...result, violations: [...problems, ...result.violations] };
  } finally {
    await scene.close();
  }
}

/** @returns what went wrong */
async function strike(scene: Scene, servers: ServerProcess[], place: number, blow: Blow): Promise<string[]> {
  const server = servers[place];
  if (!server) return [];
  switch (blow) {
    case "kill":
      await server.kill();
      servers[place] = scene.serve();
      return [];
    case "pause":
      server.send("SIGSTOP");
      await sleep(scene.random.int(PAUSE_MS.low, PAUSE_MS.high));
      server.send("SIGCONT");
      return [];
    case "drain": {
      const began = performance.now();
      server.send("SIGTERM");
      const { code, output } = await server.gone;
      const took_ms = performance.now() - began;
      servers[place] = scene.serve();
      if (code === 0 && took_ms < DRAIN_MS) return [];
      return [`A server took ${Math.round(took_ms)} ms to drain and ended with ${code}: ${output}`];
    }
  }
}
