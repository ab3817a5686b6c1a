// The laws of the core, over random segments, random failures and random answers.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildGraph } from "../segment/graph.ts";
import { stepPorts } from "../segment/ports.ts";
import type { Edge, Segment, Step } from "../segment/schema.ts";
import { checkRunState } from "../testing/check-run-state.ts";
import { SimulatedRun } from "../testing/simulate-run.ts";
import { testCatalog } from "../testing/test-catalog.ts";
import { CHILD_MODES } from "./events.ts";
import { planRun } from "./plan.ts";
import { reduceRun } from "./reduce.ts";
import { hasEnded } from "./state.ts";

const arbitraryStep = fc.record({
  step_type: fc.constantFrom(...Object.keys(testCatalog)),
  on_error: fc.constantFrom("fail", "continue", "route"),
  branches: fc.integer({ min: 2, max: 4 }),
  strategy: fc.constantFrom("all", "any", "first"),
  max_attempts: fc.integer({ min: 1, max: 3 }),
  disabled: fc.nat(5).map((drawn) => drawn === 0),
});
const arbitraryEdge = fc.record({ from: fc.nat(), to: fc.nat(), source: fc.nat(), target: fc.nat() });

/** A run to be: a graph without cycles, what each attempt does, and how each task is answered. */
const arbitraryRun = fc
  .record({
    steps: fc.array(arbitraryStep, { minLength: 1, maxLength: 14 }),
    edges: fc.array(arbitraryEdge, { maxLength: 30 }),
    outcomes: fc.array(fc.constantFrom("done", "done", "some_ports", "broken", "flaky"), {
      minLength: 1,
      maxLength: 40,
    }),
    approves: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
    max_concurrency: fc.integer({ min: 1, max: 4 }),
  })
  .map((drawn) => {
    const steps = drawn.steps.map((draft, index): Step => {
      const { step_type, on_error, branches, strategy, max_attempts, disabled } = draft;
      return {
        step_id: `s${index}`,
        step_type,
        on_error,
        config: { branches, strategy },
        retry: { max_attempts },
        disabled,
      };
    });
    const edges = drawn.edges.flatMap(({ from, to, source, target }): Edge[] => {
      const [low, high] = [from % steps.length, to % steps.length].sort((a, b) => a - b);
      const [earlier, later] = [steps[low ?? 0], steps[high ?? 0]];
      if (!earlier || !later || earlier === later) return [];
      const outputs = stepPorts(earlier, testCatalog).outputs;
      const inputs = stepPorts(later, testCatalog).inputs;
      const source_port = outputs[source % outputs.length]?.port_id ?? "output";
      const target_port = inputs[target % inputs.length]?.port_id ?? "input";
      return [{ source_step: earlier.step_id, source_port, target_step: later.step_id, target_port }];
    });
    const params = { max_concurrency: drawn.max_concurrency };
    const segment: Segment = { segment_id: "s", name: "S", version: "1.0.0", params, steps, edges };
    return { segment, outcomes: drawn.outcomes, approves: drawn.approves };
  });

type Drawn = typeof arbitraryRun extends fc.Arbitrary<infer T> ? T : never;

function simulate({ segment, outcomes, approves }: Drawn): SimulatedRun {
  let attempts = 0;
  let answers = 0;
  let children = 0;
  return new SimulatedRun(buildGraph(segment, testCatalog), {
    input: { n: 1 },
    answer: () => (approves[answers++ % approves.length] ? "approved" : "rejected"),
    children: () => ({
      mode: CHILD_MODES[children % CHILD_MODES.length] ?? "once",
      inputs: Array.from({ length: children % 5 }, (_, index) => index),
      max_concurrency: 1 + (children++ % 3),
      max_iterations: 3,
      on_item_error: children % 2 === 0 ? "fail" : "continue",
    }),
    child: ({ iteration }) => {
      const outcome = outcomes[attempts++ % outcomes.length];
      if (outcome === "broken" || outcome === "flaky") return { failure: "It went wrong." };
      return { output: iteration, done: outcome === "some_ports" };
    },
    attempt: ({ step }) => {
      const outcome = outcomes[attempts++ % outcomes.length];
      const failure = { code: "HTTP_STATUS", message: "It answered 500.", recoverable: outcome === "flaky" };
      if (outcome === "broken" || outcome === "flaky") return { failure };
      const ports = outcome === "some_ports" ? step.ports.outputs.slice(1) : step.ports.outputs;
      return { outputs: Object.fromEntries(ports.map(({ port_id }) => [port_id, attempts])) };
    },
  });
}

