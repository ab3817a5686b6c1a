import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildGraph, upstreamOf } from "../segment/graph.ts";
import type { Segment, Step } from "../segment/schema.ts";
import { arbitrarySegment, aSegment } from "../testing/builders.ts";
import { checkRunState } from "../testing/check-run-state.ts";
import { type Script, SimulatedRun } from "../testing/simulate-run.ts";
import { testCatalog } from "../testing/test-catalog.ts";
import { type RunPart, WorktrailEventSchema } from "./events.ts";
import { type Given, givenProblem } from "./outcomes.ts";
import { startFrom } from "./start-from.ts";
import { neededValues, startPart } from "./start-part.ts";
import { hasEnded } from "./state.ts";
import { valuePlaces } from "./stored-values.ts";

const graphOf = (segment: Segment) => buildGraph(segment, testCatalog);
const NOW = "2026-01-01T00:00:00.000Z";

/** A run of a part, driven to its end; a string says why it cannot begin. */
function runPart(segment: Segment, part: RunPart, given: Given = {}, script: Script = {}) {
  const graph = graphOf(segment);
  const begun = startPart(graph, part, given, NOW);
  if (!begun.ok) return begun.problem;
  const begin = { part, given: begun.given };
  const run = new SimulatedRun(graph, { input: 1, ...script, begin });
  for (const draft of begun.drafts) run.append(draft);
  run.settle();
  return run;
}

function ended(run: SimulatedRun | string): SimulatedRun {
  if (typeof run === "string") throw new Error(run);
  return run;
}

const started = (run: SimulatedRun) =>
  run.events.flatMap((event) => (event.event_type === "step.started" ? [event.step_id] : []));
const statuses = (run: SimulatedRun) =>
  Object.fromEntries(
    Object.entries(run.state.steps).map(([id, { status, skip_reason }]) => [id, skip_reason ?? status]),
  );
const pinned = (value: number) => ({ outputs: { output: value }, as: "pinned" as const });

const line = aSegment()
  .step("a", "http_action")
  .step("b", "http_action", {}, { name: "Middle" })
  .step("c", "http_action")
  .step("beside", "http_action")
  .edge("a", "b")
  .edge("b", "c")
  .edge("a", "beside")
  .build();

describe("a run until a step", () => {
  test("executes what leads there and the step itself, and says of the rest that nobody asked", () => {
    const run = ended(runPart(line, { kind: "until", step_id: "b" }));
    expect(started(run)).toEqual(["a", "b"]);
    expect(statuses(run)).toEqual({ a: "completed", b: "completed", c: "not_asked", beside: "not_asked" });
    expect(run.state).toMatchObject({ status: "completed", part: { kind: "until", step_id: "b" } });
    for (const event of run.events) expect(WorktrailEventSchema.parse(event)).toEqual(event);
  });

  test("ends with what the step gave, although an edge leads on from it", () => {
    const run = ended(runPart(line, { kind: "until", step_id: "b" }));
    expect(run.state.outputs).toEqual({ b: 1 });
  });

  test("does not stop a branch for a join that nobody asked for", () => {
    const segment = aSegment()
      .step("fast", "http_action")
      .step("slow", "http_action")
      .step("any", "parallel_join", { branches: 2, strategy: "any" })
      .edge("fast", "any.branch_1")
      .edge("slow", "any.branch_2")
      .build();
    const run = ended(runPart(segment, { kind: "until", step_id: "fast" }));
    expect(statuses(run)).toEqual({ fast: "completed", slow: "not_asked", any: "not_asked" });
  });

  test("of a step that is not there is refused", () => {
    expect(runPart(line, { kind: "until", step_id: "nowhere" })).toMatch(/no step “nowhere”/);
  });
});

