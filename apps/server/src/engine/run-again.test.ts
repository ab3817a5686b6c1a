import { startFrom } from "@worktrail/shared/run/start-from";
import { buildGraph } from "@worktrail/shared/segment/graph";
import { catalog } from "@worktrail/steps/contracts";
import { expect, it } from "vitest";
import { readEvents } from "../journal/read-journal.ts";
import { call, segment, transform } from "./testing/segments.ts";
import { answer, describeEngine, ORGANIZATION } from "./testing/test-engine.ts";

describeEngine("A run that begins in the middle", (start, storage) => {
  it("waits for room with what it takes over, also past the death of the process that queued it", async () => {
    const flow = segment([call("a"), transform("b", "data.n + 1")], ["a > b"]);
    const before = await start({ outside: () => answer({ n: 1 }) });
    const first = await before.run(flow);
    await before.ended(first);
    await before.engine.stop();
    const full = await start({ limits: { active_runs: 1 }, outside: () => new Promise(() => undefined) });
    const busy = await full.run(segment([call("a")]));
    await full.until(busy, ({ steps }) => steps.a?.status === "running");
    const events = await readEvents(storage(), { organization_id: ORGANIZATION, run_id: first });
    const recorded = startFrom(buildGraph(flow, catalog), events, "b", new Date().toISOString());
    if (!recorded.ok) throw new Error(recorded.problem);
    const origin = { run_id: first, step_id: "b", last_seq: recorded.last_seq };
    const run_id = await full.run(flow, null, { from: { origin, recorded: recorded.drafts } });
    const [row] = await storage().query("select status, claim_id, last_seq from runs where run_id = $1", [
      run_id,
    ]);
    expect(row).toEqual({ status: "running", claim_id: null, last_seq: 2 });
    // One that takes nothing over is nothing but its row until there is room.
    const plain = await full.run(segment([call("c")]));
    expect(await readEvents(storage(), { organization_id: ORGANIZATION, run_id: plain })).toEqual([]);
    full.engine.crash();
    const heir = await start({ outside: () => answer({ n: 5 }) });
    expect((await heir.ended(plain)).steps).toMatchObject({ c: { status: "completed", attempts: 1 } });
    expect(heir.calls.filter(({ request }) => request.url.endsWith("/c"))).toHaveLength(1);
    const state = await heir.ended(run_id);
    expect(state).toMatchObject({ status: "completed", outputs: { b: 2 }, from: origin });
    expect(state.steps.a).toMatchObject({ status: "completed", recorded_in: first, attempts: 0 });
    expect(heir.calls.filter(({ request }) => request.headers["idempotency-key"] === `${run_id}:a`)).toEqual(
      [],
    );
  });
});
