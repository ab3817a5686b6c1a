import { catalog, contracts } from "@worktrail/steps/contracts";
import { describe, expect, test } from "vitest";
import { addNote, newNote } from "./add-note.ts";
import { addStep, newStep } from "./add-step.ts";
import { connect } from "./connect.ts";
import { moveParts, pushed } from "./move.ts";
import { removeParts } from "./remove.ts";
import { renameStep } from "./rename.ts";
import { renameStepId } from "./rename-id.ts";
import { replaceContents } from "./replace-contents.ts";
import { resizeNote } from "./resize-note.ts";
import { setConfig, setConfigField } from "./set-config.ts";
import { setNoteText } from "./set-note-text.ts";
import { setSegmentField } from "./set-segment-field.ts";
import { setStepField } from "./set-step-field.ts";
import { doUndoRedo, edge, segmentOf, step } from "./testing/do-undo-redo.ts";

const none = { steps: new Set<string>(), edges: new Set<string>(), notes: new Set<string>() };
const note = { note_id: "n", text: "why", position: { x: 0, y: 0 }, size: { width: 200, height: 80 } };
const pair = segmentOf([step("a"), step("b")], [edge("a", "b")], { notes: [note] });

describe("add a step", () => {
  test("a new step takes a free id, the type's name and its first config", () => {
    const made = newStep(contracts.transform, segmentOf([step("transform")]), { x: 4, y: 8 });
    expect(made).toMatchObject({ step_id: "transform_2", name: "Transform", position: { x: 4, y: 8 } });
    expect(made.config).toEqual(contracts.transform.initial_config);
    expect(made.config).not.toBe(contracts.transform.initial_config);
  });

  test("the step and its edge come and go together", () => {
    const after = doUndoRedo(pair, addStep(step("c"), [edge("b", "c")]));
    expect(after.steps.map((one) => one.step_id)).toEqual(["a", "b", "c"]);
    expect(after.edges).toHaveLength(2);
    expect(after.steps[0]).toBe(pair.steps[0]);
  });
});

describe("edges", () => {
  test("connecting works on a segment that never had edges", () => {
    const { edges: _none, ...bare } = segmentOf([step("a"), step("b")]);
    expect(doUndoRedo(bare, connect(edge("a", "b"))).edges).toEqual([edge("a", "b")]);
  });

  test("an edge that is there is not added again", () => {
    expect(connect(edge("a", "b"))(pair)).toBe(pair);
  });

  test("removing an edge leaves its steps and the other edges", () => {
    const drawn = segmentOf([step("a"), step("b"), step("c")], [edge("a", "b"), edge("b", "c")]);
    expect(doUndoRedo(drawn, removeParts({ ...none, edges: new Set(["a.output>b.input"]) })).edges).toEqual([
      edge("b", "c"),
    ]);
  });
});

describe("remove", () => {
  test("a step leaves with its edges", () => {
    const after = doUndoRedo(pair, removeParts({ ...none, steps: new Set(["a"]) }));
    expect(after.steps).toEqual([step("b")]);
    expect(after.edges).toEqual([]);
  });

  test("a note leaves alone", () => {
    const after = doUndoRedo(pair, removeParts({ ...none, notes: new Set(["n"]) }));
    expect(after.notes).toEqual([]);
    expect(after.steps).toBe(pair.steps);
  });

  test("removing nothing changes nothing", () => {
    expect(removeParts({ ...none, steps: new Set(["gone"]) })(pair)).toBe(pair);
  });
});

describe("move", () => {
  test("steps and notes move together and the rest stays as it is", () => {
    const places = pushed(
      pair,
      { ...none, steps: new Set(["b"]), notes: new Set(["n"]) },
      { x: 8, y: -8 },
      () => ({ x: 100, y: 100 }),
    );
    const after = doUndoRedo(pair, moveParts(places));
    expect(after.steps[1]?.position).toEqual({ x: 108, y: 92 });
    expect(after.notes?.[0]?.position).toEqual({ x: 8, y: -8 });
    expect(after.steps[0]).toBe(pair.steps[0]);
  });

  test("a move to where it is changes nothing", () => {
    expect(moveParts({ steps: new Map([["a", { x: 0, y: 0 }]]) })(pair)).toBe(pair);
  });
});