describe("given outputs", () => {
  test("come when it is the step's turn, and are marked", () => {
    const run = ended(runPart(line, { kind: "until", step_id: "c" }, { b: pinned(7) }));
    expect(started(run)).toEqual(["a", "c"]);
    expect(run.state.steps.b).toMatchObject({
      status: "completed",
      outputs: { output: 7 },
      given_as: "pinned",
    });
    expect(run.state.steps.a).not.toHaveProperty("given_as");
    expect(run.state.outputs).toEqual({ c: 7 });
    expect(run.events.findIndex((event) => event.event_type === "step.completed")).toBeLessThan(
      run.events.findIndex((event) => event.event_type === "step.completed" && event.step_id === "b"),
    );
  });

  test("do not come on a path that ended before", () => {
    const segment = aSegment()
      .step("check", "condition")
      .step("yes", "http_action")
      .step("no", "http_action")
      .edge("check.true", "yes")
      .edge("check.false", "no")
      .build();
    const run = new SimulatedRun(graphOf(segment), { begin: { given: { no: pinned(1) } } });
    run.settle();
    expect(statuses(run)).toEqual({ check: "completed", yes: "completed", no: "dead_path" });
  });

  test("do not wake a step that is disabled", () => {
    const segment = aSegment().step("off", "http_action", {}, { disabled: true }).build();
    const run = new SimulatedRun(graphOf(segment), { input: 3, begin: { given: { off: pinned(1) } } });
    run.settle();
    expect(run.state.steps.off).toMatchObject({ status: "skipped", outputs: { output: 3 } });
  });

  test("may be large: their places in the first event are known", () => {
    const run = new SimulatedRun(graphOf(line), { begin: { given: { b: pinned(5) } } });
    const [first] = run.events;
    expect(first && valuePlaces(first)).toEqual([
      { path: "/payload/input", value: null },
      { path: "/payload/given/b/outputs/output", value: 5 },
    ]);
  });

  test("that do not fit are told with their place", () => {
    const graph = graphOf(line);
    expect(givenProblem(graph, { b: pinned(1) })).toBeNull();
    expect(givenProblem(graph, { x: pinned(1) })).toMatchObject({ path: "/given/x" });
    expect(givenProblem(graph, { b: { outputs: { nope: 1 }, as: "typed" } })).toEqual({
      path: "/given/b/outputs/nope",
      problem: "“Middle” has no output “nope”. Its outputs are: output, response.",
    });
  });
});

describe("a run of one step", () => {
  const typed = (value: number) => ({ outputs: { output: value }, as: "typed" as const });

  test("takes what is given for the step before as its input, and runs nothing else", () => {
    const run = ended(runPart(line, { kind: "step", step_id: "b" }, { a: typed(42) }));
    expect(started(run)).toEqual(["b"]);
    expect(statuses(run)).toEqual({ a: "completed", b: "completed", c: "not_asked", beside: "not_asked" });
    expect(run.state.steps.a).toMatchObject({ given_as: "typed" });
    expect(run.state.outputs).toEqual({ b: 42 });
  });

  test("executes the step although it is pinned itself", () => {
    const run = ended(runPart(line, { kind: "step", step_id: "a" }, { a: pinned(9) }));
    expect(started(run)).toEqual(["a"]);
  });

  test("without anything before it takes the input of the run", () => {
    const run = ended(runPart(line, { kind: "step", step_id: "a" }));
    expect(run.state.outputs).toEqual({ a: 1 });
  });

  test("says which step it needs to know something of", () => {
    expect(runPart(line, { kind: "step", step_id: "b" })).toMatch(/“Middle” needs what “a” gives/);
  });

  test("needs what its expressions name, too", () => {
    const segment = aSegment()
      .step("rates", "http_action")
      .step("orders", "http_action")
      .step("sum", "transform", { expression: "data + steps.rates.output + steps.?x.?output.orValue(0)" })
      .edge("rates", "orders")
      .edge("orders", "sum")
      .build();
    const step = graphOf(segment).steps.get("sum");
    expect(step && neededValues(step)).toEqual([
      { step_id: "orders", port_id: "output", into: ["input"], isOptional: false },
      { step_id: "rates", port_id: "output", into: [], isOptional: false },
      { step_id: "x", port_id: "output", into: [], isOptional: true },
    ]);
    expect(runPart(segment, { kind: "step", step_id: "sum" }, { orders: typed(1) })).toMatch(/“rates”/);
    const run = ended(
      runPart(segment, { kind: "step", step_id: "sum" }, { orders: typed(1), rates: typed(2) }),
    );
    expect(started(run)).toEqual(["sum"]);
  });

  test("takes over what an earlier run recorded, and what was typed over it port by port", () => {
    const earlier = new SimulatedRun(graphOf(line), { input: 1 });
    earlier.settle();
    const alone = startFrom(earlier.graph, earlier.events, "c", NOW, { alone: true });
    if (!alone.ok) throw new Error(alone.problem);
    const run = new SimulatedRun(earlier.graph);
    for (const draft of alone.drafts) run.append(draft);
    run.settle();
    expect(started(run)).toEqual(["c"]);
    expect(run.state.steps.b).toMatchObject({ recorded_in: "r" });
    expect(run.state.steps.beside).toMatchObject({ skip_reason: "not_asked" });
    const given = { b: { outputs: { response: 5 }, as: "typed" as const } };
    const edited = startFrom(earlier.graph, earlier.events, "c", NOW, { given });
    if (!edited.ok) throw new Error(edited.problem);
    expect(edited.drafts.find((draft) => "step_id" in draft && draft.step_id === "b")?.payload).toEqual({
      outputs: { output: 1, response: 5 },
      given_as: "typed",
    });
    expect(startFrom(earlier.graph, earlier.events, "b", NOW, { given: { c: typed(1) } })).toMatchObject({
      problem: expect.stringContaining("does not come before"),
    });
  });

  test("a later run does not take over that a step was not asked for", () => {
    const part = ended(runPart(line, { kind: "until", step_id: "a" }));
    expect(startFrom(part.graph, part.events, "c", NOW)).toMatchObject({
      problem: expect.stringMatching(/“Middle” comes before “c”/),
    });
  });
});

