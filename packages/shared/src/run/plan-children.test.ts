import { describe, expect, test } from "vitest";
import { buildGraph } from "../segment/graph.ts";
import type { Segment, Step } from "../segment/schema.ts";
import { type Script, SimulatedRun } from "../testing/simulate-run.ts";
import { testCatalog } from "../testing/test-catalog.ts";
import type { ChildrenPlan } from "./events.ts";

function loop(plan: Partial<ChildrenPlan>, script: Script = {}, more: Partial<Step> = {}): SimulatedRun {
  const steps: Step[] = [
    { step_id: "sub", step_type: "sub_segment", ...more },
    { step_id: "after", step_type: "transform" },
  ];
  const edges = [{ source_step: "sub", source_port: "output", target_step: "after", target_port: "input" }];
  const segment: Segment = { segment_id: "s", name: "S", version: "1.0.0", steps, edges };
  return new SimulatedRun(buildGraph(segment, testCatalog), { children: () => plan, input: 5, ...script });
}

const open = { child: () => ({ open: true as const }) };
const childrenOf = (run: SimulatedRun) => run.state.steps.sub?.children;

describe("a step that runs another segment", () => {
  test("waits for its one run, while the run itself counts as running", () => {
    const run = loop({}, open);
    run.settle();
    expect(run.state.steps.sub).toMatchObject({ status: "waiting", attempts: 1 });
    expect(run.state.status).toBe("running");
    run.endChild("sub", 1, "done");
    run.settle();
    expect(run.state).toMatchObject({ status: "completed", outputs: { after: "done" } });
  });

  test("keeps to its bound, and gives a list in the order of its items", () => {
    const run = loop({ mode: "for_each", inputs: ["a", "b", "c", "d"], max_concurrency: 2 }, open);
    run.settle();
    expect(childrenOf(run)?.runs.map(({ iteration }) => iteration)).toEqual([1, 2]);
    run.endChild("sub", 2, "B");
    run.settle();
    expect(childrenOf(run)?.runs.map(({ status }) => status)).toEqual(["started", "completed", "started"]);
    for (const [iteration, output] of [
      [3, "C"],
      [1, "A"],
    ] as const)
      run.endChild("sub", iteration, output);
    run.settle();
    run.endChild("sub", 4, "D");
    run.settle();
    expect(run.state.outputs).toEqual({ after: ["A", "B", "C", "D"] });
  });

  test("is done at once with an empty list", () => {
    const run = loop({ mode: "for_each", inputs: [] });
    run.settle();
    expect(run.state.outputs).toEqual({ after: [] });
  });

  test("gives a loop's output to the next iteration, and ends where it says so", () => {
    const seen: unknown[] = [];
    const run = loop(
      { mode: "until", inputs: [1], max_iterations: 10 },
      {
        child: ({ input }) => {
          seen.push(input);
          return { output: Number(input) * 2, done: Number(input) >= 4 };
        },
      },
    );
    run.settle();
    expect(seen).toEqual([1, 2, 4]);
    expect(run.state.outputs).toEqual({ after: 8 });
  });

  test("a failed run fails the step, and the ones beside it no longer count", () => {
    const run = loop({ mode: "for_each", inputs: [1, 2, 3], max_concurrency: 2 }, open);
    run.settle();
    run.failChild("sub", 1, "It broke.");
    run.settle();
    expect(run.state.status).toBe("failed");
    expect(run.state.error?.error_message).toContain("It broke.");
    expect(childrenOf(run)?.runs.map(({ status }) => status)).toEqual(["failed", "cancelled"]);
  });

  test("with continue, a failed item leaves null in its place", () => {
    const run = loop(
      { mode: "for_each", inputs: [1, 2, 3], on_item_error: "continue" },
      { child: ({ input }) => (input === 2 ? { failure: "No." } : { output: input }) },
    );
    run.settle();
    expect(run.state.outputs).toEqual({ after: [1, null, 3] });
  });

  test("a retry keeps what completed and goes on with what failed after where it ended", () => {
    const run = loop({ mode: "for_each", inputs: [1, 2] }, open);
    run.settle();
    run.endChild("sub", 1, "one");
    run.failChild("sub", 2, "It broke.");
    run.settle();
    const by = { requested_by: { user_id: "u1", name: "Ada" } };
    run.append({ event_type: "segment.resumed", severity: "info", timestamp: run.now, payload: by });
    const starts: unknown[] = [];
    const append = run.append.bind(run);
    run.append = (draft) => {
      if (draft.event_type === "action.started" && draft.payload.child) starts.push(draft.payload.child);
      append(draft);
    };
    run.settle();
    expect(starts).toEqual([{ run_id: "r:sub:2", iteration: 2, after_seq: 7 }]);
    run.endChild("sub", 2, "two");
    run.settle();
    expect(run.state.outputs).toEqual({ after: ["one", "two"] });
  });

  test("a paused run starts no further ones", () => {
    const run = loop({ mode: "for_each", inputs: [1, 2], max_concurrency: 1 }, open);
    run.settle();
    const by = { requested_by: { user_id: "u1", name: "Ada" } };
    run.append({ event_type: "segment.paused", severity: "info", timestamp: run.now, payload: by });
    run.endChild("sub", 1, null);
    expect(run.plan()).toEqual([]);
  });

  test("an ended step carries no inputs and outputs of its runs along", () => {
    const run = loop({ mode: "for_each", inputs: ["a", "b"] });
    run.settle();
    expect(childrenOf(run)).toMatchObject({
      plan: null,
      total: 2,
      runs: [{ output: null }, { output: null }],
    });
  });
});
