// A run is cancelled in whatever state it is, soon, and nothing happens for it afterwards.
import type { Segment } from "@worktrail/shared/segment/schema";
import { expect, it } from "vitest";
import type { Storage } from "../db/storage.ts";
import { call, chain, segment, step, transform } from "./testing/segments.ts";
import { storeSegment } from "./testing/store-segment.ts";
import {
  answer,
  describeEngine,
  eventTypes,
  ORGANIZATION,
  type OutsideCall,
  PERSON,
  type TestEngine,
  type TestOptions,
} from "./testing/test-engine.ts";

const SOON_MS = 2_000;
const BY = { requested_by: PERSON };
const ENDS = ["segment.completed", "segment.failed", "segment.cancelled", "segment.timed_out"];
const target = (run_id: string) => ({ organization_id: ORGANIZATION, run_id });
const ask = step("ask", "human_task", { task_type: "approval", title: "Go on?" });
const after = transform("after", "data");

type Start = (options?: TestOptions) => Promise<TestEngine>;
/** A run in the state, the engine that is to cancel it, and its calls that are under way. */
type Scene = {
  test: TestEngine;
  run_id: string;
  under_way: readonly OutsideCall[];
  /** Lets what it waited for come, too late. */
  let_go(): void;
};
type Make = (start: Start, storage: Storage) => Promise<Scene>;

/** An outside that answers once it is let, whatever becomes of its signal. */
function deaf() {
  const gate = Promise.withResolvers<void>();
  const outside = async () => {
    await gate.promise;
    return answer(1);
  };
  return { let_go: () => gate.resolve(), outside };
}

async function underWay(start: Start, flow: Segment, step_id = "a"): Promise<Scene> {
  const { let_go, outside } = deaf();
  const test = await start({ outside });
  const run_id = await test.run(flow);
  await test.until(run_id, ({ steps }) => steps[step_id]?.status === "running");
  await expect.poll(() => test.calls.length).toBeGreaterThan(0);
  return { test, run_id, under_way: [...test.calls], let_go };
}

async function withRunBelow(start: Start, storage: Storage): Promise<Scene> {
  const { let_go, outside } = deaf();
  await storeSegment(storage, segment([call("a"), call("b")], ["a > b"], { segment_id: "below" }));
  const test = await start({ outside });
  const below = step("below", "sub_segment", { segment_id: "below" });
  const run_id = await test.run(segment([below, call("c")], ["below > c"]));
  await expect.poll(() => test.calls.length).toBe(1);
  return { test, run_id, under_way: [...test.calls], let_go };
}

const nothing = () => undefined;

const STATES: Record<string, Make> = {
  "queued, for want of room": async (start) => {
    const { let_go, outside } = deaf();
    const test = await start({ outside, limits: { active_runs: 1 } });
    const busy = await test.run(segment([call("a")]));
    await test.until(busy, ({ steps }) => steps.a?.status === "running");
    return { test, run_id: await test.run(chain(1), 1), under_way: [], let_go };
  },
  "running a step whose handler ignores its signal": (start) =>
    underWay(start, segment([call("a"), call("b")], ["a > b"])),
  "waiting for a person": async (start) => {
    const test = await start();
    const run_id = await test.run(segment([ask, call("b")], ["ask.approved > b"]));
    await test.until(run_id, ({ status }) => status === "waiting");
    return { test, run_id, under_way: [], let_go: nothing };
  },
  "waiting for the time of a retry": async (start) => {
    const test = await start({ outside: () => answer({}, 503) });
    const run_id = await test.run(segment([call("a", { retry: { max_attempts: 9, delay_seconds: 60 } })]));
    await test.until(run_id, ({ steps }) => steps.a?.status === "retrying");
    return { test, run_id, under_way: [], let_go: nothing };
  },
  "waiting under a limit of time": async (start) => {
    const test = await start();
    const run_id = await test.run(segment([ask], [], { params: { timeout_seconds: 90_000 } }));
    await test.until(run_id, ({ timers }) => timers.run_timeout !== undefined);
    return { test, run_id, under_way: [], let_go: nothing };
  },
  "paused, with a step under way": async (start) => {
    const scene = await underWay(start, segment([call("a"), call("b")], ["a > b"]));
    await scene.test.engine.pauseRun(target(scene.run_id), BY);
    return scene;
  },
  "in the middle of a split": (start) =>
    underWay(
      start,
      segment(
        [
          step("split", "parallel_split", { branches: 2 }),
          call("a"),
          call("b"),
          step("join", "parallel_join", { branches: 2 }),
          call("c"),
        ],
        ["split.branch_1 > a", "split.branch_2 > b", "a > join.branch_1", "b > join.branch_2", "join > c"],
      ),
    ),
  "waiting for runs of another segment": withRunBelow,
  "under way for another run": async (start, storage) => {
    const scene = await withRunBelow(start, storage);
    const [below] = await storage.query<{ run_id: string }>(
      "select run_id from runs where parent_run_id = $1",
      [scene.run_id],
    );
    return { ...scene, run_id: below?.run_id ?? "" };
  },
  "asking what became of a step that is not repeatable": async (start) => {
    const dead = await start({ outside: () => new Promise(() => undefined) });
    const run_id = await dead.run(segment([call("a", { repeatable: false }), after], ["a > after"]));
    await expect.poll(() => dead.calls.length).toBe(1);
    dead.engine.crash();
    const test = await start();
    await test.until(run_id, ({ steps }) => steps.a?.task?.about === "lost_attempt");
    return { test, run_id, under_way: [], let_go: nothing };
  },
};

