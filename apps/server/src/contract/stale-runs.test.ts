// A run whose worker falls silent, as browsers are told of it, until another one has taken it over.
import { expect, test } from "vitest";
import { segment, step, transform } from "../engine/testing/segments.ts";
import type { RunAnswer } from "../testing/until-run.ts";
import { describeContract } from "./testing/describe-contract.ts";
import { json } from "./testing/local-server.ts";
import { connect, watch } from "./testing/socket.ts";

describeContract("a run whose worker is silent", (contract) => {
  test("is told as stale to whoever asks, and again as it is once another worker has it", async () => {
    const c = contract();
    const gate = Promise.withResolvers<void>();
    c.allowed.on("/held", (_call, response) => void gate.promise.then(() => json(response, 7)));
    const hold = step("hold", "http_action", { method: "POST", url: `${c.allowed.url}/held`, body: {} });
    const run_id = await c.start(segment([hold, transform("end", "data")], ["hold > end"]));
    await c.allowed.untilCalled("/held");
    expect((await c.query<RunAnswer>("runs.get", { run_id })).stale).toBeNull();

    const client = await connect(c.server.url);
    const events = new Set<string>();
    client.on("run:events", (message) => {
      for (const { event_type } of message.events) events.add(event_type);
    });
    await watch(client, run_id);
    const told = new Set<string>();
    client.on("org:changed", ({ topic, id }) => void (topic === "runs" && told.add(id)));
    await new Promise((resolve) => client.emit("org:watch", resolve));
    // As if another process had claimed the run and then stopped showing that it lives.
    await c.server.deps.storage.query(
      "insert into workers (worker_id, host, pid, seen_at) values ('mute', 'elsewhere', 1, now() - interval '7 seconds')",
    );
    await c.server.deps.storage.query("update runs set claim_id = 'mute' where run_id = $1", [run_id]);
    const silent = { reason: "worker_silent", since: expect.any(String) };
    expect((await c.query<RunAnswer>("runs.get", { run_id })).stale).toEqual(silent);
    const { runs } = await c.query<{ runs: RunAnswer[] }>("runs.list", {});
    expect(runs.find((run) => run.run_id === run_id)?.stale).toEqual(silent);

    // The embedded database has one process, which knows at its next beat that nobody else is there.
    if (c.server.deps.storage.kind === "postgres")
      await expect.poll(() => told.has(run_id), { timeout: 10_000 }).toBe(true);
    gate.resolve();
    const run = await c.ended(run_id);
    expect(run).toMatchObject({ status: "completed", stale: null, outputs: { end: 7 } });
    await expect.poll(() => events.has("segment.completed")).toBe(true);
    client.close();
  });
});
