// Values beside the journal, from the engine's side: whole in its memory, by hash in the database.
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { call, segment, transform } from "../engine/testing/segments.ts";
import { answer, describeEngine, ORGANIZATION, PERSON } from "../engine/testing/test-engine.ts";
import { readEvents } from "../journal/read-journal.ts";

const TEXT = "a “large” text\u0000".repeat(20_000);
const HASH = createHash("sha256").update(JSON.stringify(TEXT)).digest("hex");

describeEngine("Values beside the journal", (start, storage) => {
  const kept = async (run_id: string) => {
    const rows = await storage().query<{ hash: string; value: string }>(
      `select hash, value from run_values join stored_values using (organization_id, hash)
       where run_id = $1 order by hash`,
      [run_id],
    );
    return rows.map(({ hash, value }) => ({ hash, value: JSON.parse(value) }));
  };

  it("are kept once however often they flow on, and nothing that is told holds them", async () => {
    const test = await start();
    const two = segment([transform("one", "data"), transform("two", "data")], ["one > two"]);
    const run_id = await test.run(two, TEXT);
    await test.ended(run_id);
    expect(await kept(run_id)).toEqual([{ hash: HASH, value: TEXT }]);
    const told = test.committed.filter((batch) => batch.run_id === run_id);
    expect(JSON.stringify(told).length).toBeLessThan(20_000);
    const events = await readEvents(storage(), { organization_id: ORGANIZATION, run_id });
    expect(told.flatMap((batch) => batch.events)).toEqual(events);
    expect(told.flatMap(({ texts }) => texts.map((text) => JSON.parse(text)))).toEqual(events);
    const stored = { hash: HASH, bytes: JSON.stringify(TEXT).length };
    expect(events.flatMap((event) => event.stored ?? [])).toEqual([
      { path: "/payload/input", ...stored },
      { path: "/payload/outputs/output", ...stored },
      { path: "/payload/outputs/output", ...stored },
      { path: "/payload/outputs/two", ...stored },
    ]);
    const again = await test.run(two, TEXT);
    await test.ended(again);
    expect(await kept(again)).toEqual([{ hash: HASH, value: TEXT }]);
  });

  it("are whole again for the process that goes on with a run, and for people who look at it", async () => {
    const dead = await start({ outside: () => new Promise(() => undefined), worker_id: "dead" });
    const flow = segment(
      [transform("large", "data"), call("send", {}, { body: "{{ data }}" })],
      ["large > send"],
    );
    const run_id = await dead.run(flow, TEXT);
    await dead.until(run_id, ({ steps }) => steps.send?.status === "running");
    dead.engine.crash();
    const test = await start({ outside: () => answer("sent") });
    const state = await test.ended(run_id);
    expect(state.status).toBe("completed");
    expect(test.calls.at(-1)?.request.body).toContain(TEXT.slice(0, 14));
    const whole = await test.engine.loadState({ organization_id: ORGANIZATION, run_id });
    expect(whole).toMatchObject({ input: TEXT, steps: { large: { outputs: { output: TEXT } } } });
    // Without it nobody goes on as if it had been null.
    await storage().query("delete from run_values where run_id = $1", [run_id]);
    await expect(test.engine.loadState({ organization_id: ORGANIZATION, run_id })).rejects.toThrow(HASH);
  });

  it("are there for a command that begins a queued run, and go with its task", async () => {
    const test = await start({ limits: { active_runs: 0 } });
    const run_id = await test.run(segment([transform("one", "data")]), TEXT);
    const target = { organization_id: ORGANIZATION, run_id };
    await test.engine.cancelRun(target, { requested_by: PERSON });
    expect(await test.engine.loadState(target)).toMatchObject({ status: "cancelled", input: TEXT });
    expect(await kept(run_id)).toEqual([{ hash: HASH, value: TEXT }]);
  });
});
