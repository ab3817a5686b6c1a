import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitrarySegment, aSegment } from "../testing/builders.ts";
import { changesBetween, executionRelevant } from "./changes.ts";
import { diffSegments } from "./diff.ts";
import type { Segment, Step } from "./schema.ts";

const base = aSegment()
  .step("a", "transform", { expression: "data" }, { position: { x: 0, y: 0 } })
  .step("b", "transform")
  .edge("a", "b")
  .note("n")
  .build();
const withA = (change: Partial<Step>): Segment => ({
  ...base,
  steps: base.steps.map((step) => (step.step_id === "a" ? { ...step, ...change } : step)),
});
const executes = (to: Segment, from = base) => executionRelevant(diffSegments(from, to));

describe("executionRelevant", () => {
  test.each<[string, Segment]>([
    ["a move", withA({ position: { x: 9, y: 9 } })],
    ["a name", withA({ name: "Other" })],
    ["a colour", withA({ ui: { color: "#ffffff" } })],
    ["a note", { ...base, notes: [] }],
    ["a group", { ...base, groups: [{ group_id: "g", title: "Group", step_ids: ["a"] }] }],
    ["the segment's name and description", { ...base, name: "Other", description: "Longer" }],
  ])("%s is nothing that a run notices", (_what, to) => {
    expect(executes(to)).toBe(false);
  });

  test.each<[string, Segment]>([
    ["a config", withA({ config: { expression: "data.n" } })],
    ["a type", withA({ step_type: "condition" })],
    ["a retry policy", withA({ retry: { max_attempts: 2 } })],
    ["a time-out", withA({ timeout_seconds: 5 })],
    ["what happens on an error", withA({ on_error: "continue" })],
    ["a disabled step", withA({ disabled: true })],
    ["a step that is not repeatable", withA({ repeatable: false })],
    ["a narrowed port", withA({ outputs: [{ port_id: "output", data_type: "string" }] })],
    ["a new step", { ...base, steps: [...base.steps, { step_id: "c", step_type: "transform" }] }],
    ["a removed edge", { ...base, edges: [] }],
    ["the run's limits", { ...base, params: { max_retries: 1 } }],
    ["what a run takes in", { ...base, input_schema: { type: "object" } }],
  ])("%s is something that a run notices", (_what, to) => {
    expect(executes(to)).toBe(true);
  });

  test("the order of edges counts where several lead into one port, and nowhere else", () => {
    const join = aSegment()
      .step("a", "transform")
      .step("b", "transform")
      .step("c", "transform")
      .edge("a", "c")
      .edge("b", "c")
      .build();
    const turned = { ...join, edges: [...(join.edges ?? [])].reverse() };
    expect(executes(turned, join)).toBe(true);
    expect(changesBetween(join, turned)).toMatchObject([
      { what: "segment", fields: [{ path: "/edges/c.input", from: ["a.output", "b.output"] }] },
    ]);
    const fan = aSegment()
      .step("a", "transform")
      .step("b", "transform")
      .step("c", "transform")
      .edge("a", "b")
      .edge("a", "c")
      .build();
    expect(executes({ ...fan, edges: [...(fan.edges ?? [])].reverse() }, fan)).toBe(false);
  });
});

describe("changesBetween", () => {
  test("names each changed field with what was there and what is", () => {
    const to = withA({ name: "Shout", config: { expression: "upper(data)", extra: 1 } });
    expect(changesBetween(base, to)).toMatchObject([
      {
        what: "step",
        kind: "changed",
        key: "a",
        executes: true,
        fields: [
          { path: "/config/expression", from: "data", to: "upper(data)", executes: true },
          { path: "/config/extra", from: undefined, to: 1, executes: true },
          { path: "/name", from: undefined, to: "Shout", executes: false },
        ],
      },
    ]);
  });

  test("tells added from removed, turned round when read the other way", () => {
    const to = { ...base, steps: base.steps.slice(0, 1), edges: [] };
    const kinds = (from: Segment, after: Segment) =>
      changesBetween(from, after).map(({ what, kind, key }) => `${what} ${key} ${kind}`);
    expect(kinds(base, to)).toEqual(["step b removed", "edge a.output>b.input removed"]);
    expect(kinds(to, base)).toEqual(["step b added", "edge a.output>b.input added"]);
  });

  test("says nothing about equal segments, and something about every two that differ", () => {
    fc.assert(
      fc.property(arbitrarySegment(), arbitrarySegment(), (from, to) => {
        expect(changesBetween(from, JSON.parse(JSON.stringify(from)))).toEqual([]);
        const steps = (segment: Segment) => new Set(segment.steps.map((step) => step.step_id));
        const added = [...steps(to)].filter((id) => !steps(from).has(id));
        const named = changesBetween(from, to).filter(
          ({ what, kind }) => what === "step" && kind === "added",
        );
        expect(named.map(({ key }) => key)).toEqual(added);
      }),
    );
  });

  test("an order of keys that only a program sees is no change; one that is shown is", () => {
    const turned = { ...base, steps: base.steps.map(({ config = {}, ...step }) => ({ config, ...step })) };
    expect(changesBetween(base, turned)).toEqual([]);
    const fields = (keys: Record<string, number>) => withA({ config: keys });
    expect(changesBetween(fields({ x: 1, y: 2 }), fields({ y: 2, x: 1 }))).toMatchObject([
      { fields: [{ path: "/config" }] },
    ]);
  });
});
