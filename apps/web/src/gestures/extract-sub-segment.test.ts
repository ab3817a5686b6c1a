import type { Segment } from "@worktrail/shared/segment/schema";
import { validateSegment } from "@worktrail/shared/segment/validate";
import { catalog } from "@worktrail/steps/contracts";
import { describe, expect, test } from "vitest";
import { cutSubSegment, replaceBySubSegment, subSegmentOfCut } from "./extract-sub-segment.ts";
import { doUndoRedo, edge, segmentOf, step } from "./testing/do-undo-redo.ts";

const expression = (text: string) => ({ config: { expression: text } });
const drawing = segmentOf(
  [
    step("a"),
    step("b", { position: { x: 100, y: 0 } }),
    step("c", { position: { x: 300, y: 80 } }),
    step("d"),
  ],
  [edge("a", "b"), edge("b", "c"), edge("c", "d")],
);

function cut(segment: Segment, ...step_ids: string[]) {
  return cutSubSegment(segment, new Set(step_ids), catalog);
}

function why(segment: Segment, ...step_ids: string[]): string {
  const answer = cut(segment, ...step_ids);
  if (answer.ok) throw new Error("It should not qualify.");
  return answer.why;
}

function extract(segment: Segment, ...step_ids: string[]): { parent: Segment; child: Segment } {
  const answer = cut(segment, ...step_ids);
  if (!answer.ok) throw new Error(answer.why);
  const child = { segment_id: "inner", name: "Inner" };
  const gesture = replaceBySubSegment(answer.cut, child, catalog, () => ({ x: 0, y: 0 }));
  return { parent: doUndoRedo(segment, gesture), child: subSegmentOfCut(segment, answer.cut, child) };
}

describe("Steps in the middle", () => {
  test("become a segment of their own, and one step that runs it, wired in their place", () => {
    const { parent, child } = extract(drawing, "b", "c");
    expect(child.steps.map(({ step_id }) => step_id)).toEqual(["b", "c"]);
    expect(child.edges).toEqual([edge("b", "c")]);
    expect(parent.steps.at(-1)).toMatchObject({
      step_id: "inner",
      step_type: "sub_segment",
      name: "Inner",
      config: { segment_id: "inner", mode: "once" },
      position: { x: 200, y: 40 },
    });
    expect(parent.edges).toEqual([edge("a", "inner"), edge("inner", "d")]);
    for (const made of [parent, child])
      expect(validateSegment(made, catalog).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("leave their groups, and those that read the last of them read the new step", () => {
    const grouped = {
      ...drawing,
      steps: [...drawing.steps.slice(0, 3), step("d", expression("steps.c.output"))],
      groups: [{ group_id: "g", title: "G", step_ids: ["a", "b"] }],
    } as Segment;
    const { parent } = extract(grouped, "b", "c");
    expect(parent.groups?.[0]?.step_ids).toEqual(["a"]);
    expect(parent.steps.find(({ step_id }) => step_id === "d")?.config).toEqual({
      expression: "steps.inner.output",
    });
  });
});

test("Steps at the start or at the end may be taken, and the run's input is theirs at the start", () => {
  const reading = { ...drawing, steps: [step("a", expression("run.input")), ...drawing.steps.slice(1)] };
  expect(extract(reading, "a", "b").parent.edges).toEqual([edge("c", "d"), edge("inner", "c")]);
  expect(extract(drawing, "c", "d").parent.edges).toEqual([edge("a", "b"), edge("b", "inner")]);
  expect(extract(drawing, "a", "b", "c", "d").parent.steps).toHaveLength(1);
});

describe("What does not qualify is told why:", () => {
  test("nothing selected", () => expect(why(drawing)).toContain("Select the steps"));

  test("two ways in", () => {
    const fork = segmentOf(
      [step("a"), step("b"), step("c"), step("d")],
      [edge("a", "b"), edge("a", "c"), edge("b", "d"), edge("c", "d")],
    );
    expect(why(fork, "b", "c", "d")).toContain("“b” and “c”");
    expect(why(fork, "a", "b")).toContain("one way out");
  });

  test("steps that are not connected", () => expect(why(drawing, "a", "c")).toContain("one way in"));

  test("a way out of a side that may not be taken", () => {
    const sides = segmentOf(
      [step("a"), step("if", { step_type: "condition" }), step("d")],
      [edge("a", "if"), edge("if", "d", "true")],
    );
    expect(why(sides, "a", "if")).toContain("without a value");
  });

  test("expressions that read across the border, both ways", () => {
    const reading = segmentOf(
      [
        step("a"),
        step("b", expression("steps.a.output")),
        step("c"),
        step("d", expression("steps.b.output")),
      ],
      [edge("a", "b"), edge("b", "c"), edge("c", "d")],
    );
    expect(why(reading, "b")).toContain("“a”, which stays outside");
    const behind = { ...reading, steps: reading.steps.with(1, step("b")) };
    expect(why(behind, "b", "c")).toContain("“b”, which would be inside");
    const input = { ...drawing, steps: drawing.steps.with(1, step("b", expression("run.input.n"))) };
    expect(why(input, "b")).toContain("input of the whole run");
  });
});
