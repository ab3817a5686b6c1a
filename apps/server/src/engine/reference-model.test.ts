// Random segments of real steps on real databases, with processes that die: what is recorded is what the model says.

import { reduceRun } from "@worktrail/shared/run/reduce";
import { buildGraph } from "@worktrail/shared/segment/graph";
import type { Segment } from "@worktrail/shared/segment/schema";
import type { HttpResponse } from "@worktrail/shared/step/handler";
import { checkRunState } from "@worktrail/shared/testing/check-run-state";
import { compareWithModel } from "@worktrail/shared/testing/laws/compare-with-model";
import { failedTries, type Told, tell } from "@worktrail/shared/testing/laws/read-chance";
import { ReferenceModel } from "@worktrail/shared/testing/laws/reference-model";
import { catalog } from "@worktrail/steps/contracts";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Storage } from "../db/storage.ts";
import { readEvents } from "../journal/read-journal.ts";
import { bodyOf, type RealRun, realRun } from "./testing/draw-real-run.ts";
import {
  answer,
  describeEngine,
  ORGANIZATION,
  type OutsideCall,
  type TestEngine,
} from "./testing/test-engine.ts";

/** How many random runs on each database; the long form asks for more. */
const RUNS = Number(process.env.WORKTRAIL_LAW_RUNS ?? 20);
const SEED = Number(process.env.WORKTRAIL_LAW_SEED ?? 20_261_121);

describeEngine("Random segments", (start, storage) => {
  it("end as the model says, however often their process dies", {
    timeout: 60_000 + RUNS * 2_000,
  }, async () => {
    const property = fc.asyncProperty(realRun, async (drawn) => {
      const run_id = await play(drawn, start, storage());
      const events = await readEvents(storage(), { organization_id: ORGANIZATION, run_id });
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
      const state = reduceRun(events);
      expect(state && checkRunState(buildGraph(drawn.segment, catalog), state)).toEqual([]);
      const told = tell(events);
      const model = new ReferenceModel(drawn.segment, catalog, drawn.world, {
        ...told,
        seen: takenBy(drawn.segment, told),
      });
      expect(compareWithModel(model, drawn.segment, told, null)).toEqual([]);
    });
    // Over a network a process is found dead a little later.
    const numRuns = storage().kind === "pglite" ? RUNS : Math.ceil(RUNS / 2);
    await fc.assert(property, { numRuns, seed: SEED });
  });
});

type Waiting = { made: OutsideCall; reply: (response: HttpResponse) => void };

/** Runs the segment to its end: the calls that wait are answered in the drawn order, or their process dies. */
async function play(
  drawn: RealRun,
  start: (options: object) => Promise<TestEngine>,
  storage: Storage,
): Promise<string> {
  let waiting: Waiting[] = [];
  let called = Promise.withResolvers<void>();
  const open = () =>
    start({
      outside: (made: OutsideCall) =>
        new Promise<HttpResponse>((reply) => {
          waiting.push({ made, reply });
          called.resolve();
        }),
    });
  let process = await open();
  const run_id = await process.run(drawn.segment, drawn.world.input);
  for (const turns = [...drawn.turns]; ; ) {
    const over = process.ended(run_id);
    while (waiting.length === 0) {
      called = Promise.withResolvers();
      if ((await Promise.race([over, called.promise])) === undefined) continue;
      await process.engine.stop();
      return run_id;
    }
    const { act, pick } = turns.shift() ?? { act: "answer", pick: 0 };
    if (act === "crash") {
      process.engine.crash();
      waiting = [];
      process = await open();
      continue;
    }
    const [chosen] = waiting.splice(pick % waiting.length, 1);
    if (chosen) chosen.reply(await answerTo(chosen.made, drawn, storage, run_id));
  }
}

/** What a step is told depends on the tries that the journal knows, so that a lost answer is given again. */
async function answerTo({ request }: OutsideCall, drawn: RealRun, storage: Storage, run_id: string) {
  const step_id = request.url.split("/").at(-1) ?? "";
  const made = drawn.segment.steps.find((step) => step.step_id === step_id);
  const events = await readEvents(storage, { organization_id: ORGANIZATION, run_id });
  const inputs = JSON.parse(request.body ?? "null");
  if (!made) throw new RangeError(`Nobody drew ${step_id}.`);
  const end = drawn.world.attempt(made, failedTries(events, step_id) + 1, inputs);
  if ("outputs" in end) return answer(bodyOf(step_id, inputs));
  return answer({}, end.recoverable ? 503 : 400);
}

/** Which branches a join that does not wait for all took, as its own output tells. */
function takenBy(segment: Segment, told: Told) {
  const joins = segment.steps.filter(
    ({ step_id, config }) => (config?.strategy ?? "all") !== "all" && told.begun.has(step_id),
  );
  return new Map(
    joins.map(({ step_id }) => {
      const outputs = told.ends.get(step_id)?.outputs as { output?: object } | undefined;
      const ports = Object.keys(outputs?.output ?? {});
      const edges = (segment.edges ?? []).filter((edge) => edge.target_step === step_id);
      const taken = edges.filter(({ target_port }) => ports.includes(target_port));
      return [step_id, new Set(taken.map(({ source_step }) => source_step))] as const;
    }),
  );
}
