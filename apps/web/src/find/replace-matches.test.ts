import { parseSegment } from "@worktrail/shared/segment/parse";
import { catalog } from "@worktrail/steps/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { doUndoRedo, edge, segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { findInSegment } from "./find-in-segment.ts";
import { EMPTY_QUERY, type FindQuery } from "./find-query.ts";
import { planReplace, replaceMatches } from "./replace-matches.ts";

const drawing = segmentOf(
  [
    step("fetch", { name: "Fetch it", config: { expression: "data" } }),
    step("shape", { config: { mapping: { "a/b": "steps.fetch.output.fetch + 1", c: "data" } } }),
    step("fetch_more", { name: "Fetch more" }),
  ],
  [edge("fetch", "shape"), edge("shape", "fetch_more")],
  { groups: [{ group_id: "g", title: "All", step_ids: ["fetch", "shape"] }] },
);

function replacing(text: string, replacement: string, rest: Partial<FindQuery> = {}) {
  const query = { ...EMPTY_QUERY, text, match_case: true, ...rest };
  return { matches: findInSegment(drawing, query, catalog).matches, replacement, pattern: query.pattern };
}

test("all matches are one reversible change, and references follow a renamed step", () => {
  const after = doUndoRedo(drawing, replaceMatches(replacing("fetch", "get", { whole_word: true }), catalog));
  expect(after.steps.map(({ step_id }) => step_id)).toEqual(["get", "shape", "fetch_more"]);
  expect(after.steps[1]?.config).toEqual({ mapping: { "a/b": "steps.get.output.get + 1", c: "data" } });
  expect(after.edges?.[0]).toMatchObject({ source_step: "get" });
  expect(after.groups?.[0]?.step_ids).toEqual(["get", "shape"]);
});

test("a rename alone leaves other uses of the word", () => {
  const only = replacing("fetch", "get", { whole_word: true, scope: "names" });
  const after = doUndoRedo(drawing, replaceMatches(only, catalog));
  expect(after.steps[1]?.config).toMatchObject({ mapping: { "a/b": "steps.get.output.fetch + 1" } });
});

test("what would break the shape is left alone and named; the rest is replaced", () => {
  const plan = planReplace(drawing, replacing("etch", "ETCH"), catalog);
  expect(plan.refused.map(({ match }) => match.pointer)).toEqual(["/steps/0/step_id", "/steps/2/step_id"]);
  expect(plan.refused[0]?.message).toMatch(/lower-case letter/);
  expect(plan.segment.steps[0]).toMatchObject({ step_id: "fetch", name: "FETCH it" });
  expect(planReplace(drawing, replacing("Fetch it", "x".repeat(201)), catalog).refused[0]?.message).toMatch(
    /200/,
  );
});

test("an id that is taken or given twice is refused", () => {
  expect(
    planReplace(drawing, replacing("shape", "fetch", { scope: "names" }), catalog).refused,
  ).toMatchObject([{ message: "Another step has the id fetch already." }]);
  const both = replacing("^(fetch|shape)$", "same", { pattern: true, scope: "names" });
  expect(planReplace(drawing, both, catalog).refused).toMatchObject([
    { message: "Another step gets the id same already." },
  ]);
});

test("a pattern's groups can be used in the replacement", () => {
  const swapped = replacing("(\\w+) (it)", "$2 $1 $$ $&", { pattern: true });
  expect(planReplace(drawing, swapped, catalog).segment.steps[0]?.name).toBe("it Fetch $ Fetch it");
  const literal = replacing("Fetch it", "$1");
  expect(planReplace(drawing, literal, catalog).segment.steps[0]?.name).toBe("$1");
});

test("a name that is replaced by nothing is left out", () => {
  const after = doUndoRedo(drawing, replaceMatches(replacing("Fetch it", ""), catalog));
  expect(after.steps[0]).not.toHaveProperty("name");
});

test("a text that changed since it was found stays as it is", () => {
  const stale = replacing("Fetch", "Get");
  const changed = { ...drawing, steps: drawing.steps.map((one) => ({ ...one, name: "Other" })) };
  expect(planReplace(changed, stale, catalog)).toMatchObject({ segment: changed, replaced: 0 });
});

test("property: what a replacement leaves is a segment, whatever is replaced by whatever", () => {
  const text = fc.constantFrom("fetch", "e", "data", "Drawing", "1.0.0", "All", "s", "t");
  const replacement = fc.string({ maxLength: 6 });
  fc.assert(
    fc.property(text, replacement, (wanted, by) => {
      const plan = planReplace(drawing, replacing(wanted, by), catalog);
      expect(plan.refused.every(({ message }) => message.endsWith("."))).toBe(true);
      if (!by.isWellFormed() || by.includes("\u0000")) return;
      expect(parseSegment(plan.segment)).toMatchObject({ ok: true });
      if (plan.replaced === 0) expect(plan.segment).toEqual(drawing);
    }),
  );
});
