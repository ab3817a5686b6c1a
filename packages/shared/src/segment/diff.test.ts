import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitrarySegment, aSegment } from "../testing/builders.ts";
import { exportSegment } from "./canonical.ts";
import { applyDiff, diffSegments, isEmptyDiff, reverseDiff } from "./diff.ts";
import type { Segment } from "./schema.ts";

/** A segment with its lists shuffled, cut, repeated, and its fields changed, as edits and imports leave it. */
const arbitraryDraft: fc.Arbitrary<Segment> = arbitrarySegment().chain((segment) =>
  fc
    .record({
      steps: fc.shuffledSubarray(segment.steps),
      edges: fc.option(fc.shuffledSubarray(segment.edges ?? []), { nil: undefined }),
      repeat: fc.boolean(),
      name: fc.constantFrom("Example", "Other"),
      description: fc.option(fc.string(), { nil: undefined }),
      note_ids: fc.option(fc.uniqueArray(fc.constantFrom("n1", "n2", "n3")), { nil: undefined }),
      group_ids: fc.option(fc.uniqueArray(fc.constantFrom("g1", "g2", "g3")), { nil: undefined }),
      metadata: fc.option(fc.dictionary(fc.constantFrom("a", "b"), fc.integer()), { nil: undefined }),
    })
    .map(({ steps, edges, repeat, name, description, note_ids, group_ids, metadata }) => ({
      segment_id: "random",
      name,
      version: "1.0.0",
      ...(description !== undefined && { description }),
      steps: repeat ? [...steps, ...steps.slice(0, 1)] : steps,
      ...(edges && { edges: repeat ? [...edges.slice(0, 1), ...edges] : edges }),
      ...(note_ids && {
        notes: note_ids.map((note_id) => ({
          note_id,
          text: name,
          position: { x: 0, y: 0 },
          size: { width: 1, height: 1 },
        })),
      }),
      ...(group_ids && { groups: group_ids.map((group_id) => ({ group_id, title: name, step_ids: [] })) }),
      ...(metadata && { metadata }),
    })),
);

describe("diffSegments", () => {
  test("applying the diff gives the other segment, applying its reverse gives the first one back", () => {
    fc.assert(
      fc.property(arbitraryDraft, arbitraryDraft, (from, to) => {
        const diff = diffSegments(from, to);
        expect(applyDiff(from, diff)).toEqual(to);
        expect(applyDiff(to, reverseDiff(diff))).toEqual(from);
        expect(exportSegment(applyDiff(from, diff))).toBe(exportSegment(to));
      }),
      { numRuns: 500 },
    );
  });

  test("the diff of equal segments is empty, also when they are not the same objects", () => {
    fc.assert(
      fc.property(arbitraryDraft, (segment) => {
        expect(isEmptyDiff(diffSegments(segment, segment))).toBe(true);
        expect(isEmptyDiff(diffSegments(segment, JSON.parse(JSON.stringify(segment))))).toBe(true);
      }),
    );
  });

  test("a diff survives JSON", () => {
    fc.assert(
      fc.property(arbitraryDraft, arbitraryDraft, (from, to) => {
        expect(applyDiff(from, JSON.parse(JSON.stringify(diffSegments(from, to))))).toEqual(to);
      }),
    );
  });

  test("a change of one step names only that step and leaves the other objects as they are", () => {
    const from = aSegment().step("a", "transform").step("b", "transform").edge("a", "b").build();
    const [a, b] = from.steps;
    if (!a || !b) throw new Error("The segment has two steps.");
    const renamed = { ...b, name: "New" };
    const diff = diffSegments(from, { ...from, steps: [a, renamed] });
    expect(diff).toEqual({ steps: { added: {}, updated: { b: [b, renamed] }, removed: {} } });
    const next = applyDiff(from, diff);
    expect(next.steps[0]).toBe(a);
    expect(next.edges).toBe(from.edges);
  });

  test("adding at the end and removing need no list of the order", () => {
    const from = aSegment().step("a", "transform").step("b", "transform").build();
    const added = aSegment().step("a", "transform").step("b", "transform").step("c", "transform").build();
    expect(diffSegments(from, added).steps?.order).toBeUndefined();
    const middle = { ...added, steps: added.steps.filter((step) => step.step_id !== "b") };
    const back = applyDiff(middle, reverseDiff(diffSegments(added, middle)));
    expect(back).toEqual(added);
  });
});
