// A segment of pure steps at one and at fifty runs at once, beside what its journal costs without the engine.
import type { Segment } from "@worktrail/shared/segment/schema";
import { readEvents } from "../src/journal/read-journal.ts";
import { type BenchEngine, ORGANIZATION, openBenchEngine } from "./bench-engine.ts";
import { atLeast, atMost, type Line, lineOf } from "./line.ts";
import { type BenchContext, withPlace } from "./measure.ts";
import { openRaw, prepareCommits, prepareCopies, type Raw } from "./raw.ts";
import { interleave, type Load, load } from "./rounds.ts";

const AT_ONCE = 50;
const ENGINE_MS = 1_500;
const FLOOR_MS = 600;
const WARM_UP_MS = 500;

/** Targets for one run at a time; a commit of the embedded database waits for no disk, so they say nothing there. */
export type LatencyTargets = { p50_commits: number; p99_of_p50: number };

type Bench = {
  engine: BenchEngine;
  raw: Raw;
  segment: Segment;
  rounds: number;
  latency: LatencyTargets | undefined;
};

export function measureSegment(
  context: BenchContext,
  segment: Segment,
  targets?: LatencyTargets,
): Promise<Line[]> {
  return withPlace(context, async (place) => {
    const engine = await openBenchEngine(place);
    const raw = await openRaw(place.env, engine.storage);
    const latency = place.kind === "postgres" ? targets : undefined;
    const bench = { engine, raw, segment, rounds: context.rounds, latency };
    try {
      return [...(await oneAtATime(bench)), ...(await manyAtOnce(bench))];
    } finally {
      await raw.close();
      await engine.close();
    }
  });
}

async function oneAtATime({ engine, raw, segment, rounds, latency }: Bench): Promise<Line[]> {
  const { commit } = await prepareCommits(raw);
  const run = () => engine.runOnce(segment);
  await load(1, WARM_UP_MS, run);
  await load(1, WARM_UP_MS, commit);
  const { ours, commits } = await interleave(rounds, {
    ours: () => load(1, ENGINE_MS, run),
    commits: () => load(1, FLOOR_MS, commit),
  });
  const p50 = each(ours, "p50_ms");
  const name = `${segment.segment_id}, one at a time`;
  return [
    lineOf(
      { what: `${name}: p50 of a run`, unit: "ms", ...(latency && { target: atMost(latency.p50_commits) }) },
      p50,
      {
        name: "a one-row commit",
        values: each(commits, "p50_ms"),
      },
    ),
    lineOf(
      { what: `${name}: p99 of a run`, unit: "ms", ...(latency && { target: atMost(latency.p99_of_p50) }) },
      each(ours, "p99_ms"),
      {
        name: "its own p50",
        values: p50,
      },
    ),
    lineOf({ what: "a one-row commit, one at a time: p99", unit: "ms" }, each(commits, "p99_ms"), {
      name: "its own p50",
      values: each(commits, "p50_ms"),
    }),
    lineOf({ what: `${name}: rate`, unit: "steps/s" }, per(ours, segment.steps.length)),
  ];
}

async function manyAtOnce({ engine, raw, segment, rounds }: Bench): Promise<Line[]> {
  const run = () => engine.runOnce(segment);
  const run_id = await run();
  const events = await readEvents(engine.storage, { organization_id: ORGANIZATION, run_id });
  const journal = await prepareCopies(raw, run_id, false);
  const everything = await prepareCopies(raw, run_id, true);
  const { commit } = await prepareCommits(raw);
  await load(AT_ONCE, WARM_UP_MS, run);
  await load(1, WARM_UP_MS / 2, () => journal(AT_ONCE));
  const { ours, rows, runs, commits, calls } = await interleave(rounds, {
    ours: () => load(AT_ONCE, ENGINE_MS, run),
    rows: () => load(1, FLOOR_MS, () => journal(AT_ONCE)),
    runs: () => load(1, FLOOR_MS, () => everything(AT_ONCE)),
    commits: () => load(AT_ONCE, FLOOR_MS, commit),
    calls: () => load(AT_ONCE, FLOOR_MS / 4, () => callEach(segment.steps.length)),
  });
  const name = `${segment.segment_id}, ${AT_ONCE} at once`;
  const steps = per(ours, segment.steps.length);
  const journalled = per(ours, events.length);
  return [
    lineOf({ what: `${name}: journal`, unit: "events/s", target: atLeast(0.5) }, journalled, {
      name: "the same journal rows, inserted raw",
      values: per(rows, events.length * AT_ONCE),
    }),
    lineOf({ what: `${name}: journal and rows of runs`, unit: "events/s" }, journalled, {
      name: "the same rows of both tables, raw",
      values: per(runs, events.length * AT_ONCE),
    }),
    lineOf({ what: `${name}: rate`, unit: "steps/s" }, steps, {
      name: "a function call a step, nothing kept",
      values: per(calls, segment.steps.length),
    }),
    lineOf({ what: `${name}: runs`, unit: "runs/s" }, per(ours, 1), {
      name: `one-row commits, ${AT_ONCE} at once`,
      values: per(commits, 1),
    }),
    lineOf({ what: `${name}: p50 of a run`, unit: "ms" }, each(ours, "p50_ms")),
    lineOf({ what: `${name}: p99 of a run`, unit: "ms" }, each(ours, "p99_ms")),
  ];
}

async function callEach(steps: number): Promise<void> {
  let value = { data: 1 };
  for (let step = 0; step < steps; step++) value = await addOne(value);
}

const addOne = async (value: { data: number }) => ({ ...value, data: value.data + 1 });

const per = (loads: readonly Load[], factor: number) => loads.map(({ per_second }) => per_second * factor);
const each = (loads: readonly Load[], field: "p50_ms" | "p99_ms") => loads.map((load) => load[field]);
