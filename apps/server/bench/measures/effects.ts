// Ten steps in a row, each a call over HTTP to this machine, beside the bare calls with one commit before each.
import { randomUUID } from "node:crypto";
import { Agent, request } from "undici";
import { type Answerer, startAnswerer } from "../answerer.ts";
import { openBenchEngine } from "../bench-engine.ts";
import { atMost, type Line, lineOf } from "../line.ts";
import { type BenchContext, type Measure, withPlace } from "../measure.ts";
import { openRaw, prepareCommits } from "../raw.ts";
import { interleave, load } from "../rounds.ts";
import { calls10 } from "../segments.ts";

const CALLS = 10;
const MS = 1_200;
const WARM_UP_MS = 500;

export const effectsMeasure: Measure = {
  name: "effects",
  run: async (context) => {
    const answerer = await startAnswerer();
    try {
      return await withAnswerer(context, answerer);
    } finally {
      await answerer.close();
    }
  },
};

function withAnswerer(context: BenchContext, answerer: Answerer): Promise<Line[]> {
  return withPlace(context, async (place) => {
    const engine = await openBenchEngine(place, { allow_hosts: [answerer.host] });
    const raw = await openRaw(place.env, engine.storage);
    const { commit } = await prepareCommits(raw);
    const dispatcher = new Agent({ connections: 64 });
    const segment = calls10(`${answerer.url}/call`);
    const run = () => engine.runOnce(segment);
    const bare = async () => {
      for (let call = 0; call < CALLS; call++) {
        await commit();
        await callBare(`${answerer.url}/bare`, dispatcher);
      }
    };
    const lines: Line[] = [];
    for (const at_once of [1, 50]) {
      await load(at_once, WARM_UP_MS, run);
      await load(at_once, WARM_UP_MS / 2, bare);
      const { ours, floor } = await interleave(context.rounds, {
        ours: () => load(at_once, MS, run),
        floor: () => load(at_once, MS, bare),
      });
      lines.push(...linesOf(at_once, ours, floor));
    }
    await dispatcher.destroy();
    await raw.close();
    await engine.close();
    return lines;
  });
}

async function callBare(url: string, dispatcher: Agent): Promise<void> {
  const { body } = await request(url, {
    dispatcher,
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
    body: '{"step":"s0"}',
  });
  await body.json();
}

type Loads = Awaited<ReturnType<typeof load>>[];

function linesOf(at_once: number, ours: Loads, floor: Loads): Line[] {
  const name = `ten calls over HTTP, ${at_once === 1 ? "one at a time" : `${at_once} at once`}`;
  const bare = "the bare calls, one commit before each";
  const perRun = (loads: Loads) => loads.map(({ per_second }) => 1_000 / per_second);
  const rate = (loads: Loads) => loads.map(({ per_second }) => per_second * CALLS);
  const p50 = (loads: Loads) => loads.map(({ p50_ms }) => p50_ms);
  return [
    lineOf({ what: `${name}: p50 of a run`, unit: "ms" }, p50(ours), { name: bare, values: p50(floor) }),
    lineOf({ what: `${name}: time a run takes`, unit: "ms", target: atMost(1.3) }, perRun(ours), {
      name: bare,
      values: perRun(floor),
    }),
    lineOf({ what: `${name}: rate`, unit: "steps/s" }, rate(ours), { name: bare, values: rate(floor) }),
  ];
}
