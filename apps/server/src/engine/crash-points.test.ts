// Random segments, killed at a random call to the outside: whoever takes over must come to the same end.

import { reduceRun } from "@worktrail/shared/run/reduce";
import type { Segment, Step } from "@worktrail/shared/segment/schema";
import fc from "fast-check";
import { expect, it } from "vitest";
import { readEvents } from "../journal/read-journal.ts";
import { call, edge, step, transform } from "./testing/segments.ts";
import { answer, describeEngine, ORGANIZATION, type OutsideCall } from "./testing/test-engine.ts";

const kinds = fc.constantFrom("call", "call", "transform", "condition", "join", "broken");
const drawing = fc.record({
  steps: fc.array(fc.record({ kind: kinds, sources: fc.array(fc.nat(), { maxLength: 3 }) }), {
    minLength: 2,
    maxLength: 9,
  }),
  crash_at: fc.integer({ min: 1, max: 4 }),
});
type Drawing = typeof drawing extends fc.Arbitrary<infer Value> ? Value : never;

function stepOf(kind: string, id: string): Step {
  switch (kind) {
    case "call":
      return call(id);
    case "broken":
      return call(id, { on_error: "route" });
    case "condition":
      return step(id, "condition", { expression: `${id.length} > 2` });
    case "join":
      return step(id, "parallel_join", { branches: 3 });
    default:
      return transform(id, "{'got': data, 'size': inputs.size()}");
  }
}

function draw({ steps }: Drawing): Segment {
  const drawn = steps.map(({ kind }, index) => stepOf(kind, `s${index}`));
  const edges = steps.flatMap(({ kind, sources }, index) => {
    const earlier = [...new Set(sources.map((source) => source % Math.max(1, index)))].filter(
      (at) => at < index,
    );
    return earlier.map((at, branch) => {
      const ports: Record<string, string> = { condition: branch % 2 ? "true" : "false", broken: "error" };
      const port = ports[steps[at]?.kind ?? ""] ?? "output";
      return edge(`s${at}.${port} > s${index}.${kind === "join" ? `branch_${branch + 1}` : "input"}`);
    });
  });
  return { segment_id: "drawn", name: "Drawn", version: "1.0.0", steps: drawn, edges };
}

const outside = ({ request }: OutsideCall) =>
  answer({ from: request.url }, Number(request.url.at(-1)) % 3 === 2 ? 400 : 200);

describeEngine("Random segments", (start, storage) => {
  it("end the same whether or not their process dies on the way", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(drawing, async (drawn) => {
        const drawnSegment = draw(drawn);
        const calm = await start({ outside });
        const expected = await calm.ended(await calm.run(drawnSegment, { n: 1 }));
        await calm.engine.stop();

        let calls = 0;
        const crashed = Promise.withResolvers<void>();
        const dying = await start({
          outside: async (made) => {
            if (++calls < drawn.crash_at) return outside(made);
            dying.engine.crash();
            crashed.resolve();
            return new Promise(() => undefined);
          },
        });
        const run_id = await dying.run(drawnSegment, { n: 1 });
        await Promise.race([crashed.promise, dying.ended(run_id)]);
        dying.engine.crash();
        const heir = await start({ outside });
        const state = await heir.ended(run_id);
        await heir.engine.stop();

        expect(state.status).toBe(expected.status);
        expect(state.outputs).toEqual(expected.outputs);
        const events = await readEvents(storage(), { organization_id: ORGANIZATION, run_id });
        expect(events.map((event) => event.seq)).toEqual(events.map((_, at) => at + 1));
        expect(reduceRun(events)).toEqual(state);
        expect(events.filter((event) => /^segment\.(completed|failed)$/.test(event.event_type))).toHaveLength(
          1,
        );
      }),
      { numRuns: 12, seed: 20_260_101 },
    );
  });
});
