import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitrarySegment, aSegment } from "../testing/builders.ts";
import { canonicalSegment, exportSegment } from "./canonical.ts";
import { mergeSegments } from "./merge.ts";
import { parseSegment } from "./parse.ts";
import type { Segment, Step } from "./schema.ts";

type Edit = (segment: Segment) => Segment;

const editStep =
  (step_id: string, change: (step: Step) => Step): Edit =>
  (segment) => ({
    ...segment,
    steps: segment.steps.map((step) => (step.step_id === step_id ? change(step) : step)),
  });
const rename = (step_id: string, name: string) => editStep(step_id, (step) => ({ ...step, name }));
const configure = (step_id: string, key: string, value: string | number) =>
  editStep(step_id, (step) => ({ ...step, config: { ...step.config, [key]: value } }));
const move = (step_id: string, x: number) =>
  editStep(step_id, (step) => ({ ...step, position: { x, y: 0 } }));
const remove =
  (step_id: string): Edit =>
  (segment) => ({
    ...segment,
    steps: segment.steps.filter((step) => step.step_id !== step_id),
    ...(segment.edges && {
      edges: segment.edges.filter((edge) => edge.source_step !== step_id && edge.target_step !== step_id),
    }),
  });
const add =
  (step_id: string): Edit =>
  (segment) => ({ ...segment, steps: [...segment.steps, { step_id, step_type: "transform" }] });
const note =
  (note_id: string): Edit =>
  (segment) => ({
    ...segment,
    notes: [
      ...(segment.notes ?? []),
      { note_id, text: "A note", position: { x: 0, y: 0 }, size: { width: 9, height: 9 } },
    ],
  });
const wire =
  (source_step: string, target_step: string): Edit =>
  (segment) => ({
    ...segment,
    edges: [
      ...(segment.edges ?? []),
      { source_step, source_port: "output", target_step, target_port: "input" },
    ],
  });

/** One edit of one step, or of something of this side's own. */
const arbitraryEdit = (side: "a" | "b", step_ids: readonly string[]): fc.Arbitrary<Edit> => {
  const own = fc.nat({ max: 9 }).chain((n) => fc.constantFrom(add(`${side}${n}`), note(`${side}${n}`)));
  if (step_ids.length === 0) return own;
  const step = fc.constantFrom(...step_ids);
  return fc.oneof(
    fc.tuple(step, fc.string()).map(([id, name]) => rename(id, name)),
    fc
      .tuple(step, fc.constantFrom("x", "y"), fc.integer())
      .map(([id, key, value]) => configure(id, key, value)),
    fc.tuple(step, fc.integer()).map(([id, x]) => move(id, x)),
    step.map(remove),
    own,
  );
};

const apply = (segment: Segment, edits: readonly Edit[]) => edits.reduce((next, edit) => edit(next), segment);
const sorted = (segment: Segment) => ({
  ...canonicalSegment(segment),
  steps: [...canonicalSegment(segment).steps].sort((a, b) => a.step_id.localeCompare(b.step_id)),
  edges: new Set((segment.edges ?? []).map((edge) => JSON.stringify(Object.entries(edge).sort()))),
  notes: new Set((segment.notes ?? []).map((one) => one.note_id)),
});

/** A segment and, for two sides, what each did to it; `shared` lets both touch the same steps. */
const arbitraryEdits = (shared: boolean) =>
  arbitrarySegment().chain((base) => {
    const ids = base.steps.map((step) => step.step_id);
    const half = Math.ceil(ids.length / 2);
    const [left, right] = shared ? [ids, ids] : [ids.slice(0, half), ids.slice(half)];
    return fc.record({
      base: fc.constant(base),
      a: fc.uniqueArray(arbitraryEdit("a", left), { maxLength: 6 }),
      b: fc.uniqueArray(arbitraryEdit("b", right), { maxLength: 6 }),
    });
  });

/** Drafts with an id twice cannot be compared by id. */
const hasOwnIds = (segment: Segment) =>
  new Set(segment.steps.map((step) => step.step_id)).size === segment.steps.length &&
  new Set((segment.notes ?? []).map((one) => one.note_id)).size === (segment.notes ?? []).length;

