// Runs that wait for a person, in a process that holds nothing else. Needs --expose-gc.
// parked.ts <address of the database, or nothing> <data directory> <runs of a batch> <batches> <runs in the end>
import { setTimeout as sleep } from "node:timers/promises";
import { openStorage } from "../../src/db/storage.ts";
import { openBenchEngine } from "../bench-engine.ts";
import type { ParkedTell } from "../measures/parked.ts";
import { question } from "../segments.ts";

const AT_ONCE = 50;
const SETTLE_MS = 300;

const [databaseUrl = "", dataDir = "", ...numbers] = process.argv.slice(2);
const [batch = 1_000, batches = 1, end = batch] = numbers.map(Number);
const env = { databaseUrl: databaseUrl === "" ? undefined : databaseUrl, dataDir };
const engine = await openBenchEngine({ env, open: () => openStorage(env) });
const segment = question();
let parked = 0;

let asked = 0;
let enough = Promise.withResolvers<void>();
let wanted = 0;
engine.onCommitted((commits) => {
  for (const { events } of commits)
    asked += events.filter(({ event_type }) => event_type === "human.task_created").length;
  if (asked >= wanted) enough.resolve();
});

async function park(count: number): Promise<void> {
  enough = Promise.withResolvers();
  wanted = asked + count;
  let left = count;
  const lane = async () => {
    for (; left > 0; ) {
      left -= 1;
      await engine.start(segment);
    }
  };
  await Promise.all([...Array.from({ length: AT_ONCE }, lane), enough.promise]);
  parked += count;
}

async function memory(): Promise<ParkedTell> {
  // Buffers of the last commits and of the queue go with the next turns.
  await sleep(SETTLE_MS);
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { parked, heap_bytes: heapUsed, rss_bytes: rss };
}

const tell = async () => process.send?.(await memory());

await tell();
await park(batch);
await tell();
for (let at = 0; at < batches; at++) {
  await park(batch);
  await tell();
}
await park(Math.max(0, end - parked));
await tell();
await engine.close();
process.exit();
