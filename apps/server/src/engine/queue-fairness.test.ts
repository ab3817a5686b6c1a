// More runs than the processes have room for: who is taken first, and what one organisation's queue costs another.
import { priorityRank, type RunPriority } from "@worktrail/shared/run/priority";
import { expect, it } from "vitest";
import type { Storage } from "../db/storage.ts";
import { WAKE_QUEUE } from "../journal/wake-queue.ts";
import { claimDue, claimQueued } from "./claim-waiting.ts";
import { call, chain, segment } from "./testing/segments.ts";
import { answer, describeEngine, type TestEngine, type TestOptions } from "./testing/test-engine.ts";

const ONE_CALL = segment([call("a")]);

/** Rows as a process without room writes them. */
async function queueMany(storage: Storage, organization_id: string, count: number, flow = ONE_CALL) {
  await storage.query(
    `insert into runs (run_id, organization_id, project_id, segment_id, document, status, input, config, started_by)
     select $1 || '_' || n, $1, 'project_test', 'test', $2, 'queued', '1', '{}', 'user_ada'
     from generate_series(1, $3::int) n`,
    [organization_id, JSON.stringify(flow), count],
  );
}

async function queueOne(storage: Storage, organization_id: string, name: string, priority: RunPriority) {
  await storage.query(
    `insert into runs (run_id, organization_id, project_id, segment_id, status, started_by, priority)
     values ($1, $2, 'project_test', 'test', 'queued', 'user_ada', $3)`,
    [name, organization_id, priorityRank(priority)],
  );
}

const empty = (storage: Storage) => storage.query("delete from runs");

/** Tells when a step of a run first starts, as a browser would hear it. */
function firstSteps() {
  const waiting = new Map<string, PromiseWithResolvers<void>>();
  const of = (run_id: string) => {
    const known = waiting.get(run_id) ?? Promise.withResolvers<void>();
    waiting.set(run_id, known);
    return known;
  };
  const live: TestOptions["live"] = {
    committed: (batch) => {
      for (const { run_id, events } of batch)
        if (events.some(({ event_type }) => event_type === "step.started")) of(run_id).resolve();
    },
    signal: () => undefined,
    changed: () => undefined,
  };
  return { live, started: (run_id: string) => of(run_id).promise };
}

