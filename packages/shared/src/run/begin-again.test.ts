import { expect, test } from "vitest";
import { buildGraph } from "../segment/graph.ts";
import { aSegment } from "../testing/builders.ts";
import { SimulatedRun } from "../testing/simulate-run.ts";
import { testCatalog } from "../testing/test-catalog.ts";
import { beginAgain } from "./begin-again.ts";
import type { RunPart } from "./events.ts";
import type { Given } from "./outcomes.ts";
import { startPart } from "./start-part.ts";

const graph = buildGraph(
  aSegment()
    .step("a", "http_action")
    .step("b", "http_action")
    .step("c", "http_action")
    .edge("a", "b")
    .edge("b", "c")
    .build(),
  testCatalog,
);
const NOW = "2026-01-02T00:00:00.000Z";

function ran(part: RunPart | undefined, given: Given): SimulatedRun {
  const begun = part && startPart(graph, part, given, NOW);
  const run = new SimulatedRun(graph, { begin: part ? { part, given: begun?.given ?? {} } : { given } });
  for (const draft of begun?.ok ? begun.drafts : []) run.append(draft);
  run.settle();
  return run;
}

test("a run of the whole segment begins anew", () => {
  const run = new SimulatedRun(graph);
  run.settle();
  expect(beginAgain(graph, run.events, NOW)).toBeNull();
  expect(beginAgain(graph, [], NOW)).toBeNull();
});

test("what is pinned stays pinned", () => {
  const given: Given = { b: { outputs: { output: 7 }, as: "pinned" } };
  expect(beginAgain(graph, ran(undefined, given).events, NOW)).toEqual({
    given,
    begun: { ok: true, drafts: [] },
  });
});

test("a run until a step is one again", () => {
  const part = { kind: "until", step_id: "b" } as const;
  expect(beginAgain(graph, ran(part, {}).events, NOW)).toMatchObject({
    part,
    begun: { drafts: [{ step_id: "c", payload: { reason: "not_asked" } }] },
  });
});

test("one step alone gets the same again, which is said to come from the run before", () => {
  const part = { kind: "step", step_id: "b" } as const;
  const again = beginAgain(graph, ran(part, { a: { outputs: { output: 3 }, as: "typed" } }).events, NOW);
  expect(again).toMatchObject({
    part,
    begun: {
      drafts: [
        { step_id: "a", payload: { outputs: { output: 3 }, given_as: "typed", recorded_in: "r" } },
        { step_id: "c", payload: { reason: "not_asked" } },
      ],
    },
  });
});
