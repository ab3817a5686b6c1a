// What becomes of runs that are under way when their segment changes, or when somebody ends them.
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { segment, step, transform } from "../engine/testing/segments.ts";
import { describeContract } from "./testing/describe-contract.ts";
import { json } from "./testing/local-server.ts";

describeContract("a run that is under way", (contract) => {
  const get = (step_id: string, path: string) =>
    step(step_id, "http_action", { method: "GET", url: `${contract().allowed.url}${path}` });

  test("keeps the revision that it started with while its segment is edited and then deleted", async () => {
    const c = contract();
    const gate = Promise.withResolvers<void>();
    const path = `/held-${randomUUID()}`;
    c.allowed.on(path, async (_call, response) => {
      await gate.promise;
      json(response, 5);
    });
    const drawn = (expression: string) => ({
      ...segment([get("held", path), transform("after", expression)], ["held > after"]),
      segment_id: "edited_meanwhile",
    });
    await c.mutate("segments.save", { segment: drawn("data * 2") });
    const run_id = await c.start(undefined, {}, { segment_id: "edited_meanwhile" });
    await c.allowed.untilCalled(path);
    await c.mutate("segments.save", { segment: drawn("data * 1000") });
    await c.mutate("segments.delete", { segment_id: "edited_meanwhile" });
    gate.resolve();
    expect(await c.ended(run_id)).toMatchObject({
      status: "completed",
      segment_id: "edited_meanwhile",
      revision: 1,
      outputs: { after: 10 },
    });
    const retold = await c.query<{ runs: { run_id: string }[] }>("runs.list", {
      segment_id: "edited_meanwhile",
    });
    expect(retold.runs.map((run) => run.run_id)).toEqual([run_id]);
  });

  test("is cancelled with several branches out: all hang up within two seconds, and nothing follows", async () => {
    const c = contract();
    const paths = [1, 2, 3].map((n) => `/branch-${n}-${randomUUID()}`);
    let open = 0;
    for (const path of paths)
      c.allowed.on(path, (_call, response) => {
        open += 1;
        response.on("close", () => {
          open -= 1;
        });
      });
    const next = `/next-${randomUUID()}`;
    const run_id = await c.start(
      segment(
        [
          step("fan", "parallel_split", { branches: 3 }),
          ...paths.map((path, index) => get(`out_${index}`, path)),
          step("meet", "parallel_join", { branches: 3, strategy: "any" }),
          get("next", next),
        ],
        [
          ...paths.map((_, index) => `fan.branch_${index + 1} > out_${index}`),
          ...paths.map((_, index) => `out_${index} > meet.branch_${index + 1}`),
          "meet > next",
        ],
      ),
    );
    await Promise.all(paths.map((path) => c.allowed.untilCalled(path)));
    const began = performance.now();
    await c.mutate("runs.cancel", { run_id });
    expect((await c.ended(run_id)).status).toBe("cancelled");
    await expect.poll(() => open).toBe(0);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect((await c.events(run_id)).at(-1)?.event_type).toBe("segment.cancelled");
    expect(c.allowed.callsTo(next)).toEqual([]);
  });
});