describeEngine("The queue", (start, storage) => {
  it("gives out the most urgent first, then takes turns between organisations, then goes by age", async () => {
    await empty(storage());
    for (const name of ["a1", "a2", "a3"]) await queueOne(storage(), "org_a", name, "normal");
    await queueOne(storage(), "org_b", "b1", "normal");
    await queueOne(storage(), "org_b", "b_low", "low");
    await queueOne(storage(), "org_a", "a_critical", "critical");
    await queueOne(storage(), "org_c", "c_high", "high");
    const order: string[] = [];
    const active = new Map<string, number>();
    for (let taken = 0; taken < 7; taken++) {
      const [run] = await claimQueued(storage(), "worker", { runs: 1, per_organization: 9, active });
      if (!run) throw new Error("Something waits.");
      order.push(run.run_id);
      active.set(run.organization_id, (active.get(run.organization_id) ?? 0) + 1);
    }
    expect(order).toEqual(["a_critical", "c_high", "b1", "a1", "a2", "a3", "b_low"]);
  });

  it("takes no more of one organisation than its share, however much room there is", async () => {
    await empty(storage());
    await queueMany(storage(), "org_a", 20);
    await queueMany(storage(), "org_b", 3);
    const room = { runs: 100, per_organization: 5, active: new Map([["org_a", 2]]) };
    const taken = await claimQueued(storage(), "worker", room);
    const of = (organization_id: string) => taken.filter((run) => run.organization_id === organization_id);
    expect([of("org_a").length, of("org_b").length]).toEqual([3, 3]);
  });

  it("of runs that are due hides nothing of the others either, once an organisation has its share", async () => {
    await empty(storage());
    await queueMany(storage(), "org_a", 200);
    await storage().query("update runs set status = 'running', wake_at = now() - interval '1 minute'");
    await queueOne(storage(), "org_b", "b1", "normal");
    await storage().query("update runs set status = 'running', wake_at = now() where run_id = 'b1'");
    const room = { runs: 4, per_organization: 2, active: new Map([["org_a", 2]]) };
    const later = new Date(Date.now() + 1_000);
    expect(await claimDue(storage(), "worker", room, later)).toEqual([
      { run_id: "b1", organization_id: "org_b" },
    ]);
  });

  it("gives every run to one of the workers that ask at once", async () => {
    await empty(storage());
    await queueMany(storage(), "org_a", 400);
    const taken = new Map<string, string>();
    const work = async (worker_id: string) => {
      for (;;) {
        const room = { runs: 40, per_organization: 1_000, active: new Map() };
        const runs = await claimQueued(storage(), worker_id, room);
        for (const { run_id } of runs) {
          expect(taken.get(run_id)).toBeUndefined();
          taken.set(run_id, worker_id);
        }
        if (runs.length === 0) return;
      }
    };
    await Promise.all(["one", "two", "three"].map(work));
    await work("four");
    expect(taken.size).toBe(400);
    await empty(storage());
  });

  it("of ten thousand runs of one organisation does not delay another's start by two seconds", {
    timeout: 60_000,
  }, async () => {
    await empty(storage());
    await queueMany(storage(), "org_big", 10_000);
    const steps = firstSteps();
    const slow = async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return answer({});
    };
    const limits = { active_runs: 16, active_runs_per_organization: 8, external_steps: 4 };
    const test = await start({ outside: slow, live: steps.live, limits });
    await steps.started("org_big_1");
    const delays: number[] = [];
    for (let nth = 0; nth < 5; nth++) {
      const asked = performance.now();
      await steps.started(await test.run(ONE_CALL, 1));
      delays.push(performance.now() - asked);
    }
    expect(Math.max(...delays)).toBeLessThan(2_000);
    const [left] = await storage().query<{ count: number }>(
      "select count(*)::int as count from runs where status = 'queued'",
    );
    expect(left?.count).toBeGreaterThan(9_000);
    await test.engine.stop();
    await empty(storage());
  });

  it("of others is overtaken by a start when all the room is taken: it is next", {
    timeout: 60_000,
  }, async () => {
    await empty(storage());
    await queueMany(storage(), "org_a", 2_000);
    await queueMany(storage(), "org_b", 2_000);
    const steps = firstSteps();
    const slow = async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return answer({});
    };
    const limits = { active_runs: 8, active_runs_per_organization: 4 };
    const test = await start({ outside: slow, live: steps.live, limits });
    await Promise.all([steps.started("org_a_1"), steps.started("org_b_1")]);
    const asked = performance.now();
    const run_id = await test.run(ONE_CALL, 1);
    await steps.started(run_id);
    expect(performance.now() - asked).toBeLessThan(2_000);
    await test.ended(run_id);
    await test.engine.stop();
    await empty(storage());
  });

  it("costs a row and nothing else: no job, no event, no claim", async () => {
    await empty(storage());
    const test = await start({ limits: { active_runs: 0, heartbeat_ms: 60_000 } });
    const run_ids = await Promise.all(Array.from({ length: 50 }, () => test.run(chain(2), 1)));
    const rows = await storage().query("select distinct status, claim_id, last_seq, priority from runs");
    expect(rows).toEqual([{ status: "queued", claim_id: null, last_seq: 0, priority: 2 }]);
    expect(await jobsOf(storage(), run_ids)).toEqual([]);
    await test.engine.stop();
    await empty(storage());
  });

  it("is refused more than it may hold, in words, and a start that it holds already is answered again", async () => {
    await empty(storage());
    const test = await start({ limits: { active_runs: 0, queued_runs: 3, heartbeat_ms: 60_000 } });
    const key = (nth: number) => ({ idempotency_key: `key ${nth}` });
    const first = await test.run(chain(2), 1, key(1));
    await test.run(chain(2), 1, key(2));
    await test.run(chain(2), 1, key(3));
    await expect(test.run(chain(2), 1, key(4))).rejects.toMatchObject({
      code: "OVERLOADED",
      kind: "user",
      data: { retry_after_seconds: 5 },
    });
    expect(await test.run(chain(2), 1, key(1))).toBe(first);
    await empty(storage());
  });

  it("starts one run for a key that comes ten times at once", async () => {
    await empty(storage());
    const test = await start({ limits: { active_runs: 0, heartbeat_ms: 60_000 } });
    const run_ids = await Promise.all(
      Array.from({ length: 10 }, () => test.run(chain(2), 1, { idempotency_key: "same" })),
    );
    expect(new Set(run_ids).size).toBe(1);
    await empty(storage());
  });

  it("a job that finds no room is done with, and its run is taken as soon as there is some", async () => {
    await empty(storage());
    const gate = Promise.withResolvers<void>();
    const outside = async () => {
      await gate.promise;
      return answer({});
    };
    const test = await start({ outside, limits: { active_runs: 1, heartbeat_ms: 60_000 } });
    const holding = await test.run(ONE_CALL);
    const due = await parkedAndDue(storage(), test);
    await storage().boss.send(WAKE_QUEUE.name, { run_id: due });
    await expect
      .poll(async () => (await jobsOf(storage(), [due])).map(({ state }) => state), { timeout: 10_000 })
      .toEqual(["completed"]);
    const [row] = await storage().query("select claim_id from runs where run_id = $1", [due]);
    expect(row).toEqual({ claim_id: null });
    gate.resolve();
    expect((await test.ended(due)).status).toBe("completed");
    await test.ended(holding);
  });

  it("a start without room here is taken by another process at once", async () => {
    // The embedded database belongs to one process.
    if (storage().kind === "pglite") return;
    await empty(storage());
    const full = await start({ limits: { active_runs: 0, heartbeat_ms: 60_000 } });
    const roomy = await start({ limits: { heartbeat_ms: 60_000 } });
    const asked = performance.now();
    const run_id = await full.run(chain(3), 1, { config: { priority: "high" } });
    const state = await roomy.ended(run_id);
    expect(state).toMatchObject({ status: "completed", config: { priority: "high" } });
    expect(performance.now() - asked).toBeLessThan(2_000);
  });
});

/** A run that nobody drives and whose time has come, as one that waited for a timer. */
async function parkedAndDue(storage: Storage, test: TestEngine): Promise<string> {
  const run_id = await test.run(chain(2), 1);
  await storage.query("update runs set wake_at = now(), status = 'running' where run_id = $1", [run_id]);
  return run_id;
}

function jobsOf(storage: Storage, run_ids: string[]): Promise<{ state: string }[]> {
  return storage.query(
    "select state::text from pgboss.job where name = $1 and data->>'run_id' = any($2::text[])",
    [WAKE_QUEUE.name, run_ids],
  );
}
