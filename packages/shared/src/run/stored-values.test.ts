import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonValue } from "../json.ts";
import { buildGraph } from "../segment/graph.ts";
import { drawnRun } from "../testing/laws/draw-run.ts";
import { playRun } from "../testing/laws/play-run.ts";
import { testCatalog } from "../testing/test-catalog.ts";
import { type StoredValue, type WorktrailEvent, WorktrailEventSchema } from "./events.ts";
import { reduceRun } from "./reduce.ts";
import { UNTOUCHED_STEP } from "./reduce-step.ts";
import {
  storedIn,
  storedInputs,
  storedOutputs,
  valuePlaces,
  withoutStored,
  withStored,
  withValuesAt,
} from "./stored-values.ts";

/** Every value counts as large here but null, and its hash is its JSON text. */
function storeAll(event: WorktrailEvent): WorktrailEvent {
  const stored = valuePlaces(event).flatMap(({ path, value }): StoredValue[] => {
    const text = JSON.stringify(value);
    return value === null ? [] : [{ path, hash: text, bytes: text.length }];
  });
  return stored.length === 0 ? event : { ...event, stored };
}

const withNulls = (event: WorktrailEvent) =>
  withValuesAt(
    event,
    (event.stored ?? []).map(({ path }) => ({ path, value: null })),
  );

const valuesOf = (stored: readonly StoredValue[]) =>
  new Map<string, JsonValue>(stored.map(({ hash }) => [hash, JSON.parse(hash)]));

describe("the laws of values that are kept beside the journal", () => {
  test("an event without its values is still one of the contract, and is whole again once they are back", () => {
    fc.assert(
      fc.property(drawnRun, (drawn) => {
        for (const event of playRun(drawn).run.events.map(storeAll)) {
          const slim = withNulls(event);
          expect(WorktrailEventSchema.parse(slim)).toEqual(slim);
          const { stored = [] } = slim;
          expect(withStored(slim, stored, valuesOf(stored))).toEqual(event);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("who folds the journal without the values knows of each where it stood", () => {
    fc.assert(
      fc.property(drawnRun, (drawn) => {
        const events = playRun(drawn).run.events.map(storeAll);
        const [whole, slim] = [reduceRun(events), reduceRun(events.map(withNulls))];
        if (!whole || !slim) throw new Error("A run that was played has a state.");
        expect(slim.status).toBe(whole.status);
        expect(storedIn(slim)).toEqual(storedIn(whole));
        const told = withStored(slim, storedIn(slim), valuesOf(storedIn(slim)));
        expect([told.input, told.outputs]).toEqual([whole.input, whole.outputs]);
        for (const [step_id, { outputs, task }] of Object.entries(whole.steps)) {
          expect(told.steps[step_id]?.outputs).toEqual(outputs);
          expect(told.steps[step_id]?.task).toEqual(task);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("a fold goes on from a state that was kept without its values as from the beginning", () => {
    fc.assert(
      fc.property(drawnRun, fc.nat(), (drawn, pick) => {
        const events = playRun(drawn).run.events.map(storeAll);
        const before = reduceRun(events.slice(0, 1 + (pick % events.length)));
        if (!before) throw new Error("A run that was played has a state.");
        const stored = storedIn(before);
        const kept = JSON.parse(JSON.stringify(withoutStored(before)));
        expect(reduceRun(events, withStored(kept, stored, valuesOf(stored)))).toEqual(reduceRun(events));
      }),
      { numRuns: 100 },
    );
  });
});

const started: WorktrailEvent = {
  event_id: "e1",
  seq: 1,
  event_type: "segment.started",
  timestamp: "2026-01-01T00:00:00.000Z",
  tenant_id: "org",
  run_id: "r",
  segment_id: "s",
  severity: "info",
  payload: { revision: 1, input: null, config: {}, started_by: { user_id: "u", name: "Ada" } },
};

const flow = (source_step: string, source_port: string, target_step: string) => ({
  source_step,
  source_port,
  target_step,
  target_port: "input",
});

test("a step tells which of its inputs and outputs are kept aside, through each edge", () => {
  const steps = [
    { step_id: "first", step_type: "transform" },
    { step_id: "split", step_type: "parallel_split", config: { branches: 2 } },
    { step_id: "last", step_type: "transform" },
  ];
  const edges = [
    flow("first", "output", "split"),
    flow("split", "branch_1", "last"),
    flow("split", "branch_2", "last"),
  ];
  const graph = buildGraph({ segment_id: "s", name: "S", version: "1.0.0", steps, edges }, testCatalog);
  const aside = (path: string) => ({ path, hash: "x", bytes: 300_000 });
  const state = reduceRun([started]);
  if (!state) throw new Error("A run that has started has a state.");
  state.stored = [aside("/input")];
  const split = { ...UNTOUCHED_STEP, stored: [aside("/outputs/branch_1"), aside("/outputs/branch_2")] };
  state.steps.split = split;
  const inputs = (step_id: string) => {
    const step = graph.steps.get(step_id);
    return step && Object.entries(storedInputs(step, state)).map(([port, found]) => [port, found.length]);
  };
  expect([inputs("first"), inputs("split"), inputs("last")]).toEqual([[["input", 1]], [], [["input", 2]]]);
  expect(Object.keys(storedOutputs(split.stored))).toEqual(["branch_1", "branch_2"]);
  expect(storedOutputs(state.stored)).toEqual({});
});

test("a place in data is never taken for one of the journal's", () => {
  const input = { stored: [{ path: "/payload/input", hash: "x", bytes: 1 }] };
  const event = { event_type: "segment.started", payload: { input } } as unknown as WorktrailEvent;
  expect(valuePlaces(event)).toEqual([{ path: "/payload/input", value: input }]);
  expect(withStored(event, event.stored ?? [], new Map([["x", "other"]]))).toBe(event);
});

test("a value is only put where there was one", () => {
  const root = { payload: { outputs: { output: null } } };
  const put = (path: string) => withValuesAt(root, [{ path, value: 1 }]);
  expect(put("/payload/outputs/output")).toEqual({ payload: { outputs: { output: 1 } } });
  for (const path of ["/payload/__proto__/polluted", "/payload/outputs/other", "/constructor/prototype/x"])
    expect(put(path)).toEqual(root);
  expect(root.payload.outputs.output).toBeNull();
});
