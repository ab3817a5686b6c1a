// @vitest-environment jsdom
import { catalog } from "@worktrail/steps/contracts";
import { beforeEach, expect, test } from "vitest";
import { selectSteps } from "../canvas/selection.ts";
import { segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { Editor } from "../store/editor.ts";
import { foldedIn, foldInEditor, setFolded, useFoldedGroups } from "./folded-groups.ts";

const drawn = segmentOf([step("a"), step("b"), step("c")], [], {
  groups: [
    { group_id: "one", title: "One", step_ids: ["a", "b"] },
    { group_id: "two", title: "Two", step_ids: ["c"] },
  ],
});

beforeEach(() => useFoldedGroups.setState({ bySegment: {} }));

test("folding is kept by segment and forgets groups that are gone", () => {
  setFolded(drawn, ["one", "two"], true);
  expect([...foldedIn("drawing")]).toEqual(["one", "two"]);
  expect([...foldedIn("other")]).toEqual([]);
  setFolded({ ...drawn, groups: drawn.groups?.slice(1) ?? [] }, ["two"], false);
  expect(useFoldedGroups.getState().bySegment).toEqual({});
});

test("folding changes nothing in the document and nothing in the history", () => {
  const editor = new Editor(drawn, catalog);
  foldInEditor(editor, ["one"], true);
  expect(editor.segment).toBe(drawn);
  expect(editor.history.getState().past).toEqual([]);
});

test("of a folded group no single step stays selected", () => {
  const editor = new Editor(drawn, catalog);
  editor.select(selectSteps(["b"]));
  foldInEditor(editor, ["one", "two"], true);
  expect([...editor.session.getState().selection.steps].sort()).toEqual(["a", "b"]);
});
