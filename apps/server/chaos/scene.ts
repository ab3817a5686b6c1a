// One round of chaos: a database, the world outside, what the clients know, and what came of it.
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Client } from "./client.ts";
import { type ChaosDatabase, makeChaosDatabase } from "./databases.ts";
import { type Flow, flows, storedSegments } from "./flows.ts";
import { checkHistory } from "./history/check-history.ts";
import type { Violation } from "./history/history.ts";
import { readHistory } from "./history/read-history.ts";
import { type Ledger, newLedger } from "./ledger.ts";
import { type OutsideWorld, startOutsideWorld } from "./outside-world.ts";
import { type Random, seededRandom } from "./random.ts";
import { type ServerProcess, startServerProcess } from "./server-process.ts";
import { settle } from "./settle.ts";

export type Scene = {
  seed: number;
  database: ChaosDatabase;
  world: OutsideWorld;
  ledger: Ledger;
  random: Random;
  flows: readonly Flow[];
  /** A new server on the database. */
  serve(): ServerProcess;
  /** People at a server that listens, in front of `watched` of the runs that are still open. */
  enter(server: ServerProcess, watched?: number): Promise<Client>;
  close(): Promise<void>;
};

export type ChaosResult = {
  runs: number;
  events: number;
  calls: number;
  effects: number;
  told: number;
  /** A sentence for each promise that was broken. */
  violations: string[];
};

export async function openScene(kind: ChaosDatabase["kind"], seed: number): Promise<Scene> {
  const database = await makeChaosDatabase(kind);
  // Streams of their own: how often the world is asked must not change what the driver does.
  const world = await startOutsideWorld(seededRandom(seed + 1));
  const ledger = newLedger();
  const random = seededRandom(seed);
  const token = randomBytes(16).toString("hex");
  const { dataDir, databaseUrl } = database;
  const children = new Set<ServerProcess>();
  const serve = () => {
    const server = startServerProcess({ token, dataDir, databaseUrl, allow: world.host });
    children.add(server);
    void server.gone.then(() => children.delete(server));
    return server;
  };
  // A driver that is ended itself takes its children along.
  const endChildren = () => {
    for (const child of children) child.send("SIGKILL");
  };
  process.once("exit", endChildren);
  return {
    seed,
    database,
    world,
    ledger,
    random,
    flows: flows(world.url),
    serve,
    enter: async (server, watched = 20) => {
      const client = new Client(await server.url, token, ledger, random);
      for (const segment of storedSegments(world.url))
        await client.call("mutation", "segments.save", { segment });
      await client.watchOpenRuns(watched);
      return client;
    },
    close: async () => {
      await Promise.all([...children].map((child) => child.kill()));
      process.off("exit", endChildren);
      await world.close();
      await database.remove();
    },
  };
}

/** Lets everything end, stops the servers in order, and reads the history. */
export async function conclude(
  scene: Scene,
  servers: readonly ServerProcess[],
  { settle_ms, late_call_ms }: { settle_ms: number; late_call_ms: number },
): Promise<ChaosResult> {
  const { ledger, world, database } = scene;
  const problems: string[] = [];
  world.calm();
  const [first] = servers;
  if (first) {
    const client = await scene.enter(first);
    const rests = await settle(client, ledger, settle_ms);
    if (!rests) problems.push(`${ledger.open.size} runs have not ended after ${settle_ms} ms.`);
    client.close();
  }
  // One that is still starting has not yet learnt what the signal means.
  await Promise.all(servers.map(({ url }) => url));
  for (const server of servers) server.send("SIGTERM");
  for (const { code, output } of await Promise.all(servers.map(({ gone }) => gone))) {
    if (code !== 0) problems.push(`A server that was asked to stop ended with ${code}: ${output}`);
  }
  if (existsSync(join(database.dataDir, "worktrail.lock"))) problems.push("A server left its lock behind.");
  const storage = await database.open();
  try {
    const runs = await readHistory(storage);
    const { calls, effects } = world;
    const history = { runs, calls, effects, told: ledger.told, late_call_ms };
    const violations = checkHistory(history, new Date().toISOString());
    return {
      runs: runs.length,
      events: runs.reduce((sum, { events }) => sum + events.length, 0),
      calls: calls.length,
      effects: effects.length,
      told: ledger.told.batches.reduce((sum, { events }) => sum + events.length, 0),
      violations: [
        ...problems,
        ...ledger.surprises.map((one) => `Unexpected: ${one}`),
        ...violations.map(sentence),
      ],
    };
  } finally {
    await storage.close();
  }
}

function sentence({ rule, run_id, seq, message }: Violation): string {
  const where = run_id === null ? "" : ` ${run_id}${seq === null ? "" : ` seq ${seq}`}`;
  return `${rule}${where}: ${message}`;
}
