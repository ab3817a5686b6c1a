// Two versions on one database. What a newer one wrote is played by writing it; the older one is this one.
import { catalog } from "@worktrail/steps/contracts";
import { expect, it } from "vitest";
import type { Storage } from "../db/storage.ts";
import { readEvents } from "../journal/read-journal.ts";
import { MOVED_CHANNEL } from "./run-command.ts";
import { call, segment, transform } from "./testing/segments.ts";
import {
  answer,
  describeEngine,
  eventTypes,
  ORGANIZATION,
  PERSON,
  type TestEngine,
} from "./testing/test-engine.ts";

const never = () => new Promise<never>(() => undefined);
const flow = segment([call("a"), transform("b", "data.n")], ["a > b"]);
const UNKNOWN = "step.reconsidered";

const rowOf = async (storage: Storage, run_id: string) =>
  (
    await storage.query("select status, claim_id, wake_at is null as idle from runs where run_id = $1", [
      run_id,
    ])
  )[0];
const untilLeft = (storage: Storage, run_id: string) =>
  expect
    .poll(() => rowOf(storage, run_id), { timeout: 15_000 })
    .toEqual({ status: "running", claim_id: null, idle: false });

/** Appends an event that this version does not know. */
async function asNewer(storage: Storage, run_id: string): Promise<void> {
  const [last] = (await readEvents(storage, { organization_id: ORGANIZATION, run_id })).slice(-1);
  if (!last) throw new Error("The run has begun.");
  const seq = last.seq + 1;
  const event = { ...last, event_type: UNKNOWN, event_id: `${run_id}/${seq}`, seq };
  await storage.query(
    "insert into run_events (organization_id, run_id, seq, last_seq, events) values ($1, $2, $3, $3, $4)",
    [ORGANIZATION, run_id, seq, JSON.stringify([event])],
  );
  await storage.query("update runs set last_seq = $2 where run_id = $1", [run_id, seq]);
}

/** Stands for the version that knows the event: here, by there being none. */
async function asKnown(storage: Storage, run_id: string): Promise<void> {
  await storage.query("delete from run_events where run_id = $1 and events like $2", [
    run_id,
    `%${UNKNOWN}%`,
  ]);
  await storage.query("update runs set last_seq = last_seq - 1 where run_id = $1", [run_id]);
}

/** On the embedded database there is one process at a time. */
const makeWay = async ({ kind }: Storage, { engine }: TestEngine) => {
  if (kind === "pglite") await engine.stop();
};

describeEngine("While servers of two versions work on one database", (start, storage) => {
  const begun = async (test: TestEngine) => {
    const run_id = await test.run(flow);
    await expect.poll(() => test.calls.length).toBe(1);
    return run_id;
  };

  it("a run that the newer one has written to is left to it, and goes on there", async () => {
    const newer = await start({ outside: never });
    const run_id = await begun(newer);
    newer.engine.crash();
    await asNewer(storage(), run_id);
    const older = await start();
    await untilLeft(storage(), run_id);
    expect(await eventTypes(storage(), run_id)).toEqual(["segment.started", "step.started", UNKNOWN]);
    const cancel = older.engine.cancelRun(
      { organization_id: ORGANIZATION, run_id },
      { requested_by: PERSON },
    );
    await expect(cancel).rejects.toMatchObject({
      code: "UNAVAILABLE",
      kind: "user",
      message: expect.stringContaining("newer version"),
    });
    await makeWay(storage(), older);
    await asKnown(storage(), run_id);
    const next = await start({ outside: () => answer({ n: 7 }) });
    expect((await next.ended(run_id)).outputs).toEqual({ b: 7 });
    expect(older.calls).toHaveLength(0);
    expect(older.trouble.filter((line) => line.includes("is left to a newer version"))).toHaveLength(1);
  });

  it("a run with a type of step that only the newer one has is left to it, and goes on there", async () => {
    const newer = await start({ outside: never });
    const run_id = await begun(newer);
    newer.engine.crash();
    const { http_action: _, ...fewer } = catalog;
    const older = await start({ catalog: fewer });
    await untilLeft(storage(), run_id);
    await makeWay(storage(), older);
    const next = await start({ outside: () => answer({ n: 7 }) });
    expect((await next.ended(run_id)).outputs).toEqual({ b: 7 });
    expect(older.calls).toHaveLength(0);
  });

  it("the older one lets go of a run that it drives once the newer one writes to it", async () => {
    const older = await start({ outside: never });
    const run_id = await begun(older);
    await asNewer(storage(), run_id);
    await storage().query("select pg_notify($1, $2)", [MOVED_CHANNEL, run_id]);
    await untilLeft(storage(), run_id);
    expect(older.calls[0]?.signal.aborted).toBe(true);
    expect(await eventTypes(storage(), run_id)).not.toContain("segment.failed");
  });
});
