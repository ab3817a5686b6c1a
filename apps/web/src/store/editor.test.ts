import { catalog } from "@worktrail/steps/contracts";
import { expect, test, vi } from "vitest";
import { selectSteps } from "../canvas/selection.ts";
import { connect } from "../gestures/connect.ts";
import { moveParts } from "../gestures/move.ts";
import { removeParts } from "../gestures/remove.ts";
import { renameStep } from "../gestures/rename.ts";
import { edge, segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { Editor } from "./editor.ts";

const drawn = segmentOf([step("a"), step("b")]);
const parts = (id: string) => ({ ...selectSteps([id]) });

test("a commit is undone and redone, and untouched steps stay the same objects", () => {
  const editor = new Editor(drawn, catalog);
  expect(editor.commit(connect(edge("a", "b")), { label: "Connect" })).toBe(true);
  const connected = editor.segment;
  expect(editor.undo()).toBe("Connect");
  expect(editor.segment).toEqual(drawn);
  expect(editor.segment.steps[0]).toBe(drawn.steps[0]);
  expect(editor.redo()).toBe("Connect");
  expect(editor.segment).toEqual(connected);
});

test("a gesture that changes nothing leaves no entry and tells nobody", () => {
  const editor = new Editor(drawn, catalog);
  const told = vi.fn();
  editor.document.subscribe(told);
  expect(editor.commit(renameStep("a", ""), { label: "Rename" })).toBe(false);
  expect(told).not.toHaveBeenCalled();
  expect(editor.undo()).toBeNull();
});

test("what was deleted leaves the selection, and is selected when undo brings it back", () => {
  const editor = new Editor(drawn, catalog);
  editor.select(selectSteps(["a", "b"]));
  editor.commit(removeParts(parts("a")), { label: "Delete" });
  expect([...editor.session.getState().selection.steps]).toEqual(["b"]);
  editor.undo();
  expect([...editor.session.getState().selection.steps]).toEqual(["a"]);
});

test("the first change to a drawing without positions writes down where its steps stood", () => {
  const { position: _none, ...bare } = step("a");
  const editor = new Editor(segmentOf([bare, { ...bare, step_id: "b" }], [edge("a", "b")]), catalog);
  const stood = { a: editor.placeOf("a"), b: editor.placeOf("b") };
  editor.commit(renameStep("a", "First"), { label: "Rename" });
  expect(editor.segment.steps.map((one) => one.position)).toEqual([stood.a, stood.b]);
  editor.undo();
  expect(editor.segment.steps[0]?.position).toBeUndefined();
});

test("problems follow the drawing, at the latest when asked for", () => {
  const editor = new Editor(drawn, catalog);
  editor.commit(connect(edge("a", "gone")), { label: "Connect" });
  expect(editor.validate().map((issue) => issue.code)).toContain("EDGE_STEP_MISSING");
  expect(editor.problems.getState().issues).toEqual(editor.validate());
});

test("problems are looked for a moment after an edit, and not after a move", () => {
  vi.useFakeTimers();
  try {
    const editor = new Editor(drawn, catalog);
    const told = vi.fn();
    editor.problems.subscribe(told);
    editor.commit(moveParts({ steps: new Map([["a", { x: 400, y: 0 }]]) }), { label: "Move" });
    vi.runAllTimers();
    expect(told).not.toHaveBeenCalled();
    editor.commit(connect(edge("a", "gone")), { label: "Connect" });
    expect(told).not.toHaveBeenCalled();
    vi.runAllTimers();
    expect(editor.problems.getState().issues.map((issue) => issue.code)).toContain("EDGE_STEP_MISSING");
  } finally {
    vi.useRealTimers();
  }
});