const drawn = fc.record({
  outcomes: fc.array(fc.constantFrom("done", "done", "some_ports", "broken"), {
    minLength: 14,
    maxLength: 14,
  }),
  pins: fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }),
  approves: fc.boolean(),
  at: fc.nat(),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

function scripted({ outcomes, approves }: Drawn): Script {
  const failure = { code: "HTTP_STATUS", message: "It answered 500.", recoverable: false };
  return {
    answer: () => (approves ? "approved" : "rejected"),
    attempt: ({ step, inputs }) => {
      if (outcomes[step.index] === "broken") return { failure };
      const ports = outcomes[step.index] === "some_ports" ? step.ports.outputs.slice(1) : step.ports.outputs;
      const value = JSON.stringify(inputs).length * 31 + step.index;
      return { outputs: Object.fromEntries(ports.map(({ port_id }) => [port_id, value])) };
    },
  };
}

function pinsOf(segment: Segment, { pins }: Drawn): Given {
  const graph = graphOf(segment);
  const chosen = [...graph.steps.values()].filter(({ index }) => pins[index]);
  return Object.fromEntries(
    chosen.map(({ step, ports }) => [
      step.step_id,
      {
        as: "pinned" as const,
        outputs: Object.fromEntries(ports.outputs.map(({ port_id }) => [port_id, 7])),
      },
    ]),
  );
}

const patient = (segment: Segment): Segment => ({
  ...segment,
  steps: segment.steps.map((step): Step => {
    if (step.step_type !== "parallel_join") return step;
    return { ...step, config: { ...step.config, strategy: "all" } };
  }),
});

describe("the laws of given outputs and of parts", () => {
  test("a step whose outputs are given is never executed, and the run ends", () => {
    fc.assert(
      fc.property(arbitrarySegment(), drawn, (segment, how) => {
        const given = pinsOf(segment, how);
        const run = new SimulatedRun(graphOf(segment), { input: 1, ...scripted(how), begin: { given } });
        run.settle();
        expect(hasEnded(run.state.status)).toBe(true);
        expect(started(run).filter((id) => Object.hasOwn(given, id))).toEqual([]);
        expect(checkRunState(run.graph, run.state)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("until here executes nothing but what leads there, as a run of the whole would", () => {
    fc.assert(
      fc.property(arbitrarySegment().map(patient), drawn, (segment, how) => {
        const step_id = segment.steps[how.at % segment.steps.length]?.step_id ?? "";
        const run = ended(runPart(segment, { kind: "until", step_id }, {}, scripted(how)));
        const asked = upstreamOf(run.graph, step_id).add(step_id);
        expect(started(run).filter((id) => !asked.has(id))).toEqual([]);
        expect(checkRunState(run.graph, run.state)).toEqual([]);
        const whole = new SimulatedRun(run.graph, { input: 1, ...scripted(how) });
        whole.settle();
        if (whole.state.status !== "completed") return;
        for (const id of asked) {
          const { status, outputs } = whole.state.steps[id] ?? {};
          expect([id, run.state.steps[id]]).toEqual([id, expect.objectContaining({ status, outputs })]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("until here executes everything that leads there where nothing fails and every path is taken", () => {
    fc.assert(
      fc.property(arbitrarySegment().map(patient), drawn, (segment, how) => {
        const step_id = segment.steps[how.at % segment.steps.length]?.step_id ?? "";
        const all: Script = {
          attempt: ({ step }) => ({
            outputs: Object.fromEntries(step.ports.outputs.map(({ port_id }) => [port_id, 1])),
          }),
        };
        const plain = { ...segment, steps: segment.steps.filter((step) => step.step_type !== "human_task") };
        if (!plain.steps.some((step) => step.step_id === step_id)) return;
        const run = ended(runPart(plain, { kind: "until", step_id }, {}, all));
        const asked = upstreamOf(run.graph, step_id).add(step_id);
        const reachable = [...asked].filter((id) => run.state.steps[id]?.skip_reason !== "dead_path");
        expect(new Set(started(run))).toEqual(new Set(reachable));
        expect(started(run)).toContain(step_id);
      }),
      { numRuns: 200 },
    );
  });

  test("one step alone executes that step and no other", () => {
    fc.assert(
      fc.property(arbitrarySegment(), drawn, (segment, how) => {
        const step_id = segment.steps[how.at % segment.steps.length]?.step_id ?? "";
        const graph = graphOf(segment);
        const given = pinsOf(segment, { ...how, pins: how.pins.map(() => true) });
        const run = ended(runPart(segment, { kind: "step", step_id }, given, scripted(how)));
        expect(started(run)).toEqual([step_id]);
        expect(hasEnded(run.state.status)).toBe(true);
        expect(checkRunState(graph, run.state)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
