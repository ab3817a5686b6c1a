import { percentiles } from "../rounds.ts";
import type { Costs } from "./costs.ts";
import { DatabaseModel } from "./database-model.ts";
import { seededRandom } from "./random.ts";
import { Timeline } from "./timeline.ts";
import { type Observed, WorkerModel, type Workload } from "./worker-model.ts";

const SLICE_MS = 500;
/** Simulated time that no phase takes less or more of. */
const SHORTEST_MS = 3_000;
const LONGEST_MS = 60_000;
/** Appends of a phase, for each run that is under way: queues have settled, and each run has been through them. */
const APPENDS_PER_RUN = 2;
const MIN_APPENDS = 10_000;

export type Simulated = {
  workers: number;
  runs_per_second: number;
  appends_per_second: number;
  /** What the same runs would append if a commit took no time. */
  asked_per_second: number;
  commits_per_second: number;
  /** Shares of the measured time. */
  cpu: number;
  log: number;
  p50_ms: number;
  p99_ms: number;
  /** From a commit until the other workers know; null where nobody is told. */
  told_p99_ms: number | null;
  slowest_beat_ms: number;
};

/** The same seed, costs and workload give the same result. */
export function simulate(workers: number, costs: Costs, workload: Workload, seed: number): Simulated {
  const timeline = new Timeline();
  const database = new DatabaseModel(timeline, costs);
  database.listeners = workers;
  const random = seededRandom(seed);
  const observed: Observed = { appends: 0, runs: 0, latencies: [], told: [], slowest_beat_ms: 0 };
  const asked = workers > 1 ? workload : { ...workload, watched: 0 };
  for (let at = 0; at < workers; at++) new WorkerModel(timeline, database, asked, random, observed).start();
  const appends = MIN_APPENDS + APPENDS_PER_RUN * workers * workload.runs;
  runPhase(timeline, observed, appends);
  Object.assign(observed, { appends: 0, runs: 0, slowest_beat_ms: 0 });
  observed.latencies.length = 0;
  observed.told.length = 0;
  database.used = { cpu_ms: 0, flush_ms: 0, commits: 0 };
  const measured_ms = runPhase(timeline, observed, appends);
  const seconds = measured_ms / 1_000;
  const { calls, call_ms, runs } = workload;
  return {
    workers,
    runs_per_second: observed.runs / seconds,
    appends_per_second: observed.appends / seconds,
    asked_per_second: (workers * runs * (calls + 1)) / ((calls * call_ms) / 1_000),
    commits_per_second: database.used.commits / seconds,
    cpu: database.used.cpu_ms / (costs.cores * measured_ms),
    log: database.used.flush_ms / measured_ms,
    ...percentiles(observed.latencies),
    told_p99_ms: observed.told.length === 0 ? null : percentiles(observed.told).p99_ms,
    slowest_beat_ms: observed.slowest_beat_ms,
  };
}

/** @returns how much simulated time it took */
function runPhase(timeline: Timeline, observed: Observed, appends: number): number {
  const began = timeline.now;
  const passed = () => timeline.now - began;
  while (passed() < SHORTEST_MS || (observed.appends < appends && passed() < LONGEST_MS))
    timeline.runUntil(timeline.now + SLICE_MS);
  return passed();
}
