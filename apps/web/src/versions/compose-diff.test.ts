import { expect, test } from "vitest";
import { segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import {
  changeSummary,
  changesInWords,
  changeTitle,
  changeTotals,
  fieldPath,
  stepNames,
} from "./change-words.ts";
import { composeDiff } from "./compose-diff.ts";

const edge = { source_step: "a", source_port: "output", target_step: "b", target_port: "input" };
const note = {
  note_id: "n",
  text: "Ask first\nthen act",
  position: { x: 0, y: 0 },
  size: { width: 9, height: 9 },
};
const older = { ...segmentOf([step("a"), step("b")]), edges: [edge], notes: [note] };
const newer = {
  ...segmentOf([{ ...step("a"), name: "Fetch", position: { x: 4, y: 4 }, timeout_seconds: 3 }, step("c")]),
};
const drawing = composeDiff(older, newer);

test("the newer version is drawn, with what is gone still in it", () => {
  expect(drawing.segment.steps.map(({ step_id }) => step_id)).toEqual(["a", "c", "b"]);
  expect(drawing.segment.edges).toEqual([edge]);
  expect(drawing.segment.notes).toEqual([note]);
});

test("each change has a title and says what happened", () => {
  const names = stepNames(older, newer);
  const said = drawing.changes.map((change) => `${changeTitle(change, names)}: ${changeSummary(change)}`);
  expect(said).toEqual([
    "c: added",
    "Fetch: changed: timeout_seconds, moved, renamed",
    "b: removed",
    "Fetch → b: removed",
    "Note “Ask first”: removed",
  ]);
  expect(changeTotals(drawing.changes)).toBe("1 added, 1 changed, 3 removed");
  expect(changesInWords(drawing.changes)).toBe("5 changes, 4 of them noticed by a run.");
  expect(changesInWords([])).toBe("Nothing differs.");
});

test("a field is named as it is written in the segment", () => {
  expect(fieldPath("/config/headers/a~1b~0c")).toBe("config.headers.a/b~c");
});
