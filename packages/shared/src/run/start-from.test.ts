import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonValue } from "../json.ts";
import { buildGraph } from "../segment/graph.ts";
import type { Segment, Step } from "../segment/schema.ts";
import { arbitrarySegment, aSegment } from "../testing/builders.ts";
import { type Script, SimulatedRun } from "../testing/simulate-run.ts";
import { testCatalog } from "../testing/test-catalog.ts";
import { WorktrailEventSchema } from "./events.ts";
import { planRun } from "./plan.ts";
import { startFrom } from "./start-from.ts";
import { hasEnded } from "./state.ts";

const graphOf = (segment: Segment) => buildGraph(segment, testCatalog);

function settled(segment: Segment, script: Script = {}): SimulatedRun {
  const run = new SimulatedRun(graphOf(segment), { input: 1, ...script });
  run.settle();
  return run;
}

/** A second run with the same script that begins with what the first one recorded; not driven yet. */
function begunFrom(run: SimulatedRun, step_id: string, script: Script = {}, graph = run.graph) {
  const recorded = startFrom(graph, run.events, step_id, run.now);
  if (!recorded.ok) return { problem: recorded.problem, again: null };
  const again = new SimulatedRun(graph, { input: 1, ...script });
  for (const draft of recorded.drafts) again.append(draft);
  return { problem: null, again };
}

const started = (run: SimulatedRun) =>
  run.events.flatMap((event) => (event.event_type === "step.started" ? [event.step_id] : []));

const line = aSegment()
  .step("a", "http_action")
  .step("b", "http_action")
  .step("c", "http_action")
  .edge("a", "b")
  .edge("b", "c")
  .build();

describe("startFrom", () => {
  test("takes over what came before, and runs the step and everything behind it", () => {
    const run = settled(line);
    const { again } = begunFrom(run, "b", { attempt: ({ step }) => ({ outputs: { output: step.index } }) });
    again?.settle();
    expect(again && started(again)).toEqual(["b", "c"]);
    expect(again?.state).toMatchObject({ status: "completed", outputs: { c: 2 } });
    expect(again?.state.steps.a).toMatchObject({
      status: "completed",
      outputs: { output: 1 },
      recorded_in: "r",
    });
    for (const event of again?.events ?? []) expect(WorktrailEventSchema.parse(event)).toEqual(event);
  });

  test("from the first step takes nothing over", () => {
    const recorded = startFrom(graphOf(line), settled(line).events, "a", "2026-01-02T00:00:00.000Z");
    expect(recorded).toMatchObject({ ok: true, drafts: [] });
  });

  test("goes on from the step that failed", () => {
    const failure = { code: "HTTP_STATUS", message: "It answered 500.", recoverable: false };
    const run = settled(line, {
      attempt: ({ step }) => (step.index === 1 ? { failure } : { outputs: { output: 1 } }),
    });
    expect(run.state.status).toBe("failed");
    const { again } = begunFrom(run, "b");
    again?.settle();
    expect(again?.state.status).toBe("completed");
    expect(begunFrom(run, "c").problem).toMatch(/“b” comes before “c”.*Start from “b”/);
  });

  test("keeps a skipped branch skipped and a failure that was let pass", () => {
    const segment = aSegment()
      .step("check", "condition")
      .step("no", "http_action")
      .step("shaky", "http_action", {}, { on_error: "continue" })
      .step("join", "parallel_join")
      .step("last", "http_action")
      .edge("check.true", "shaky")
      .edge("check.false", "no")
      .edge("shaky", "join.branch_1")
      .edge("no", "join.branch_2")
      .edge("join", "last")
      .build();
    const failure = { code: "HTTP_STATUS", message: "It answered 500.", recoverable: false };
    const script: Script = {
      attempt: ({ step, inputs }) => {
        if (step.step.step_id === "shaky") return { failure };
        const port = step.step.step_id === "check" ? "true" : "output";
        return { outputs: { [port]: Object.values(inputs)[0] ?? null } };
      },
    };
    const run = settled(segment, script);
    const { again } = begunFrom(run, "last", script);
    expect(again?.state.steps).toMatchObject({
      no: { status: "skipped", skip_reason: "dead_path" },
      shaky: { status: "failed", outputs: { output: null }, error: { error_code: "HTTP_STATUS" } },
    });
    again?.settle();
    expect(again?.state.outputs).toEqual(run.state.outputs);
    expect(begunFrom(run, "no", script).problem).toMatch(/never came to “no”/);
  });

  test("does a branch again that had only lost a join which is done again", () => {
    const segment = aSegment()
      .step("fast", "http_action")
      .step("slow", "http_action")
      .step("any", "parallel_join", { branches: 2, strategy: "any" })
      .edge("fast", "any.branch_1")
      .edge("slow", "any.branch_2")
      .build();
    const open: Script["attempt"] = ({ step }) =>
      step.step.step_id === "slow" ? { open: true } : { outputs: { output: step.index } };
    const run = settled(segment, { attempt: open });
    expect(run.state.steps.slow).toMatchObject({ status: "skipped", skip_reason: "join_satisfied" });
    const fromFast = begunFrom(run, "fast").again;
    expect(fromFast?.state.steps).toEqual({});
    const fromJoin = begunFrom(run, "any").again;
    expect(Object.keys(fromJoin?.state.steps ?? {})).toEqual(["fast"]);
  });

  test("with another revision refuses a step that it does not have, and one that came in before", () => {
    const run = settled(line);
    const newer = aSegment()
      .step("a", "http_action")
      .step("between", "http_action", {}, { name: "In between" })
      .step("b", "http_action")
      .edge("a", "between")
      .edge("between", "b")
      .build();
    expect(begunFrom(run, "c", {}, graphOf(newer)).problem).toMatch(/no step “c” at this revision/);
    expect(begunFrom(run, "b", {}, graphOf(newer)).problem).toMatch(/“In between” comes before “b”/);
    const { again } = begunFrom(run, "between", {}, graphOf(newer));
    again?.settle();
    expect(again && started(again)).toEqual(["between", "b"]);
  });

  test("names the run in which an outcome really came about, over several runs", () => {
    const run = settled(line);
    const recorded = startFrom(run.graph, run.events, "c", run.now);
    if (!recorded.ok) throw new Error(recorded.problem);
    const [first, ...rest] = run.events;
    if (!first) throw new Error("A journal has a beginning.");
    const second = [
      first,
      ...recorded.drafts.map((draft, at) => ({ ...rest[at], ...first, ...draft, run_id: "r2", seq: at + 2 })),
    ];
    const third = startFrom(
      run.graph,
      second.map((event) => WorktrailEventSchema.parse(event)),
      "c",
      run.now,
    );
    if (!third.ok) throw new Error(third.problem);
    expect(third.drafts.map(({ payload }) => payload)).toMatchObject([
      { recorded_in: "r" },
      { recorded_in: "r" },
    ]);
  });
});

