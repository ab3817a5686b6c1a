// The flow of values on real databases where it is easily got wrong: over a crash, and with very many branches.
import { expect, it } from "vitest";
import { readEvents } from "../journal/read-journal.ts";
import { call, segment, step, transform } from "./testing/segments.ts";
import { storeSegment } from "./testing/store-segment.ts";
import { answer, describeEngine, ORGANIZATION } from "./testing/test-engine.ts";

describeEngine("The flow of a run", (start, storage) => {
  it("keeps the side that a condition took over a crash: the other one never runs", async () => {
    const drawn = segment(
      [
        step("check", "condition", { expression: "data.n > 3" }),
        call("high"),
        call("low"),
        transform("meet", "data"),
      ],
      ["check.true > high", "check.false > low", "high > meet", "low > meet"],
    );
    const dead = await start({ outside: () => new Promise(() => undefined) });
    const run_id = await dead.run(drawn, { n: 5 });
    await expect.poll(() => dead.calls.length).toBe(1);
    dead.engine.crash();
    const heir = await start({ outside: ({ request }) => answer(request.url) });
    expect((await heir.ended(run_id)).outputs).toEqual({ meet: "https://example.com/high" });
    const events = await readEvents(storage(), { organization_id: ORGANIZATION, run_id });
    const about = (step_id: string) =>
      events.flatMap((event) => ("step_id" in event && event.step_id === step_id ? [event.event_type] : []));
    expect(about("check")).toEqual(["step.started", "step.completed"]);
    expect(about("low")).toEqual(["step.skipped"]);
    expect([...dead.calls, ...heir.calls].map(({ request }) => request.url)).toEqual([
      "https://example.com/high",
      "https://example.com/high",
    ]);
  });

  it("is that of the revision it started with, also for a process that comes to it after the segment was changed", async () => {
    const drawn = (expression: string) =>
      segment([call("a"), transform("after", expression)], ["a > after"], { segment_id: "changed" });
    const revision = await storeSegment(storage(), drawn("data * 2"));
    const dead = await start({ outside: () => new Promise(() => undefined) });
    const run_id = await dead.run(drawn("data * 2"), null, { revision });
    await expect.poll(() => dead.calls.length).toBe(1);
    dead.engine.crash();
    await storeSegment(storage(), drawn("data * 1000"));
    const heir = await start({ outside: () => answer(5) });
    expect((await heir.ended(run_id)).outputs).toEqual({ after: 10 });
  });

  it("is right with a thousand branches, and keeps to its bound", { timeout: 60_000 }, async () => {
    let underWay = 0;
    let most = 0;
    const test = await start({
      outside: async ({ request }) => {
        most = Math.max(most, ++underWay);
        await new Promise(setImmediate);
        underWay -= 1;
        return answer(Number(request.url.split("_").at(-1)));
      },
    });
    const numbers = Array.from({ length: 1_000 }, (_, index) => index + 1);
    const run_id = await test.run(
      segment(
        [
          ...numbers.map((n) => call(`part_${n}`)),
          transform("total", "{'sum': sum(data), 'first': data[0]}"),
        ],
        numbers.map((n) => `part_${n} > total`),
      ),
    );
    expect((await test.ended(run_id)).outputs).toEqual({ total: { sum: 500_500, first: 1 } });
    expect(most).toBe(16);
    expect(test.calls).toHaveLength(1_000);
  });
});
