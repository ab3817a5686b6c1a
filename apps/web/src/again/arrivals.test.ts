import type { RunState } from "@worktrail/shared/run/state";
import { buildGraph } from "@worktrail/shared/segment/graph";
import { aSegment } from "@worktrail/shared/testing/builders";
import { SimulatedRun } from "@worktrail/shared/testing/simulate-run";
import { catalog } from "@worktrail/steps/contracts";
import { expect, test } from "vitest";
import { arrivalsOf, readArrivals, readsRunInput } from "./arrivals.ts";
import { fetchRecorded, type RunsReader } from "./recorded-values.ts";

const segment = aSegment()
  .step("fetch", "http_action", undefined, { name: "Fetch orders" })
  .step("rates", "http_action")
  .step("sum", "transform", { expression: "data + steps.rates.output" })
  .step("last", "transform", { expression: "run.input" })
  .edge("fetch", "sum")
  .edge("rates", "sum")
  .edge("sum", "last")
  .build();
const graph = buildGraph(segment, catalog);

function stepOf(step_id: string) {
  const step = graph.steps.get(step_id);
  if (!step) throw new Error(step_id);
  return step;
}

function ran(): RunState {
  const run = new SimulatedRun(graph, { input: 7 });
  run.settle();
  return run.state;
}

const nothingPinned = () => null;

test("what arrives is what was recorded, what is pinned stands over it, and what nobody knows is empty", () => {
  const recorded = { run_id: "r", state: ran() };
  expect(arrivalsOf(graph, stepOf("sum"), nothingPinned, recorded)).toMatchObject([
    { key: "fetch.output", label: "Fetch orders · output", into: ["input"], source: "recorded", text: "7" },
    { key: "rates.output", source: "recorded", text: "7" },
  ]);
  const pinned = (step_id: string) => (step_id === "rates" ? { output: [1] } : null);
  expect(arrivalsOf(graph, stepOf("sum"), pinned, recorded)[1]).toMatchObject({
    source: "pinned",
    text: "[\n  1\n]",
  });
  expect(arrivalsOf(graph, stepOf("sum"), nothingPinned, null)[0]).toMatchObject({
    source: "missing",
    text: "",
  });
});

test("a value that is kept beside the journal is taken over unseen", () => {
  const state = ran();
  const { fetch } = state.steps;
  if (!fetch) throw new Error("fetch ran");
  const stored = [{ path: "/outputs/output", hash: "h", bytes: 300_000 }];
  const large = {
    ...state,
    steps: { ...state.steps, fetch: { ...fetch, outputs: { output: null }, stored } },
  };
  const [first] = arrivalsOf(graph, stepOf("sum"), nothingPinned, { run_id: "r", state: large });
  expect(first).toMatchObject({ source: "large", text: "" });
  expect(first && readArrivals([first], {})).toEqual({ ok: true, given: {}, takesOver: true });
});

test("only what was typed or pinned is sent", () => {
  const pinned = (step_id: string) => (step_id === "rates" ? { output: 1 } : null);
  const arrivals = arrivalsOf(graph, stepOf("sum"), pinned, { run_id: "r", state: ran() });
  const rates = { outputs: { output: 1 }, as: "pinned" };
  expect(readArrivals(arrivals, {})).toEqual({ ok: true, given: { rates }, takesOver: true });
  expect(readArrivals(arrivals, { "fetch.output": '{"n":2}', "rates.output": " 3 " })).toEqual({
    ok: true,
    given: {
      fetch: { outputs: { output: { n: 2 } }, as: "typed" },
      rates: { outputs: { output: 3 }, as: "typed" },
    },
    takesOver: false,
  });
  expect(readArrivals(arrivals, { "fetch.output": "{" })).toMatchObject({
    ok: false,
    problems: { "fetch.output": expect.stringContaining("not JSON") },
  });
});

test("a field left empty says that nothing arrives that way", () => {
  const arrivals = arrivalsOf(graph, stepOf("sum"), nothingPinned, null);
  expect(readArrivals(arrivals, { "rates.output": "5" })).toMatchObject({
    given: { fetch: { outputs: {}, as: "typed" }, rates: { outputs: { output: 5 } } },
  });
});

test("a step reads what the run works on where nothing leads into it, or where it says so", () => {
  expect(["fetch", "sum", "last"].map((id) => readsRunInput(stepOf(id)))).toEqual([true, false, true]);
});

test("a run of a part is passed over for the one before it that knows more", async () => {
  const whole = new SimulatedRun(graph, { input: 7 });
  whole.settle();
  const part = { kind: "step" as const, step_id: "fetch" };
  const alone = new SimulatedRun(graph, { begin: { part } });
  alone.append({
    ...{
      event_type: "step.skipped",
      step_id: "rates",
      step_type: "http_action",
      attempt: 1,
      severity: "info",
    },
    timestamp: alone.now,
    payload: { reason: "not_asked" },
  });
  const journals: Record<string, SimulatedRun> = { new: alone, old: whole };
  const reader: RunsReader = {
    recent: async () => [{ run_id: "new" }, { run_id: "old" }],
    events: async (run_id, after_seq) => {
      const events = journals[run_id]?.events ?? [];
      return { events: events.filter(({ seq }) => seq > after_seq), last_seq: events.length };
    },
  };
  expect((await fetchRecorded(reader, "s", ["rates"]))?.run_id).toBe("old");
  expect(await fetchRecorded({ ...reader, recent: async () => [] }, "s", ["rates"])).toBeNull();
});
