import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitrarySegment, aSegment, edgeBetween } from "../testing/builders.ts";
import { testCatalog } from "../testing/test-catalog.ts";
import type { Segment } from "./schema.ts";
import { hasErrors, validateSegment } from "./validate.ts";

const codes = (segment: Segment) => validateSegment(segment, testCatalog).map((issue) => issue.code);

describe("validateSegment", () => {
  test("finds nothing in a pipeline that fetches, takes a field and asks a model", () => {
    const json = (port_id: string) => [{ port_id, data_type: "json" as const }];
    const segment = aSegment("data_pipeline")
      .step(
        "fetch",
        "http_action",
        { url: "https://api.example.com/data", method: "GET" },
        { outputs: json("output") },
      )
      .step(
        "transform",
        "transform",
        { expression: "data.items" },
        { inputs: json("input"), outputs: json("output") },
      )
      .step(
        "analyze",
        "llm_agent",
        { model: "gpt-4", system_prompt: "Analyze the data" },
        { inputs: json("input") },
      )
      .edge("fetch", "transform")
      .edge("transform", "analyze")
      .build();
    expect(validateSegment(segment, testCatalog)).toEqual([]);
  });

  test("finds no error in random segments that are drawn without one", () => {
    fc.assert(
      fc.property(arbitrarySegment(), (segment) => !hasErrors(validateSegment(segment, testCatalog))),
    );
  });

  test("lists issues by their place, numbers by value, the same each time", () => {
    let draft = aSegment();
    for (let index = 0; index < 12; index++) draft = draft.step(`s${index}`, "condition", {});
    const issues = validateSegment(draft.edge("ghost", "s1").build(), testCatalog);
    const places = issues.filter((issue) => issue.code === "CONFIG_INVALID").map((issue) => issue.path);
    expect(places).toEqual(Array.from({ length: 12 }, (_, index) => `/steps/${index}/config/expression`));
    expect(issues[0]?.path).toBe("/edges/0/source_step");
    expect(validateSegment(draft.edge("ghost", "s1").build(), testCatalog)).toEqual(issues);
  });

  test("names each knot of cycles once and leaves its steps out of the unreachable ones", () => {
    const segment = aSegment()
      .step("a", "transform")
      .step("b", "transform")
      .step("c", "transform")
      .step("d", "transform")
      .edge("a", "b")
      .edge("b", "a")
      .edge("c", "d")
      .edge("d", "c")
      .build();
    expect(codes(segment)).toEqual(["CYCLE", "CYCLE"]);
  });

  test("gets through 2,000 steps in one circle", () => {
    let draft = aSegment().build();
    const steps = Array.from({ length: 2_000 }, (_, index) => ({
      step_id: `s${index}`,
      step_type: "transform",
      config: { expression: "data" },
    }));
    const edges = steps.map((step, index) => ({
      source_step: step.step_id,
      source_port: "output",
      target_step: `s${(index + 1) % 2_000}`,
      target_port: "input",
    }));
    draft = { ...draft, steps, edges };
    const issues = validateSegment(draft, testCatalog);
    expect(issues.map((issue) => issue.code)).toEqual(["CYCLE"]);
    expect(issues[0]?.message.length).toBeLessThan(300);
  });

  test("templates in texts that are taken as they are do not count", () => {
    const output_schema = { type: "object", description: "{{ not closed" };
    const segment = aSegment().step("a", "llm_agent", { model: "demo/echo", output_schema }).build();
    expect(codes(segment)).toEqual([]);
  });

  test("a secret may be named where the type says so", () => {
    const config = { url: "https://example.com", headers: { Authorization: "Bearer {{ secrets.KEY }}" } };
    expect(codes(aSegment().step("a", "http_action", config).build())).toEqual([]);
  });

  test("the error port is there once errors are routed", () => {
    const segment = aSegment()
      .step("a", "http_action", undefined, { on_error: "route" })
      .step("b", "transform")
      .edge("a.error", "b")
      .build();
    expect(codes(segment)).toEqual([]);
  });
});

describe("an output that is used", () => {
  const condition = () => aSegment().step("c", "condition").step("yes", "transform").step("no", "transform");
  const reading = (expression: string) => ({ expression });

  test("on the side where it was made is certain", () => {
    const segment = condition()
      .step("end", "transform", reading("steps.yes.output"))
      .edge("c.true", "yes")
      .edge("c.false", "no")
      .edge("yes", "end")
      .build();
    expect(codes(segment)).toEqual([]);
  });

  test("behind branches that all run is certain", () => {
    const segment = aSegment()
      .step("s", "parallel_split")
      .step("a", "transform")
      .step("b", "transform")
      .step("j", "parallel_join")
      .step("end", "transform", reading("steps.a.output"))
      .edge("s.branch_1", "a")
      .edge("s.branch_2", "b")
      .edge("a", "j.branch_1")
      .edge("b", "j.branch_2")
      .edge("j", "end")
      .build();
    expect(codes(segment)).toEqual([]);
  });

  test("that is asked for with an optional access is not warned about", () => {
    const both = condition().edge("c.true", "yes").edge("c.false", "no").edge("yes", "end").edge("no", "end");
    const optional = 'steps.?yes.?output.orValue("none")';
    const segment = both.build();
    expect(
      codes({
        ...segment,
        steps: [...segment.steps, { step_id: "end", step_type: "transform", config: reading(optional) }],
      }),
    ).toEqual([]);
  });

  test("and is one side of a condition is uncertain behind both, although the condition always runs", () => {
    const segment = condition()
      .step("end", "transform", reading('steps.c["true"]'))
      .edge("c.true", "yes")
      .edge("c.false", "no")
      .edge("yes", "end")
      .edge("no", "end")
      .build();
    const issues = validateSegment(segment, testCatalog);
    expect(issues.map((issue) => issue.code)).toEqual(["OUTPUT_SOMETIMES"]);
    const advice = /Read it as (\S+) with/.exec(issues[0]?.message ?? "")?.[1];
    const last = { step_id: "end", step_type: "transform", config: reading(`${advice}.orValue(0)`) };
    expect(codes({ ...segment, steps: [...segment.steps.slice(0, -1), last] })).toEqual([]);
  });
});

test("a join that takes any branch may have both sides of a condition", () => {
  const segment = aSegment()
    .step("c", "condition")
    .step("j", "parallel_join", { branches: 2, strategy: "any" })
    .edge("c.true", "j.branch_1")
    .edge("c.false", "j.branch_2")
    .build();
  expect(codes(segment)).toEqual([]);
});

test("a hundred thousand references are looked up in moments, not one by one through all steps", () => {
  const names = (index: number) =>
    Array.from({ length: Math.min(index, 50) }, (_, back) => `size(steps.s${index - 1 - back}.output)`);
  const first = aSegment().step("s0", "transform", { expression: "[1]" }).build();
  const steps = Array.from({ length: 1_999 }, (_, index) => ({
    step_id: `s${index + 1}`,
    step_type: "transform",
    config: { expression: names(index + 1).join(" + ") },
  }));
  const edges = steps.map((_, index) => edgeBetween(`s${index}`, `s${index + 1}`));
  const began = Date.now();
  expect(codes({ ...first, steps: [...first.steps, ...steps], edges })).toEqual([]);
  expect(Date.now() - began).toBeLessThan(3_000);
});