const table = fc.record({
  outcomes: fc.array(fc.constantFrom("done", "done", "done", "some_ports", "broken"), {
    minLength: 14,
    maxLength: 14,
  }),
  approves: fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }),
});
type Table = typeof table extends fc.Arbitrary<infer T> ? T : never;

/** Every step always does the same with the same inputs. */
function steady(graph: SimulatedRun["graph"], { outcomes, approves }: Table): Script {
  const failure = { code: "HTTP_STATUS", message: "It answered 500.", recoverable: false };
  return {
    answer: (step_id) => (approves[graph.steps.get(step_id)?.index ?? 0] ? "approved" : "rejected"),
    attempt: ({ step, inputs }) => {
      const outcome = outcomes[step.index];
      if (outcome === "broken") return { failure };
      const ports = outcome === "some_ports" ? step.ports.outputs.slice(1) : step.ports.outputs;
      const value = (JSON.stringify(inputs).length * 31 + step.index) % 1_000;
      return {
        outputs: Object.fromEntries(ports.map(({ port_id }): [string, JsonValue] => [port_id, value])),
      };
    },
  };
}

const patient = (segment: Segment): Segment => ({
  ...segment,
  steps: segment.steps.map((step): Step => {
    if (step.step_type !== "parallel_join") return step;
    return { ...step, config: { ...step.config, strategy: "all" } };
  }),
});

describe("starting from any step of any run", () => {
  test("ends as the first run did", () => {
    fc.assert(
      fc.property(arbitrarySegment().map(patient), table, fc.nat(), (segment, drawn, at) => {
        const graph = graphOf(segment);
        const script = steady(graph, drawn);
        const run = settled(segment, script);
        const step_id = segment.steps[at % segment.steps.length]?.step_id ?? "";
        const { again, problem } = begunFrom(run, step_id, script);
        if (!again) {
          const { status } = run.state.steps[step_id] ?? { status: "pending" };
          expect([problem, status]).toEqual([problem, expect.stringMatching(/pending|skipped|cancelled/)]);
          return;
        }
        again.settle();
        expect(again.state.status).toBe(run.state.status);
        if (run.state.status !== "completed") return;
        expect(again.state.outputs).toEqual(run.state.outputs);
        for (const [id, step] of Object.entries(run.state.steps)) {
          const { status, outputs } = again.state.steps[id] ?? {};
          expect([id, status, outputs]).toEqual([id, step.status, step.outputs]);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("plans what the first run would plan had it come no further than that step", () => {
    fc.assert(
      fc.property(arbitrarySegment(), table, fc.nat(), (segment, drawn, at) => {
        const graph = graphOf(segment);
        const script = steady(graph, drawn);
        const run = settled(segment, script);
        const step_id = segment.steps[at % segment.steps.length]?.step_id ?? "";
        const { again } = begunFrom(run, step_id, script);
        if (!again) return;
        const kept = Object.keys(again.state.steps);
        const steps = Object.fromEntries(Object.entries(run.state.steps).filter(([id]) => kept.includes(id)));
        const earlier = {
          ...run.state,
          status: "running" as const,
          outputs: null,
          error: null,
          ended_at: null,
          steps,
        };
        expect(again.plan()).toEqual(planRun(graph, earlier, run.now));
        const starts = again
          .plan()
          .flatMap((command) => (command.type === "start_step" ? [command.step_id] : []));
        expect(starts).toContain(step_id);
        again.settle();
        expect(hasEnded(again.state.status)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
