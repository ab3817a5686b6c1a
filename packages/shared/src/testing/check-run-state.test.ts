import { describe, expect, test } from "vitest";
import type { RunState, StepState } from "../run/state.ts";
import { buildGraph } from "../segment/graph.ts";
import { aSegment } from "./builders.ts";
import { checkRunState } from "./check-run-state.ts";
import { SimulatedRun } from "./simulate-run.ts";
import { testCatalog } from "./test-catalog.ts";

const chain = aSegment().step("a", "http_action").step("b", "human_task").edge("a", "b").build();
const graph = buildGraph(chain, testCatalog);

function ended(): RunState {
  const run = new SimulatedRun(graph, { answer: () => "approved" });
  run.settle();
  return run.state;
}

function withStep(step_id: string, change: Partial<StepState>): RunState {
  const state = ended();
  const step = state.steps[step_id];
  if (!step) throw new Error(`There is no ${step_id}.`);
  return { ...state, steps: { ...state.steps, [step_id]: { ...step, ...change } } };
}

describe("what can never be true of a run", () => {
  test("a run that went its way has nothing wrong", () => {
    expect(checkRunState(graph, ended())).toEqual([]);
  });

  test("a run does not complete while a step of it has not started", () => {
    const { a } = ended().steps;
    expect(checkRunState(graph, { ...ended(), steps: a ? { a } : {} })).toEqual([
      "The run completed without the step “b”.",
    ]);
  });

  test.each([
    ["b", { status: "running", outputs: null }, "is running after the end"],
    ["b", { status: "completed", outputs: null }, "completed and failed at once"],
    ["a", { outputs: { response: 1 } }, "began though no way into it is live"],
    ["a", { status: "failed", outputs: null }, "failed without a reason"],
    ["b", { status: "skipped", skip_reason: "dead_path" }, "was skipped though a way into it is not dead"],
  ] as const)("%s as %j is found: it %s", (step_id, change, sentence) => {
    expect(checkRunState(graph, withStep(step_id, change)).join("\n")).toContain(sentence);
  });
});
