// Runs that wait for a person, and beside them as many that call the outside again and again. Needs --expose-gc.
// crowd.ts <address of the database, or nothing> <data directory> <waiting> <active> <waves>
import { setTimeout as sleep } from "node:timers/promises";
import { openStorage } from "../../src/db/storage.ts";
import type { HttpPort } from "../../src/engine/engine-deps.ts";
import { openBenchEngine } from "../bench-engine.ts";
import type { CrowdTell } from "../measures/crowd.ts";
import { callsInARow, question } from "../segments.ts";

const CALLS = 3;
const CALL_MS = 20;
const AT_ONCE = 50;
const SETTLE_MS = 300;
const SAMPLE_MS = 20;

const [databaseUrl = "", dataDir = "", ...numbers] = process.argv.slice(2);
const [waiting = 1_000, active = 1_000, waves = 1] = numbers.map(Number);
const env = { databaseUrl: databaseUrl === "" ? undefined : databaseUrl, dataDir };
const http: HttpPort = {
  request: async () => {
    await sleep(CALL_MS);
    return { status: 200, headers: { "content-type": "application/json" }, body: '{"ok":true}' };
  },
};
const engine = await openBenchEngine({ env, open: () => openStorage(env) }, { http });
const calls = callsInARow("calls", CALLS, (index) => `https://example.com/${index}`);

/** Does it `count` times, so many at once. */
async function inLanes(count: number, lanes: number, work: () => Promise<unknown>): Promise<void> {
  let left = count;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

async function wave(): Promise<CrowdTell> {
  let peak_rss_bytes = 0;
  let most_active = 0;
  let going = 0;
  const sample = setInterval(() => {
    peak_rss_bytes = Math.max(peak_rss_bytes, process.memoryUsage.rss());
  }, SAMPLE_MS);
  await inLanes(active, active, async () => {
    const run_id = await engine.start(calls);
    going += 1;
    most_active = Math.max(most_active, going);
    await engine.ended(run_id);
    going -= 1;
  });
  clearInterval(sample);
  return { ...(await settled()), peak_rss_bytes, most_active };
}

async function settled(): Promise<CrowdTell> {
  await sleep(SETTLE_MS);
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { peak_rss_bytes: rss, heap_bytes: heapUsed, most_active: 0 };
}

process.send?.(await settled());
await inLanes(waiting, AT_ONCE, () => engine.start(question()));
for (let at = 0; at < waves; at++) process.send?.(await wave());
await engine.close();
process.exit();