describe("mergeSegments", () => {
  test("where one side changed nothing, the other's segment comes out", () => {
    fc.assert(
      fc.property(arbitraryEdits(true), ({ base, a }) => {
        const edited = apply(base, a);
        const expected = { segment: canonicalSegment(edited), clashes: [] };
        expect(mergeSegments(base, base, edited)).toEqual(expected);
        expect(mergeSegments(base, edited, base)).toEqual(expected);
        expect(mergeSegments(base, edited, edited)).toEqual(expected);
        expect(exportSegment(mergeSegments(base, base, edited).segment)).toBe(exportSegment(edited));
      }),
    );
  });

  test("changes of different records are both in what comes out, whoever is called mine", () => {
    fc.assert(
      fc.property(arbitraryEdits(false), ({ base, a, b }) => {
        const mine = apply(base, a);
        const theirs = apply(base, b);
        fc.pre(hasOwnIds(mine) && hasOwnIds(theirs));
        const both = sorted(apply(mine, b));
        for (const merge of [mergeSegments(base, mine, theirs), mergeSegments(base, theirs, mine)]) {
          expect(merge.clashes).toEqual([]);
          expect(sorted(merge.segment)).toEqual(both);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("what comes out always has the shape of a segment, however the clashes are decided", () => {
    fc.assert(
      fc.property(arbitraryEdits(true), fc.constantFrom("mine", "theirs"), ({ base, a, b }, side) => {
        const [mine, theirs] = [apply(base, a), apply(base, b)];
        const { clashes } = mergeSegments(base, mine, theirs);
        const choices = Object.fromEntries(clashes.map(({ id }) => [id, side]));
        const decided = mergeSegments(base, mine, theirs, choices);
        expect(parseSegment(decided.segment)).toMatchObject({ ok: true });
        expect(decided.clashes.map(({ id }) => id)).toEqual(clashes.map(({ id }) => id));
        const ids = new Set(decided.segment.steps.map((step) => step.step_id));
        for (const edge of decided.segment.edges ?? []) {
          expect([ids.has(edge.source_step), ids.has(edge.target_step)]).toEqual([true, true]);
        }
      }),
      { numRuns: 300 },
    );
  });

  const base = aSegment().step("a", "transform").step("b", "transform").edge("a", "b").build();

  test("different fields of one step come together", () => {
    const { segment, clashes } = mergeSegments(base, rename("a", "Mine")(base), configure("a", "k", 1)(base));
    expect(clashes).toEqual([]);
    expect(segment.steps[0]).toMatchObject({ name: "Mine", config: { k: 1 } });
  });

  test("the same field changed by both is a clash that names the place and takes what was chosen", () => {
    const [mine, theirs] = [configure("a", "k", "my/way")(base), configure("a", "k", "theirs")(base)];
    const { segment, clashes } = mergeSegments(base, mine, theirs);
    expect(clashes).toEqual([
      {
        id: "step:a/config/k",
        what: "step",
        key: "a",
        path: "/config/k",
        base: undefined,
        mine: "my/way",
        theirs: "theirs",
      },
    ]);
    expect(segment.steps[0]?.config).toMatchObject({ k: "my/way" });
    const chosen = mergeSegments(base, mine, theirs, { "step:a/config/k": "theirs" });
    expect(chosen.segment.steps[0]?.config).toMatchObject({ k: "theirs" });
  });

  test("a place is one thing: two moves of a step never make a third place", () => {
    const placed = editStep("a", (step) => ({ ...step, position: { x: 0, y: 0 } }))(base);
    const mine = editStep("a", (step) => ({ ...step, position: { x: 5, y: 0 } }))(placed);
    const theirs = editStep("a", (step) => ({ ...step, position: { x: 0, y: 7 } }))(placed);
    const { segment, clashes } = mergeSegments(placed, mine, theirs);
    expect(clashes.map(({ id }) => id)).toEqual(["step:a/position"]);
    expect(segment.steps[0]?.position).toEqual({ x: 5, y: 0 });
  });

  test("a step that one removed and the other changed is kept with its edges, or gone with them", () => {
    const [mine, theirs] = [remove("b")(base), rename("b", "Still needed")(base)];
    const id = "step:b";
    expect(mergeSegments(base, mine, theirs).clashes).toMatchObject([{ id, mine: undefined }]);
    const kept = mergeSegments(base, mine, theirs, { [id]: "theirs" }).segment;
    expect(kept.steps.map((step) => step.step_id)).toEqual(["a", "b"]);
    expect(kept.edges).toEqual(base.edges);
    const gone = mergeSegments(base, mine, theirs, { [id]: "mine" }).segment;
    expect(gone.steps.map((step) => step.step_id)).toEqual(["a"]);
    expect(gone.edges ?? []).toEqual([]);
  });

  test("a step that one removed and the other connected anew is a clash as well", () => {
    const theirs = wire("b", "c")(add("c")(base));
    const { clashes } = mergeSegments(base, remove("b")(base), theirs);
    expect(clashes.map(({ id }) => id)).toEqual(["step:b"]);
    const kept = mergeSegments(base, remove("b")(base), theirs, { "step:b": "theirs" }).segment;
    expect(kept.edges).toEqual(theirs.edges);
    const gone = mergeSegments(base, remove("b")(base), theirs, { "step:b": "mine" }).segment;
    expect(gone.steps.map((step) => step.step_id)).toEqual(["a", "c"]);
    expect(gone.edges).toEqual([]);
  });

  test("a type changed by one and a config by the other do not mix", () => {
    const mine = editStep("a", (step) => ({
      ...step,
      step_type: "condition",
      config: { expression: "true" },
    }));
    const { clashes } = mergeSegments(base, mine(base), configure("a", "k", 1)(base));
    expect(clashes.map(({ id }) => id)).toEqual(["step:a"]);
  });

  test("members of a group come together, and a step is in one group at most", () => {
    const group = (group_id: string, step_ids: string[]) => ({ group_id, title: "Group", step_ids });
    const from = { ...add("c")(base), groups: [group("g", ["a"])] };
    const mine = { ...from, groups: [group("g", ["a", "b"])] };
    const theirs = { ...from, groups: [group("g", ["a", "c"]), group("h", ["b"])] };
    expect(mergeSegments(from, mine, theirs).segment.groups).toEqual([
      group("g", ["a", "c", "b"]),
      group("h", []),
    ]);
    const removed = { ...remove("a")(from), groups: [group("g", [])] };
    expect(mergeSegments(from, removed, theirs).segment.groups?.[0]).toEqual(group("g", ["c"]));
  });

  test("equal segments written in another order of keys do not clash", () => {
    const turned: Segment = JSON.parse(JSON.stringify(base));
    turned.steps = turned.steps.map(({ config, ...step }) => (config ? { config, ...step } : step));
    const { segment, clashes } = mergeSegments(base, turned, rename("a", "Theirs")(base));
    expect(clashes).toEqual([]);
    expect(segment.steps[0]?.name).toBe("Theirs");
  });
});
