import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changesBetween } from "../segment/changes.ts";
import { buildGraph } from "../segment/graph.ts";
import type { Segment } from "../segment/schema.ts";
import { arbitrarySegment, aSegment } from "../testing/builders.ts";
import { type Attempt, type Outcome, type Script, SimulatedRun } from "../testing/simulate-run.ts";
import { testCatalog } from "../testing/test-catalog.ts";
import { type ComparedRun, compareRuns, costsDiffer, durationsDiffer } from "./compare-runs.ts";

const branching = aSegment()
  .step("fetch", "http_action")
  .step("big", "condition", { expression: "data > 10" })
  .step("ask", "http_action")
  .step("note", "transform")
  .edge("fetch", "big")
  .edge("big.true", "ask")
  .edge("big.false", "note")
  .build();

function settled(segment: Segment, script: Script = {}): SimulatedRun {
  const run = new SimulatedRun(buildGraph(segment, testCatalog), { input: 1, ...script });
  run.settle();
  return run;
}

/** Conditions go one way, whatever else is scripted. */
const goes =
  (port: "true" | "false", others: (attempt: Attempt) => Outcome | null = () => null) =>
  (attempt: Attempt): Outcome =>
    attempt.step.step.step_id === "big"
      ? { outputs: { [port]: 1 } }
      : (others(attempt) ?? { outputs: { output: 1 } });

const aspectsOf = (left: ComparedRun, right: ComparedRun) => {
  const { steps } = compareRuns(left, right, changesBetween(left.graph.segment, right.graph.segment));
  return Object.fromEntries(
    steps.flatMap(({ step_id, aspects }) => (aspects.length > 0 ? [[step_id, aspects]] : [])),
  );
};

test("two runs that did the same do not differ", () => {
  const left = settled(branching, { attempt: goes("true") });
  const compared = compareRuns(left, settled(branching, { attempt: goes("true") }));
  expect(compared.verdict).toBe("same");
  expect(compared.steps.every(({ verdict }) => verdict === "same")).toBe(true);
  expect([...compared.edges.values()].every(({ only }) => only === null)).toBe(true);
});

test("runs that went two ways differ where they parted and behind it", () => {
  const left = settled(branching, { attempt: goes("true") });
  const right = settled(branching, { attempt: goes("false") });
  expect(aspectsOf(left, right)).toEqual({
    big: ["path", "outputs"],
    // What follows from that is not told again.
    ask: ["status"],
    note: ["status"],
  });
  const { edges } = compareRuns(left, right);
  expect(edges.get("big.true>ask.input")).toMatchObject({ left: "live", right: "dead", only: "left" });
  expect(edges.get("big.false>note.input")).toMatchObject({ left: "dead", right: "live", only: "right" });
});

test("a failure is told with what it led to, in the order in which steps run", () => {
  const failing: Outcome = {
    failure: { code: "TROUBLE", message: "It went wrong.", recoverable: false },
  };
  const left = settled(branching, {
    attempt: (one) => (one.step.step.step_id === "fetch" ? failing : goes("true")(one)),
  });
  const right = settled(branching, { attempt: goes("true") });
  const compared = compareRuns(left, right);
  expect(compared.aspects).toEqual(["status", "error", "outputs"]);
  expect(compared.steps.map(({ step_id }) => step_id)).toEqual(["fetch", "big", "ask", "note"]);
  expect(compared.steps[0]?.aspects).toEqual(["status", "error"]);
  // The run ended before the condition: that edge is no dead path, and still only one run took it.
  expect(compared.edges.get("big.true>ask.input")).toMatchObject({ left: "open", only: "right" });
});

test("what one of them has not done yet is open, not different", () => {
  const waits = goes("true", ({ step }) => (step.step.step_id === "ask" ? { open: true } : null));
  const left = settled(branching, { attempt: waits });
  const right = settled(branching, { attempt: goes("true") });
  const compared = compareRuns(left, right);
  expect(compared.verdict).toBe("open");
  expect(compared.aspects).toEqual([]);
  const verdicts = Object.fromEntries(compared.steps.map(({ step_id, verdict }) => [step_id, verdict]));
  expect(verdicts).toEqual({ fetch: "same", big: "same", ask: "open", note: "same" });
});