describeEngine("A run is cancelled at once", (start, storage) => {
  it.each(Object.entries(STATES))(
    "while it is %s, and nothing happens for it afterwards",
    async (_, make) => {
      const { test, run_id, under_way, let_go } = await make(start, storage());
      const calls = test.calls.length;
      const began = performance.now();
      expect(await test.engine.cancelRun(target(run_id), BY)).toEqual({ status: "cancelled" });
      await expect
        .poll(() => under_way.every(({ signal }) => signal.aborted), { timeout: SOON_MS })
        .toBe(true);
      await expect.poll(() => unended(storage(), run_id), { timeout: SOON_MS, interval: 10 }).toBe(0);
      expect(performance.now() - began).toBeLessThan(SOON_MS);
      let_go();
      // Whatever would still happen for it has had its turn once another run has gone all the way.
      await test.ended(await test.run(segment([call("other"), after], ["other > after"])));
      expect(test.calls.filter(({ request }) => !request.url.endsWith("/other"))).toHaveLength(calls);
      const types = await eventTypes(storage(), run_id);
      expect(types.at(-1)).toBe("segment.cancelled");
      expect(types.filter((type) => ENDS.includes(type))).toHaveLength(1);
      const open = await storage().query("select 1 from tasks where run_id = $1 and status = 'open'", [
        run_id,
      ]);
      expect(open).toEqual([]);
    },
  );

  it("or it completes, and never both, in 500 races", { timeout: 30_000 }, async () => {
    const test = await start({ outside: () => answer(1) });
    const flow = segment([call("a"), transform("b", "data")], ["a > b"]);
    const wave = (of: (index: number) => Promise<unknown>) =>
      Promise.all(Array.from({ length: 50 }, (__, i) => of(i)));
    // How long a run takes beside 49 others says when a cancel meets its end.
    const began = performance.now();
    await wave(() => test.run(flow).then((run_id) => test.ended(run_id)));
    const typical_ms = performance.now() - began;
    const races: { run_id: string; answered: string }[] = [];
    for (let round = 0; round < 10; round++) {
      await wave(async (index) => {
        const run_id = await test.run(flow);
        await new Promise((resolve) => setTimeout(resolve, (index / 50) * typical_ms));
        const answered = await test.engine.cancelRun(target(run_id), BY).then(
          ({ status }) => status,
          (error: { code: string }) => error.code,
        );
        races.push({ run_id, answered });
      });
    }
    await test.ended(await test.run(flow));
    expect(races).toHaveLength(500);
    for (const { run_id, answered } of races) {
      const types = await eventTypes(storage(), run_id);
      const [end, ...more] = types.filter((type) => ENDS.includes(type));
      expect([answered, end, more]).toEqual(
        end === "segment.cancelled"
          ? ["cancelled", "segment.cancelled", []]
          : ["RUN_ENDED", "segment.completed", []],
      );
      expect(types.at(-1)).toBe(end);
    }
    expect(new Set(races.map(({ answered }) => answered)).size).toBe(2);
  });
});

/** Of the run itself and of those that it has started, how many go on. */
async function unended(storage: Storage, run_id: string): Promise<number> {
  const rows = await storage.query(
    "select run_id from runs where (run_id = $1 or parent_run_id = $1) and ended_at is null",
    [run_id],
  );
  return rows.length;
}
