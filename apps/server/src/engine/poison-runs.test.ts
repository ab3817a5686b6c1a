// Runs that end every process that takes them, and runs that servers had to give up.
import { expect, it } from "vitest";
import type { Storage } from "../db/storage.ts";
import { claimOrphans, claimSuspect } from "./claim-orphans.ts";
import { call, chain, segment, step } from "./testing/segments.ts";
import { answer, describeEngine, ORGANIZATION, PERSON, type TestEngine } from "./testing/test-engine.ts";

const ROOM = { runs: 100, per_organization: 100, active: new Map<string, number>() };
const never = () => new Promise<never>(() => undefined);

/** Queued, under the claim of a worker that nobody has heard of. */
async function orphan(storage: Storage, run_id: string): Promise<void> {
  await storage.query(
    `insert into runs (run_id, organization_id, project_id, segment_id, document, status, input, config, started_by, claim_id)
     values ($1, $2, 'project_test', 'test', $3, 'queued', '1', '{}', 'user_ada', 'ghost')`,
    [run_id, ORGANIZATION, JSON.stringify(chain(2))],
  );
}

const ids = (rows: readonly { run_id: string }[]) => rows.map(({ run_id }) => run_id).sort();
const rowOf = async (storage: Storage, run_id: string) => {
  const [row] = await storage.query(
    "select status, dead_letter, takeovers, taken_seq from runs where run_id = $1",
    [run_id],
  );
  return row;
};

describeEngine("A run that ends its process", (start, storage) => {
  it("is taken by one worker after the other, then alone, and after five in vain by nobody", async () => {
    await storage().query("delete from runs");
    await orphan(storage(), "poison");
    await orphan(storage(), "innocent");
    expect(ids(await claimOrphans(storage(), "dead_1", ROOM))).toEqual(["innocent", "poison"]);
    expect(ids(await claimOrphans(storage(), "dead_2", ROOM))).toEqual(["innocent", "poison"]);
    expect(await claimOrphans(storage(), "dead_3", ROOM)).toEqual([]);
    // One at a time from here on. The first one comes further, and is under no suspicion any more.
    const first = await claimSuspect(storage(), "dead_3");
    await storage().query("update runs set last_seq = last_seq + 1 where run_id = $1", [first?.run_id]);
    const other = first?.run_id === "poison" ? "innocent" : "poison";
    expect(ids(await claimOrphans(storage(), "alive", ROOM))).toEqual([first?.run_id]);
    await storage().query("delete from runs where run_id = $1", [first?.run_id]);
    for (const worker of ["dead_4", "dead_5", "dead_6"])
      expect(await claimSuspect(storage(), worker)).toMatchObject({ run_id: other, poison: false });
    expect(await claimSuspect(storage(), "dead_7")).toMatchObject({ run_id: other, poison: true });
    const [row] = await storage().query("select claim_id from runs where run_id = $1", [other]);
    expect(row).toEqual({ claim_id: "dead_6" });
    await storage().query("delete from runs");
  });

  it("ends as a dead letter that says what to do; others go on, and a retry gives it a fresh start", async () => {
    await storage().query("delete from runs");
    await orphan(storage(), "poison");
    await orphan(storage(), "suspect_1");
    await orphan(storage(), "suspect_2");
    await storage().query(
      "update runs set taken_seq = 0, takeovers = case when run_id = 'poison' then 5 else 4 end",
    );
    const test = await start();
    const state = await test.ended("poison");
    expect(state).toMatchObject({ status: "failed", error: { error_code: "POISON_RUN", recoverable: true } });
    for (const run_id of ["suspect_1", "suspect_2"])
      expect((await test.ended(run_id)).status).toBe("completed");
    expect(await rowOf(storage(), "poison")).toMatchObject({ status: "failed", dead_letter: true });
    expect(await rowOf(storage(), "suspect_1")).toMatchObject({ status: "completed", dead_letter: false });

    await retry(test, "poison");
    const again = await test.until("poison", ({ status }) => status === "completed");
    expect(again.outputs).toEqual({ s2: 3 });
    expect(await rowOf(storage(), "poison")).toEqual({
      status: "completed",
      dead_letter: false,
      takeovers: 0,
      taken_seq: null,
    });
  });

  it("is a dead letter as well when one of its steps was lost with every server that tried it", {
    timeout: 60_000,
  }, async () => {
    await storage().query("delete from runs");
    let dying = await start({ outside: never });
    const run_id = await dying.run(segment([call("a")]));
    for (let lost = 1; lost <= 5; lost++) {
      const attempt = lost;
      await dying.until(run_id, ({ steps }) => steps.a?.attempts === attempt && steps.a.status === "running");
      dying.engine.crash();
      dying = await start({ outside: never });
    }
    const state = await dying.ended(run_id);
    expect(state).toMatchObject({ status: "failed", error: { error_code: "STEP_LOST" } });
    expect(await rowOf(storage(), run_id)).toMatchObject({ dead_letter: true });
  });

  it("is a dead letter when the server had to give it up, and not when a step failed by itself", async () => {
    await storage().query("delete from runs");
    const test = await start({ outside: () => answer({}, 500) });
    const failed = await test.run(segment([call("a")]));
    await test.ended(failed);
    expect(await rowOf(storage(), failed)).toMatchObject({ status: "failed", dead_letter: false });
    const ask = step("ask", "human_task", { task_type: "approval" });
    const given_up = await test.run(segment([ask]));
    await test.until(given_up, ({ status }) => status === "waiting");
    await storage().query(
      "update runs set document = '{}', wake_at = now() - interval '1 minute' where run_id = $1",
      [given_up],
    );
    await test.ended(given_up);
    expect(await rowOf(storage(), given_up)).toMatchObject({ status: "failed", dead_letter: true });
  });
});

function retry(test: TestEngine, run_id: string) {
  return test.engine.retryRun({ organization_id: ORGANIZATION, run_id }, { requested_by: PERSON });
}
