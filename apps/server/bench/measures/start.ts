// From the request `runs.start` to the call that the first step makes, at a server in a process of its own.
import { type Answerer, startAnswerer } from "../answerer.ts";
import { sharedNow, startChild } from "../child.ts";
import type { Place } from "../databases.ts";
import { type Line, lineOf } from "../line.ts";
import { type BenchContext, type Measure, withPlace } from "../measure.ts";
import { percentiles } from "../rounds.ts";
import { callsInARow } from "../segments.ts";
import { save, serve } from "../serve.ts";

const STARTS = 100;
const WARM_UP = 50;

type Times = { p50_ms: number; p99_ms: number };

export const startMeasure: Measure = {
  name: "start",
  run: async (context) => {
    const answerer = await startAnswerer();
    try {
      return await measureStarts(context, answerer);
    } finally {
      await answerer.close();
    }
  },
};

async function measureStarts(context: BenchContext, answerer: Answerer): Promise<Line[]> {
  const ours: Times[] = [];
  const floor: Times[] = [];
  // The embedded database belongs to one process: the servers live on places of their own, at the same time.
  await withPlace(context, (place) =>
    withPlace(context, async (other) => {
      const product = await openProduct(place, answerer);
      const bare = await openBare(other, answerer);
      for (let round = 0; round < context.rounds; round++) {
        ours.push(await product.measure());
        floor.push(await bare.measure());
      }
      await Promise.all([product.close(), bare.close()]);
    }),
  );
  const what = "from runs.start to the first step's call";
  const name = "a request, a one-row commit, the call";
  const values = (times: Times[], field: keyof Times) => times.map((time) => time[field]);
  return (["p50_ms", "p99_ms"] as const).map((field) =>
    lineOf({ what: `${what}: ${field.slice(0, 3)}`, unit: "ms" }, values(ours, field), {
      name,
      values: values(floor, field),
    }),
  );
}

async function openProduct(place: Place, answerer: Answerer) {
  const server = await serve(place, answerer);
  await save(
    server,
    callsInARow("first_call", 1, () => `${answerer.url}/ours`),
  );
  const once = counted(answerer, "/ours", () => server.start("first_call"));
  await repeat(WARM_UP, once);
  return { measure: async () => percentiles(await repeat(STARTS, once)), close: server.kill };
}

async function openBare({ env }: Place, answerer: Answerer) {
  const args = [env.databaseUrl ?? "", env.dataDir, `${answerer.url}/bare`];
  const child = startChild<object, { port: number }>("bare-server.ts", args);
  const { port } = await child.told();
  const once = counted(answerer, "/bare", async () => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers, body: "{}" });
    await response.text();
  });
  await repeat(WARM_UP, once);
  return { measure: async () => percentiles(await repeat(STARTS, once)), close: child.end };
}

/** @returns a function that asks once and says how many milliseconds passed until the call arrived */
function counted(answerer: Answerer, path: string, ask: () => Promise<void>): () => Promise<number> {
  let count = 0;
  return async () => {
    count += 1;
    const began = sharedNow();
    const [at_ms] = await Promise.all([answerer.untilCalled(path, count), ask()]);
    return at_ms - began;
  };
}

async function repeat(times: number, once: () => Promise<number>): Promise<number[]> {
  const results: number[] = [];
  for (let at = 0; at < times; at++) results.push(await once());
  return results;
}
