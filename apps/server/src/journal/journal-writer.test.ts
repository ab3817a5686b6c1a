import type { EventDraft } from "@worktrail/shared/run/events";
import { expect, it } from "vitest";
import type { Storage } from "../db/storage.ts";
import { describeOnEachDatabase } from "../testing/database.ts";
import { ClaimLost, type RunAppend, SeqMoved, StartedBefore } from "./append.ts";
import { JournalWriter } from "./journal-writer.ts";
import { readEvents } from "./read-journal.ts";
import { sequenceEvent } from "./sequence.ts";

const paused: EventDraft = {
  event_type: "segment.paused",
  timestamp: "2026-01-01T00:00:00.000Z",
  severity: "info",
  payload: { requested_by: { user_id: "u", name: "A text with \u0000 and \ud800 in it" } },
};
const projection = {
  status: "running",
  outputs: null,
  error: null,
  started_at: null,
  ended_at: null,
  wake_at: null,
} as const;
const newRun = (idempotency_key: string | null = null) => ({
  project_id: "p",
  segment_id: "s",
  revision: null,
  document: "{}",
  input: { text: "\u0000" },
  config: {},
  idempotency_key,
  started_by: "u",
  parent: null,
  priority: 2,
  depth: 0,
  by_hand: null,
  repeats_run_id: null,
});

function append(
  run_id: string,
  expected_seq: number,
  count: number,
  more: Partial<RunAppend> = {},
): RunAppend {
  const identity = { run_id, tenant_id: "org", segment_id: "s" };
  const events = Array.from({ length: count }, (_, at) => sequenceEvent(identity, expected_seq + at, paused));
  const claims = { claim_id: "me", next_claim: "me" };
  const base = {
    organization_id: "org",
    run_id,
    expected_seq,
    events,
    projection,
    start: null,
    wake_by_job: false,
    has_tasks: true,
    ends_child_of: null,
    stops: [],
  };
  return { ...base, ...claims, ...more };
}

