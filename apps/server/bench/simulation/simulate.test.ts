import { describe, expect, it } from "vitest";
import type { Costs } from "./costs.ts";
import { DatabaseModel } from "./database-model.ts";
import { simulate } from "./simulate.ts";
import { Timeline } from "./timeline.ts";
import type { Workload } from "./worker-model.ts";

const COSTS: Costs = {
  cores: 2,
  round_trip_ms: 0.2,
  read_ms: 0.1,
  statement_ms: 0.5,
  row_ms: 0.1,
  flush_ms: 2,
  notify_ms: 0.1,
  delivery_ms: 0.01,
};
const WORKLOAD: Workload = { runs: 20, calls: 5, call_ms: 500, woken: 0.1, watched: 0 };

describe("Simulated time", () => {
  it("lets things happen in the order of when they are due, and of when they were asked for", () => {
    const timeline = new Timeline();
    const happened: string[] = [];
    for (const [at, name] of [
      [3, "c"],
      [1, "a"],
      [2, "b"],
      [1, "also a"],
      [9, "late"],
    ] as const)
      timeline.after(at, () => {
        happened.push(`${name} at ${timeline.now}`);
        if (name === "a") timeline.after(1, () => happened.push(`after a at ${timeline.now}`));
      });
    timeline.runUntil(5);
    expect(happened).toEqual(["a at 1", "also a at 1", "b at 2", "after a at 2", "c at 3"]);
    expect(timeline.now).toBe(5);
  });
});

describe("The modelled database", () => {
  it("flushes its log once for all transactions that are ready, and works on as many as it has cores", () => {
    const timeline = new Timeline();
    const database = new DatabaseModel(timeline, COSTS);
    const durable: number[] = [];
    for (let at = 0; at < 6; at++) database.commit(1, () => durable.push(timeline.now));
    timeline.runUntil(100);
    // The first is ready after 0.1 ms of travel and 0.6 ms of work; the others while its flush is out.
    expect(durable.map((at) => at.toFixed(1))).toEqual(["2.8", "4.8", "4.8", "4.8", "4.8", "4.8"]);
    expect(database.used).toMatchObject({ commits: 6, flush_ms: 4 });
    expect(database.used.cpu_ms).toBeCloseTo(6 * 0.6);
  });

  it("passes notifications one by one, and makes each listener cost something", () => {
    const timeline = new Timeline();
    const database = new DatabaseModel(timeline, COSTS);
    database.listeners = 100;
    const heard: number[] = [];
    for (let at = 0; at < 3; at++)
      database.notify(
        () => undefined,
        () => heard.push(timeline.now),
      );
    timeline.runUntil(100);
    expect(heard).toHaveLength(3);
    expect(database.used.cpu_ms).toBeCloseTo(3 * (0.1 + 100 * 0.01));
  });
});

describe("Simulated workers", () => {
  it("give the same figures for the same seed, and others for another", () => {
    const [one, again, other] = [1, 1, 2].map((seed) => simulate(3, COSTS, WORKLOAD, seed));
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it("get what they ask for while there is room, and share what there is when there is none", () => {
    const few = simulate(2, COSTS, WORKLOAD, 1);
    const many = simulate(200, COSTS, { ...WORKLOAD, runs: 40 }, 1);
    expect(few.appends_per_second / few.asked_per_second).toBeGreaterThan(0.9);
    expect(many.appends_per_second / many.asked_per_second).toBeLessThan(0.5);
    expect(many.cpu).toBeGreaterThan(0.95);
    expect(many.appends_per_second / many.commits_per_second).toBeGreaterThan(2);
    expect(many.p50_ms).toBeGreaterThan(10 * few.p50_ms);
  });

  it("lose throughput to telling each other", () => {
    const quiet = simulate(100, COSTS, WORKLOAD, 1);
    const telling = simulate(100, COSTS, { ...WORKLOAD, watched: 1 }, 1);
    expect(telling.appends_per_second).toBeLessThan(quiet.appends_per_second);
    expect(telling.told_p99_ms).toBeGreaterThan(0);
    expect(quiet.told_p99_ms).toBeNull();
  });
});
