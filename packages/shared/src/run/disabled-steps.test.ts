import { describe, expect, test } from "vitest";
import { buildGraph } from "../segment/graph.ts";
import type { Edge, Segment, Step } from "../segment/schema.ts";
import { validateSegment } from "../segment/validate.ts";
import { edgeBetween } from "../testing/builders.ts";
import { SimulatedRun } from "../testing/simulate-run.ts";
import { testCatalog } from "../testing/test-catalog.ts";

function segment(steps: Step[], edges: Edge[]): Segment {
  return { segment_id: "s", name: "S", version: "1.0.0", steps, edges };
}

function run(steps: Step[], edges: Edge[], input: number | null = 7): SimulatedRun {
  const simulated = new SimulatedRun(buildGraph(segment(steps, edges), testCatalog), {
    input,
    attempt: ({ step, inputs }) => ({
      outputs: {
        [step.ports.outputs[0]?.port_id ?? "output"]: [step.step.step_id, ...Object.values(inputs)],
      },
    }),
  });
  simulated.settle();
  return simulated;
}

const step = (step_id: string, step_type = "http_action", more: Partial<Step> = {}): Step => ({
  step_id,
  step_type,
  ...more,
});
const disabled = { disabled: true };

describe("a disabled step", () => {
  test("does nothing, is recorded, and lets its input through its first output", () => {
    const made = run(
      [step("a"), step("b", "http_action", disabled), step("c")],
      [edgeBetween("a", "b"), edgeBetween("b", "c")],
    );
    expect(made.state.outputs).toEqual({ c: ["c", ["a", 7]] });
    expect(made.state.steps.b).toMatchObject({ status: "skipped", skip_reason: "disabled", attempts: 0 });
    const ofB = made.events.filter((event) => "step_id" in event && event.step_id === "b");
    expect(ofB).toMatchObject([
      { event_type: "step.skipped", payload: { reason: "disabled", outputs: { output: ["a", 7] } } },
    ]);
  });

  test("lets its other outputs die", () => {
    const made = run(
      [step("ask", "human_task", disabled), step("yes"), step("no")],
      [edgeBetween("ask.approved", "yes"), edgeBetween("ask.rejected", "no")],
    );
    expect(made.state.outputs).toEqual({ yes: ["yes", 7] });
    expect(made.state.steps.no).toMatchObject({ status: "skipped", skip_reason: "dead_path" });
  });

  test("at the start passes the run's input on, and at the end is part of the run's output", () => {
    expect(run([step("only", "llm_agent", disabled)], []).state.outputs).toEqual({ only: 7 });
  });

  test("behind a dead path is skipped as any other", () => {
    const made = run(
      [step("ask", "human_task", disabled), step("no", "http_action", disabled), step("end")],
      [edgeBetween("ask.rejected", "no"), edgeBetween("no", "end")],
    );
    expect(made.state.steps.no?.skip_reason).toBe("dead_path");
    expect(made.state.steps.end?.status).toBe("skipped");
  });

  test("as a join passes the first value that it gets", () => {
    const made = run(
      [
        step("ask", "human_task", disabled),
        step("no"),
        step("yes"),
        step("join", "parallel_join", { disabled: true, config: { branches: 2 } }),
      ],
      [
        edgeBetween("ask.rejected", "no"),
        edgeBetween("ask.approved", "yes"),
        edgeBetween("no", "join.branch_1"),
        edgeBetween("yes", "join.branch_2"),
      ],
    );
    expect(made.state.outputs).toEqual({ join: ["yes", 7] });
  });

  test("passes null on as a value", () => {
    const made = run([step("a", "http_action", disabled), step("b")], [edgeBetween("a", "b")], null);
    expect(made.state.outputs).toEqual({ b: ["b", null] });
  });

  test("keeps nobody from running with what is wrong in its config", () => {
    const broken = (more: Partial<Step>) =>
      validateSegment(
        segment(
          [step("a", "transform", { config: { expression: "1 +" }, ...more }), step("b", "llm_agent", more)],
          [edgeBetween("a", "b")],
        ),
        testCatalog,
      ).map(({ code, severity }) => [code, severity]);
    expect(broken({})).toEqual([
      ["EXPRESSION_SYNTAX", "error"],
      ["CONFIG_INVALID", "error"],
    ]);
    expect(broken(disabled)).toEqual([
      ["EXPRESSION_SYNTAX", "warning"],
      ["CONFIG_INVALID", "warning"],
    ]);
  });
});