describeOnEachDatabase("The journal writer", (storage) => {
  function writer(over: Storage = storage()) {
    const flushes: string[][] = [];
    const trouble: unknown[] = [];
    const made = new JournalWriter({
      storage: over,
      onCommitted: (appends) => flushes.push(appends.map(({ run_id }) => run_id)),
      onTrouble: (error) => trouble.push(error),
    });
    return { made, flushes, trouble };
  }

  it("flushes at once when idle, and shares the next commit among what arrives meanwhile", async () => {
    const { made, flushes } = writer();
    const ids = ["g1", "g2", "g3", "g4"];
    await Promise.all(ids.map((run_id) => made.append(append(run_id, 0, 2, { start: newRun() }))));
    const sizes = flushes.map((flush) => flush.length).sort();
    expect(sizes).toEqual(storage().kind === "postgres" ? [1, 1, 2] : [1, 3]);
    const stored = await readEvents(storage(), { organization_id: "org", run_id: "g2" });
    expect(stored.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(stored[0]).toMatchObject({ payload: paused.payload });
  });

  it("fences a run whose claim or place has moved, and commits the others of the batch", async () => {
    const { made, flushes } = writer();
    for (const run_id of ["f1", "f2", "f3"]) await made.append(append(run_id, 0, 1, { start: newRun() }));
    await storage().query("update runs set claim_id = 'other' where run_id = 'f1'");
    const blocker = made.append(append("f0", 0, 1, { start: newRun() }));
    const results = await Promise.allSettled([
      made.append(append("f1", 1, 1)),
      made.append(append("f2", 7, 1)),
      made.append(append("f3", 1, 1)),
      made.append(append("gone", 1, 1)),
    ]);
    await blocker;
    const reasons = results.map((result) =>
      result.status === "rejected" ? result.reason.constructor : null,
    );
    expect(reasons).toEqual([ClaimLost, SeqMoved, null, ClaimLost]);
    expect(flushes.flat().sort()).toEqual(["f0", "f1", "f2", "f3", "f3"]);
    expect(await readEvents(storage(), { organization_id: "org", run_id: "f1" })).toHaveLength(1);
    expect(await readEvents(storage(), { organization_id: "org", run_id: "f3" })).toHaveLength(2);
  });

  it("starts one run per idempotency key", async () => {
    const { made } = writer();
    const results = await Promise.allSettled(
      ["k1", "k2", "k3"].map((run_id) => made.append(append(run_id, 0, 1, { start: newRun("key") }))),
    );
    const refused = results.filter((result) => result.status === "rejected");
    expect(refused.map(({ reason }) => reason)).toEqual([
      expect.any(StartedBefore),
      expect.any(StartedBefore),
    ]);
    const kept = await storage().query("select run_id from run_events where run_id in ('k1', 'k2', 'k3')");
    expect(kept).toHaveLength(1);
  });

  it("writes once what was committed although the answer was lost", async () => {
    let lose = true;
    const lossy: Storage = {
      ...storage(),
      queryNamed: async <Row>(name: string, sql: string, params: unknown[]) => {
        const rows = await storage().queryNamed<Row>(name, sql, params);
        if (!lose) return rows;
        lose = false;
        throw Object.assign(new Error("Connection terminated unexpectedly"), { code: "08006" });
      },
    };
    const { made, flushes, trouble } = writer(lossy);
    await made.append(append("l1", 0, 2, { start: newRun() }));
    expect(trouble).toHaveLength(1);
    expect(flushes).toEqual([["l1"]]);
    expect(await readEvents(storage(), { organization_id: "org", run_id: "l1" })).toHaveLength(2);
    lose = true;
    await made.append(append("l1", 2, 1));
    expect(await readEvents(storage(), { organization_id: "org", run_id: "l1" })).toHaveLength(3);
  });

  it("does not let a run that the database refuses hold the others back", async () => {
    const { made } = writer();
    const blocker = made.append(append("p0", 0, 1, { start: newRun() }));
    const poison = append("p1", 0, 1, { start: { ...newRun(), project_id: "\u0000" } });
    const results = await Promise.allSettled([
      made.append(poison),
      made.append(append("p2", 0, 1, { start: newRun() })),
    ]);
    await blocker;
    expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
    expect(await readEvents(storage(), { organization_id: "org", run_id: "p2" })).toHaveLength(1);
  });

  it("keeps the appends of one run in their order", async () => {
    const { made } = writer();
    await Promise.all([
      made.append(append("o1", 0, 1, { start: newRun() })),
      made.append(append("o1", 1, 1)),
      made.append(append("o1", 2, 1)),
    ]);
    expect(
      (await readEvents(storage(), { organization_id: "org", run_id: "o1" })).map(({ seq }) => seq),
    ).toEqual([1, 2, 3]);
  });

  it("keeps what one commit appends in one row, and reads on from the middle of it", async () => {
    const { made } = writer();
    await made.append(append("b1", 0, 5, { start: newRun() }));
    await made.append(append("b1", 5, 3));
    const rows = await storage().query(
      "select seq, last_seq from run_events where run_id = 'b1' order by seq",
    );
    expect(rows).toEqual([
      { seq: 1, last_seq: 5 },
      { seq: 6, last_seq: 8 },
    ]);
    const read = async (after_seq: number, limit: number | null) =>
      (await readEvents(storage(), { organization_id: "org", run_id: "b1" }, after_seq, limit)).map(
        ({ seq }) => seq,
      );
    expect(await read(2, null)).toEqual([3, 4, 5, 6, 7, 8]);
    expect(await read(3, 3)).toEqual([4, 5, 6]);
    expect(await read(5, 1)).toEqual([6]);
    expect(await read(8, null)).toEqual([]);
    expect(await read(40, 2)).toEqual([]);
  });

  it("is read to its end, however long it is", async () => {
    await storage().query(
      "insert into run_events select 'org', 'long', n, n, '[{\"seq\":' || n || '}]' from generate_series(1, 100001) n",
    );
    const events = await readEvents(storage(), { organization_id: "org", run_id: "long" });
    expect(events).toHaveLength(100_001);
    expect(events.at(-1)?.seq).toBe(100_001);
    expect(await readEvents(storage(), { organization_id: "org", run_id: "long" }, 5, 2)).toEqual([
      { seq: 6 },
      { seq: 7 },
    ]);
  });
});
