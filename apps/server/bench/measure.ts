import { randomUUID } from "node:crypto";
import type { WorktrailEvent } from "@worktrail/shared/run/events";
import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { handlers } from "@worktrail/steps/handlers";
import type { Storage } from "../src/db/storage.ts";
import { createEngine, type Engine } from "../src/engine/engine.ts";
import { readEvents } from "../src/journal/read-journal.ts";

export const ORGANIZATION = "org_bench";

export type Sample = { runs_per_second: number; p50_ms: number; p99_ms: number };

export type BenchEngine = { engine: Engine; ended(run_id: string): Promise<void> };

export function benchEngine(storage: Storage): BenchEngine {
  const ended = new Set<string>();
  const waiting = new Map<string, () => void>();
  const silent = () => undefined;
  const unused = () => Promise.reject(new Error("Nothing here goes outside."));
  const engine = createEngine({
    storage,
    catalog,
    handlers,
    http: { request: unused },
    llm: { complete: unused },
    secrets: { read: unused },
    live: {
      committed: (batch) => {
        for (const { run_id, events } of batch) {
          if (events.at(-1)?.event_type !== "segment.completed") continue;
          const resolve = waiting.get(run_id);
          if (resolve) resolve();
          else ended.add(run_id);
        }
      },
      signal: silent,
      changed: silent,
    },
    log: { debug: silent, info: silent, warn: console.error, error: console.error },
  });
  const wait = (run_id: string) =>
    new Promise<void>((resolve) => {
      if (ended.delete(run_id)) resolve();
      else waiting.set(run_id, resolve);
    }).finally(() => waiting.delete(run_id));
  return { engine, ended: wait };
}

export async function runOnce({ engine, ended }: BenchEngine, segment: Segment): Promise<string> {
  const { run_id } = await engine.startRun({
    organization_id: ORGANIZATION,
    project_id: "project_bench",
    segment,
    revision: 1,
    input: 1,
    config: {},
    started_by: { user_id: "user_bench", name: "Bench" },
  });
  await ended(run_id);
  return run_id;
}

/** Keeps `concurrency` runs going for `ms` milliseconds. */
export async function measureRuns(
  bench: BenchEngine,
  segment: Segment,
  concurrency: number,
  ms: number,
): Promise<Sample> {
  return measure(concurrency, ms, () => runOnce(bench, segment));
}

/** The floor: the same bytes, inserted as fast as the database takes them, one statement per `runs_at_once` runs. */
export async function measureInserts(
  storage: Storage,
  run_id: string,
  runs_at_once: number,
  ms: number,
): Promise<Sample> {
  const events = await readEvents(storage, { organization_id: ORGANIZATION, run_id });
  const sample = await measure(1, ms, () => insert(storage, events, runs_at_once));
  return { ...sample, runs_per_second: sample.runs_per_second * runs_at_once };
}

async function insert(storage: Storage, events: readonly WorktrailEvent[], runs: number): Promise<void> {
  const ids = Array.from({ length: runs }, () => `raw_${randomUUID()}`);
  const texts = events.map((event) => JSON.stringify(event));
  await storage.query(
    `insert into run_events (organization_id, run_id, seq, event)
     select 'org_bench', * from unnest($1::text[], $2::int[], $3::text[])`,
    [
      ids.flatMap((id) => events.map(() => id)),
      ids.flatMap(() => events.map((event) => event.seq)),
      ids.flatMap(() => texts),
    ],
  );
}

async function measure(concurrency: number, ms: number, once: () => Promise<unknown>): Promise<Sample> {
  const times: number[] = [];
  const began = performance.now();
  const worker = async () => {
    while (performance.now() - began < ms) {
      const start = performance.now();
      await once();
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = (performance.now() - began) / 1_000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { runs_per_second: times.length / seconds, p50_ms: at(0.5), p99_ms: at(0.99) };
}

export function median(samples: readonly Sample[], by: keyof Sample): number {
  const values = samples.map((sample) => sample[by]).sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)] ?? 0;
}