describe("the laws of a run", () => {
  test("every random segment ends, with one recorded outcome for each step that started", () => {
    fc.assert(
      fc.property(arbitraryRun, (drawn) => {
        const run = simulate(drawn);
        run.settle();
        expect(hasEnded(run.state.status)).toBe(true);
        expect(checkRunState(run.graph, run.state)).toEqual([]);
        const outcomes = new Map<string, number>();
        for (const event of run.events) {
          if (!["step.completed", "step.failed", "step.skipped"].includes(event.event_type)) continue;
          if ("step_id" in event && event.step_id)
            outcomes.set(event.step_id, (outcomes.get(event.step_id) ?? 0) + 1);
        }
        expect([...outcomes.values()].every((count) => count === 1)).toBe(true);
        if (run.state.status === "completed") expect(outcomes.size).toBe(drawn.segment.steps.length);
      }),
      { numRuns: 500 },
    );
  });

  test("no plan starts a step that is under way or has ended", () => {
    fc.assert(
      fc.property(arbitraryRun, (drawn) => {
        const run = simulate(drawn);
        const append = run.append.bind(run);
        run.append = (draft) => {
          append(draft);
          for (const command of planRun(run.graph, run.state, run.now)) {
            if (command.type !== "start_step") continue;
            const status = run.state.steps[command.step_id]?.status ?? "pending";
            expect(["pending", "scheduled", "retrying"]).toContain(status);
          }
        };
        run.settle();
      }),
      { numRuns: 300 },
    );
  });

  test("no more runs of another segment are under way than their step allows, and none twice", () => {
    fc.assert(
      fc.property(arbitraryRun, (drawn) => {
        const run = simulate(drawn);
        const append = run.append.bind(run);
        run.append = (draft) => {
          append(draft);
          for (const { children } of Object.values(run.state.steps)) {
            if (!children) continue;
            const open = children.runs.filter(({ status }) => status === "started").length;
            expect(open).toBeLessThanOrEqual(children.plan?.max_concurrency ?? 0);
            const iterations = children.runs.map(({ iteration }) => iteration);
            expect(iterations).toEqual(iterations.map((_, index) => index + 1));
          }
        };
        run.settle();
      }),
      { numRuns: 300 },
    );
  });

  test("the fold is deterministic, and indifferent to how events are cut, repeated and shuffled", () => {
    fc.assert(
      fc.property(arbitraryRun, fc.nat(), fc.infiniteStream(fc.nat()), (drawn, cut, noise) => {
        const run = simulate(drawn);
        run.settle();
        const whole = reduceRun(run.events);
        expect(whole).toEqual(run.state);
        const at = cut % (run.events.length + 1);
        const first = reduceRun(run.events.slice(0, at));
        expect(reduceRun(run.events.slice(Math.max(0, at - 3)), first)).toEqual(whole);
        // What comes late and again, and with nothing behind it.
        expect(reduceRun(run.events.slice(Math.max(0, at - 3), at), whole)).toEqual(whole);
        const shuffled = [...run.events, ...run.events.slice(at)]
          .map((event) => ({ event, key: noise.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event);
        expect(reduceRun(shuffled)).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  test("events behind a gap wait until it is filled", () => {
    fc.assert(
      fc.property(arbitraryRun, fc.nat(), (drawn, gap) => {
        const run = simulate(drawn);
        run.settle();
        const missing = 1 + (gap % (run.events.length - 1));
        const early = reduceRun(run.events.filter((_, index) => index !== missing));
        expect(early?.last_seq).toBe(missing);
        expect(reduceRun(run.events, early)).toEqual(run.state);
      }),
      { numRuns: 200 },
    );
  });

  test("a fold shares every step that its events did not touch", () => {
    fc.assert(
      fc.property(arbitraryRun, (drawn) => {
        const run = simulate(drawn);
        run.settle();
        let before = reduceRun(run.events.slice(0, 1));
        for (const event of run.events.slice(1)) {
          const after = reduceRun([event], before);
          if (hasEnded(after?.status ?? "running")) return;
          const touched = "step_id" in event ? event.step_id : undefined;
          for (const [step_id, step] of Object.entries(before?.steps ?? {})) {
            if (step_id !== touched) expect(after?.steps[step_id]).toBe(step);
          }
          before = after;
        }
      }),
      { numRuns: 100 },
    );
  });
});