describe("names and ids", () => {
  test("a name is trimmed, and an empty one is left out", () => {
    const named = doUndoRedo(pair, renameStep("a", "  Fetch "));
    expect(named.steps[0]?.name).toBe("Fetch");
    expect(doUndoRedo(named, renameStep("a", "  ")).steps[0]).toEqual(step("a"));
  });

  test("a new id is followed through edges, expressions and templates, and not through text", () => {
    const drawn = segmentOf(
      [
        step("a"),
        step("b", { config: { expression: 'steps.a.output + steps["a"].output + "steps.a"' } }),
        step("c", {
          step_type: "llm_agent",
          config: { model: "demo/echo", prompt: "steps.a: {{ steps.a.output }} {{steps.ab.output}}" },
        }),
      ],
      [edge("a", "b"), edge("b", "c")],
    );
    const after = doUndoRedo(drawn, renameStepId("a", "orders", catalog));
    expect(after.edges?.[0]).toEqual(edge("orders", "b"));
    expect(after.edges?.[1]).toBe(drawn.edges?.[1]);
    expect(after.steps[1]?.config?.expression).toBe(
      'steps.orders.output + steps["orders"].output + "steps.a"',
    );
    expect(after.steps[2]?.config?.prompt).toBe("steps.a: {{ steps.orders.output }} {{steps.ab.output}}");
  });

  test("an id that is taken or malformed is not given", () => {
    expect(renameStepId("a", "b", catalog)(pair)).toBe(pair);
    expect(renameStepId("a", "Not an id", catalog)(pair)).toBe(pair);
  });
});

describe("fields", () => {
  test("a config is replaced, and one field of it set and removed", () => {
    expect(doUndoRedo(pair, setConfig("a", { expression: "1" })).steps[0]?.config).toEqual({
      expression: "1",
    });
    const set = doUndoRedo(pair, setConfigField("a", "expression", "2"));
    expect(set.steps[0]?.config).toEqual({ expression: "2" });
    expect(doUndoRedo(set, setConfigField("a", "expression", undefined)).steps[0]?.config).toEqual({});
  });

  test("a step's field is set and removed", () => {
    const set = doUndoRedo(pair, setStepField("a", "on_error", "route"));
    expect(set.steps[0]?.on_error).toBe("route");
    expect(doUndoRedo(set, setStepField("a", "on_error", undefined)).steps[0]).toEqual(step("a"));
  });

  test("the same value changes nothing", () => {
    expect(setStepField("a", "on_error", undefined)(pair)).toBe(pair);
    expect(setConfigField("a", "missing", undefined)(pair)).toBe(pair);
    expect(setSegmentField("name", "Drawing")(pair)).toBe(pair);
  });

  test("notes are added with ids of their own and resized", () => {
    const added = newNote(pair, { x: 40, y: 80 });
    const after = doUndoRedo(pair, addNote(added));
    expect(after.notes?.map((one) => one.note_id)).toEqual(["n", "note"]);
    const first = doUndoRedo(segmentOf([step("a")]), addNote(added));
    expect(first.notes).toEqual([added]);
    const larger = { width: 320, height: 160 };
    expect(doUndoRedo(pair, resizeNote("n", larger)).notes?.[0]).toEqual({ ...note, size: larger });
    expect(resizeNote("n", note.size)(pair)).toBe(pair);
  });

  test("the segment's name and a note's text are changed", () => {
    expect(doUndoRedo(pair, setSegmentField("name", "Orders")).name).toBe("Orders");
    expect(doUndoRedo(pair, setNoteText("n", "because")).notes?.[0]?.text).toBe("because");
  });

  test("other contents come in under the open segment's id", () => {
    const other = segmentOf([step("x")], [], { segment_id: "other", name: "Other" });
    expect(doUndoRedo(pair, replaceContents(other))).toEqual({ ...other, segment_id: "drawing" });
  });
});
