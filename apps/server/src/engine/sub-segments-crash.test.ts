// Processes that die while runs of another segment are under way: nothing hangs, and nothing is started twice.
import type { JsonValue } from "@worktrail/shared/json";
import type { Segment } from "@worktrail/shared/segment/schema";
import { expect, it } from "vitest";
import { call, segment, step, transform } from "./testing/segments.ts";
import { storeSegment } from "./testing/store-segment.ts";
import { answer, describeEngine, type OutsideCall } from "./testing/test-engine.ts";

const item: Segment = {
  ...segment([call("ask", {}, { body: "{{ data }}" }), transform("after", "data.n")], ["ask > after"]),
  segment_id: "one_item",
};
const caller = (config: Record<string, JsonValue>) =>
  segment([step("sub", "sub_segment", { segment_id: "one_item", ...config })]);
const outside = ({ request }: OutsideCall) => answer({ n: Number(request.body) + 1 });

const each = caller({ mode: "for_each", max_concurrency: 2 });
const loop = caller({ mode: "until", until: "data >= 4" });

describeEngine("After a crash with runs below", (start, storage) => {
  const children = (run_id: string) =>
    storage().query<{ run_id: string; status: string; iteration: number; started: number; ended: number }>(
      `select run_id, status, iteration,
         (select count(*)::int from run_events e, json_array_elements(e.events::json) one
            where e.run_id = r.run_id and one ->> 'event_type' = 'segment.started') as started,
         (select count(*)::int from run_events e, json_array_elements(e.events::json) one
            where e.run_id = r.run_id and one ->> 'event_type' = 'segment.completed') as ended
       from runs r where parent_run_id = $1 order by iteration`,
      [run_id],
    );

  it.each([
    ["a list", each, [1, 2, 3], [2, 3, 4], 3],
    ["a loop", loop, 1, 4, 3],
  ] as const)(
    "%s ends as it would have, wherever the process died",
    { timeout: 120_000 },
    async (_, made, input, output, count) => {
      await storeSegment(storage(), item);
      for (let crash_at = 1; crash_at <= 12; crash_at++) {
        let commits = 0;
        const dying = await start({
          outside,
          live: {
            committed: () => {
              if (++commits === crash_at) dying.engine.crash();
            },
            signal: () => undefined,
            changed: () => undefined,
          },
        });
        // Whoever started it may not hear back from a process that dies at once.
        void dying.run(made, input as JsonValue).catch(() => undefined);
        await expect.poll(() => dying.committed.length).toBeGreaterThan(0);
        const run_id = dying.committed[0]?.run_id ?? "";
        await Promise.race([
          dying.ended(run_id),
          expect.poll(() => commits >= crash_at, { timeout: 5_000 }).toBe(true),
        ]);
        dying.engine.crash();
        const heir = await start({ outside });
        const state = await heir.ended(run_id);
        expect(state, `after commit ${crash_at}`).toMatchObject({
          status: "completed",
          outputs: { sub: output },
        });
        expect(await children(run_id)).toEqual(
          Array.from({ length: count }, (_, index) => ({
            run_id: expect.any(String),
            status: "completed",
            iteration: index + 1,
            started: 1,
            ended: 1,
          })),
        );
        await heir.engine.stop();
      }
    },
  );

  it("whoever comes next cancels what a run has started that was cancelled", async () => {
    await storeSegment(storage(), item);
    const never = () => new Promise<never>(() => undefined);
    const dying = await start({ outside: never });
    const run_id = await dying.run(each, [1, 2]);
    await expect.poll(() => dying.calls.length).toBe(2);
    dying.engine.crash();
    // The process that took the cancel died before it told anybody.
    await storage().query("update runs set status = 'cancelled', ended_at = now() where run_id = $1", [
      run_id,
    ]);
    await start({ outside: never });
    await expect
      .poll(async () => (await children(run_id)).map(({ status }) => status), { timeout: 5_000 })
      .toEqual(["cancelled", "cancelled"]);
  });
});