describe("runs of two versions", () => {
  const newer = aSegment()
    .step("fetch", "http_action", { method: "GET", url: "https://example.com/new" })
    .step("big", "condition", { expression: "data > 10" })
    .step("check", "transform")
    .step("note", "transform", undefined, { name: "A note", position: { x: 5, y: 5 } })
    .edge("fetch", "check")
    .edge("check", "big")
    .edge("big.false", "note")
    .build();
  const left = settled(branching, { attempt: goes("false") });
  const right = settled(newer, { attempt: goes("false") });

  test("say which steps are only in one of them, and which run otherwise now", () => {
    expect(aspectsOf(left, right)).toEqual({
      ask: ["presence"],
      check: ["presence"],
      fetch: ["definition"],
    });
  });

  test("list a step that is gone behind the one that it followed", () => {
    const { steps } = compareRuns(left, right);
    expect(steps.map(({ step_id }) => step_id)).toEqual(["fetch", "check", "big", "ask", "note"]);
  });

  test("tell an edge that only one version has from one that was not taken", () => {
    const { edges } = compareRuns(left, right);
    expect(edges.get("fetch.output>big.input")).toMatchObject({ left: "live", right: null, only: "left" });
    expect(edges.get("big.true>ask.input")).toMatchObject({ left: "dead", right: null, only: null });
  });
});

test("values beside the journal are compared by their hashes", () => {
  const alone = aSegment().step("a", "transform").build();
  const kept = (hash: string, value: string | null = null) => {
    const run = settled(alone, { attempt: () => ({ outputs: { output: value } }) });
    const a = run.state.steps.a;
    if (!a) throw new Error("The step ran.");
    const stored = [{ path: "/outputs/output", hash, bytes: 300_000 }];
    return { graph: run.graph, state: { ...run.state, steps: { a: { ...a, stored } } } };
  };
  expect(aspectsOf(kept("one"), kept("one"))).toEqual({});
  expect(aspectsOf(kept("one"), kept("two"))).toEqual({ a: ["outputs"] });
  const inline = settled(alone, { attempt: () => ({ outputs: { output: null } }) });
  expect(aspectsOf(kept("one"), inline)).toEqual({ a: ["outputs"] });
});

test("a difference of time is told from one and a half times on, and never below a tenth of a second", () => {
  expect(durationsDiffer(10, 90)).toBe(false);
  expect(durationsDiffer(1_000, 1_400)).toBe(false);
  expect(durationsDiffer(1_600, 1_000)).toBe(true);
  expect(durationsDiffer(null, 5_000)).toBe(false);
});

test("a cost that nobody knows is not the same as one that is known", () => {
  const cost = { usd: 0.01, calls: 1, unpriced: 0, simulated: 0 };
  expect(costsDiffer(cost, { ...cost, usd: 0.0105 })).toBe(false);
  expect(costsDiffer(cost, { ...cost, usd: 0.02 })).toBe(true);
  expect(costsDiffer(cost, { ...cost, unpriced: 1 })).toBe(true);
  expect(costsDiffer(undefined, undefined)).toBe(false);
});

test("steps of which nothing moved keep their comparison", () => {
  const right = settled(branching, { attempt: goes("true") });
  const left = new SimulatedRun(buildGraph(branching, testCatalog), { input: 1, attempt: goes("true") });
  left.turn();
  const early = compareRuns({ state: left.state, graph: left.graph }, right);
  left.turn();
  const later = compareRuns({ state: left.state, graph: left.graph }, right, [], early);
  const kept = later.steps.filter((step, index) => step === early.steps[index]).map(({ step_id }) => step_id);
  expect(kept).toEqual(["fetch"]);
  expect(later).toEqual(compareRuns({ state: left.state, graph: left.graph }, right));
});

test("any two runs of a segment differ in the same places seen from either side", () => {
  fc.assert(
    fc.property(arbitrarySegment(), fc.array(fc.nat(2), { maxLength: 20 }), (segment, luck) => {
      const attempt = ({ step, inputs }: Attempt): Outcome => {
        const ports = step.ports.outputs.map(({ port_id }) => port_id);
        const port = ports[(luck[step.index] ?? 0) % ports.length];
        return { outputs: port ? { [port]: Object.values(inputs)[0] ?? null } : {} };
      };
      const left = settled(segment);
      const right = settled(segment, { attempt });
      const places = (one: ComparedRun, other: ComparedRun) =>
        compareRuns(one, other).steps.map(({ step_id, verdict, aspects }) => [step_id, verdict, aspects]);
      expect(places(left, right)).toEqual(places(right, left));
      expect(compareRuns(right, settled(segment, { attempt })).verdict).not.toBe("differs");
    }),
  );
});
