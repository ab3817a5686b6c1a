import type { WorktrailEvent } from "@worktrail/shared/run/events";
import { afterEach, beforeAll, expect, it } from "vitest";
import type { Storage } from "../db/storage.ts";
import { readEvents } from "../journal/read-journal.ts";
import { WAKE_QUEUE } from "../journal/wake-queue.ts";
import { startQueue } from "../queue/start-queue.ts";
import { describeOnEachDatabase } from "../testing/database.ts";
import { call, chain, segment, transform } from "./testing/segments.ts";
import { answer, type TestEngine, type TestOptions, testEngine } from "./testing/test-engine.ts";

describeOnEachDatabase("The engine", (storage) => {
  let engines: TestEngine[] = [];
  const start = async (options: TestOptions = {}): Promise<TestEngine> => {
    const made = testEngine(storage(), options);
    await made.engine.start();
    engines.push(made);
    return made;
  };
  beforeAll(async () => {
    await startQueue(storage(), [WAKE_QUEUE], () => undefined);
  });
  afterEach(async () => {
    await Promise.all(engines.map(({ engine }) => engine.stop()));
    engines = [];
  });

  it("runs a chain of pure steps in one commit", async () => {
    const test = await start();
    const run_id = await test.run(chain(10), 1);
    const state = await test.ended(run_id);
    expect(state.outputs).toEqual({ s10: 11 });
    expect(test.committed).toHaveLength(1);
    expect(await types(storage(), run_id)).toEqual([
      "segment.started",
      ...Array.from({ length: 10 }, () => ["step.started", "step.completed"]).flat(),
      "segment.completed",
    ]);
  });

  it("makes the start of an external step durable before it acts", async () => {
    const seen: string[][] = [];
    const test = await start({
      outside: async ({ request }) => {
        const run_id = request.headers["idempotency-key"]?.split(":")[0] ?? "";
        seen.push(await types(storage(), run_id));
        return answer({ n: 2 });
      },
    });
    const run_id = await test.run(
      segment([transform("a", "data"), call("b"), transform("c", "data.n + 1")], ["a > b", "b > c"]),
    );
    const state = await test.ended(run_id);
    expect(state.outputs).toEqual({ c: 3 });
    expect(seen).toEqual([["segment.started", "step.started", "step.completed", "step.started"]]);
  });
});

async function types(storage: Storage, run_id: string): Promise<string[]> {
  return (await readEvents(storage, run_id)).map((event: WorktrailEvent) => event.event_type);
}
