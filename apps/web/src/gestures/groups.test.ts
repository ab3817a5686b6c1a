import type { Group } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addToGroup, takeOutOfGroup } from "./change-members.ts";
import { fitFragment, fragmentOf, insertFragment } from "./fragment.ts";
import { groupSteps, newGroup, ungroup } from "./group-steps.ts";
import { removeParts } from "./remove.ts";
import { setGroupField } from "./set-group-field.ts";
import { doUndoRedo, edge, segmentOf, step } from "./testing/do-undo-redo.ts";

const none = { steps: new Set<string>(), edges: new Set<string>(), notes: new Set<string>() };
const steps = ["a", "b", "c", "d"].map((id) => step(id));
const bare = segmentOf(steps, [edge("a", "b"), edge("b", "c")]);
const grouped = (...groups: Group[]) => ({ ...bare, groups });
const group = (group_id: string, ...step_ids: string[]): Group => ({ group_id, title: group_id, step_ids });

describe("group", () => {
  test("steps stand under a title in the order of the segment, and everything else stays", () => {
    const made = newGroup(bare, new Set(["c", "a"]), "Intake");
    const after = doUndoRedo(bare, groupSteps(made));
    expect(after.groups).toEqual([{ group_id: "group", title: "Intake", step_ids: ["a", "c"] }]);
    expect(after.steps).toBe(bare.steps);
    expect(after.edges).toBe(bare.edges);
  });

  test("steps leave the group that they were in, and a group that lost its last step goes", () => {
    const drawn = grouped(group("one", "a", "b"), group("two", "c"));
    const after = doUndoRedo(drawn, groupSteps(newGroup(drawn, new Set(["b", "c"]), "New")));
    expect(after.groups?.map(({ title, step_ids }) => [title, step_ids])).toEqual([
      ["one", ["a"]],
      ["New", ["b", "c"]],
    ]);
  });

  test("no steps make no group", () => {
    expect(groupSteps(newGroup(bare, new Set(["gone"]), ""))(bare)).toBe(bare);
  });
});

describe("ungroup", () => {
  test("the frame goes and the steps stay; without groups the list is gone too", () => {
    const after = doUndoRedo(grouped(group("one", "a", "b")), ungroup(new Set(["one"])));
    expect(after).toEqual(bare);
    expect(Object.hasOwn(after, "groups")).toBe(false);
  });

  test("other groups keep their identity", () => {
    const drawn = grouped(group("one", "a"), group("two", "b"));
    expect(doUndoRedo(drawn, ungroup(new Set(["one"]))).groups?.[0]).toBe(drawn.groups[1]);
    expect(ungroup(new Set(["gone"]))(drawn)).toBe(drawn);
  });

  test("grouping and ungrouping whatever steps leaves the segment as it was", () => {
    const chosen = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1 });
    fc.assert(
      fc.property(chosen, (ids) => {
        const made = newGroup(bare, new Set(ids), "Any");
        expect(ungroup(new Set([made.group_id]))(groupSteps(made)(bare))).toEqual(bare);
      }),
    );
  });
});

describe("members", () => {
  const drawn = grouped(group("one", "a", "b"), group("two", "c"));

  test("a step that is added leaves its old group; the order of the groups stays", () => {
    const after = doUndoRedo(drawn, addToGroup("one", new Set(["c", "d"])));
    expect(after.groups).toEqual([group("one", "a", "b", "c", "d")]);
    expect(doUndoRedo(drawn, addToGroup("two", new Set(["a"]))).groups).toEqual([
      group("one", "b"),
      group("two", "c", "a"),
    ]);
  });

  test("adding what is in it, or is not there, changes nothing", () => {
    expect(addToGroup("one", new Set(["a", "gone"]))(drawn)).toBe(drawn);
    expect(addToGroup("gone", new Set(["a"]))(drawn)).toBe(drawn);
  });

  test("a step taken out leaves the others grouped", () => {
    expect(doUndoRedo(drawn, takeOutOfGroup(new Set(["a", "c"]))).groups).toEqual([group("one", "b")]);
    expect(takeOutOfGroup(new Set(["d"]))(drawn)).toBe(drawn);
  });

  test("removing steps removes them from their groups, and an empty group with them", () => {
    const after = doUndoRedo(drawn, removeParts({ ...none, steps: new Set(["a", "c"]) }));
    expect(after.groups).toEqual([group("one", "b")]);
    const last = doUndoRedo(drawn, removeParts({ ...none, steps: new Set(["a", "b", "c"]) }));
    expect(Object.hasOwn(last, "groups")).toBe(false);
  });
});

test("a title and a colour are set, and the colour is taken away again", () => {
  const drawn = grouped(group("one", "a"));
  expect(doUndoRedo(drawn, setGroupField("one", "title", "Intake")).groups?.[0]?.title).toBe("Intake");
  const blue = doUndoRedo(drawn, setGroupField("one", "color", "blue"));
  expect(blue.groups?.[0]?.color).toBe("blue");
  expect(doUndoRedo(blue, setGroupField("one", "color", undefined))).toEqual(drawn);
  expect(setGroupField("one", "title", "one")(drawn)).toBe(drawn);
});

describe("copies", () => {
  const drawn = grouped(group("one", "a", "b"), group("two", "c", "d"));
  const origin = () => ({ x: 0, y: 0 });

  test("a group is copied when all of its steps are", () => {
    const chosen = { ...none, steps: new Set(["a", "b", "c"]) };
    expect(fragmentOf(drawn, chosen, origin).groups).toEqual([group("one", "a", "b")]);
    expect(fragmentOf(drawn, { ...none, steps: new Set(["c"]) }, origin).groups).toBeUndefined();
  });

  test("a pasted group has a new id and the copies as its steps", () => {
    const fragment = fragmentOf(drawn, { ...none, steps: new Set(["a", "b"]) }, origin);
    const fitted = fitFragment(fragment, drawn, { x: 40, y: 40 }, catalog);
    const after = doUndoRedo(drawn, insertFragment(fitted));
    expect(after.groups?.slice(0, 2)).toEqual(drawn.groups);
    expect(after.groups?.[2]).toEqual({ group_id: "one_2", title: "one", step_ids: ["a_2", "b_2"] });
  });
});
