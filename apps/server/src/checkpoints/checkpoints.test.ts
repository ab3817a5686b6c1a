import { reduceRun } from "@worktrail/shared/run/reduce";
import { expect, it, vi } from "vitest";
import { call, segment, transform } from "../engine/testing/segments.ts";
import { answer, describeEngine, ORGANIZATION, type TestEngine } from "../engine/testing/test-engine.ts";
import { readEvents } from "../journal/read-journal.ts";
import { withValues } from "../values/repo.ts";
import { foldJournal, foldSlim } from "./fold-journal.ts";
import { CHECKPOINT_EVENTS } from "./repo.ts";

const TEXT = "x".repeat(300_000);
/** Each takes two events. */
const STEPS = CHECKPOINT_EVENTS / 2 + 20;

/** A large value, then many steps side by side, then a call. */
function long() {
  const ids = Array.from({ length: STEPS }, (_, index) => `s${index}`);
  return segment(
    [transform("large", "data"), ...ids.map((id) => transform(id, "1")), call("last")],
    ids.flatMap((id) => [`large > ${id}`, `${id} > last`]),
  );
}

describeEngine("Checkpoints", (start, storage) => {
  const checkpoint = async (run_id: string) => {
    const [row] = await storage().query<{ seq: number; state: string }>(
      "select seq, state from run_checkpoints where run_id = $1",
      [run_id],
    );
    return row;
  };
  /** It is written beside the run: nobody waits for it, and nobody hears of it. */
  const untilKept = (run_id: string) =>
    vi.waitFor(async () => {
      const row = await checkpoint(run_id);
      if (!row) throw new Error("There is no checkpoint yet.");
      return row;
    }, 15_000);
  /** A run whose call is under way, and whose process dies. */
  const leftBehind = async (test: TestEngine) => {
    const run_id = await test.run(long(), TEXT);
    await test.until(run_id, ({ steps }) => steps.last?.status === "running");
    const { seq, state } = await untilKept(run_id);
    test.engine.crash();
    return { run_id, key: { organization_id: ORGANIZATION, run_id, last_seq: 10_000 }, seq, state };
  };
  const stuck = { outside: () => new Promise<never>(() => undefined) };

  it("hold what folding from the beginning gives, and only the rest is read", async () => {
    const { run_id, key, seq, state } = await leftBehind(await start(stuck));
    expect(state.length).toBeLessThan(1_000 * STEPS);
    expect(state).not.toContain(TEXT);
    const events = await readEvents(storage(), key);
    const folded = await foldJournal(storage(), key);
    expect(folded.checkpoint_seq).toBe(seq);
    expect(folded.state).toEqual(reduceRun(await withValues(storage(), key, events)));
    expect((await foldSlim(storage(), key)).state).toEqual(reduceRun(events));
    await storage().query("update run_events set events = '[]' where run_id = $1 and last_seq <= $2", [
      run_id,
      seq,
    ]);
    expect((await foldJournal(storage(), key)).state).toEqual(folded.state);
  });

  it("of another format are passed over, and a run goes on from its journal all the same", async () => {
    const { run_id, key } = await leftBehind(await start(stuck));
    await storage().query("update run_checkpoints set format = 0, state = 'nonsense' where run_id = $1", [
      run_id,
    ]);
    expect((await foldJournal(storage(), key)).checkpoint_seq).toBe(0);
    const test = await start({ outside: () => answer("done") });
    const state = await test.ended(run_id);
    expect(state).toMatchObject({ status: "completed", outputs: { last: "done" } });
  });

  it("are not written for short runs", async () => {
    const test = await start();
    const run_id = await test.run(segment([transform("one", "1")]));
    await test.ended(run_id);
    expect(await checkpoint(run_id)).toBeUndefined();
  });
});
