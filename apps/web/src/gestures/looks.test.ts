import { expect, test } from "vitest";
import { disableSteps } from "./disable-steps.ts";
import { setNoteColor } from "./set-note-color.ts";
import { doUndoRedo, segmentOf, step } from "./testing/do-undo-redo.ts";

test("disabling says so on the step, enabling leaves no trace of it", () => {
  const drawn = segmentOf([step("a"), step("b"), step("c")]);
  const after = doUndoRedo(drawn, disableSteps(new Set(["a", "b"]), true));
  expect(after.steps.map((one) => one.disabled)).toEqual([true, true, undefined]);
  expect(after.steps[2]).toBe(drawn.steps[2]);
  expect(doUndoRedo(after, disableSteps(new Set(["a", "b", "c"]), false))).toEqual(drawn);
  expect(disableSteps(new Set(["a"]), false)(drawn)).toBe(drawn);
});

test("notes change their paper together", () => {
  const note = (note_id: string) => ({
    note_id,
    text: note_id,
    position: { x: 0, y: 0 },
    size: { width: 200, height: 80 },
  });
  const drawn = segmentOf([], [], { notes: [note("n"), note("m"), note("o")] });
  const after = doUndoRedo(drawn, setNoteColor(new Set(["n", "m"]), "blue"));
  expect(after.notes?.map((one) => one.color)).toEqual(["blue", "blue", undefined]);
  expect(after.notes?.[2]).toBe(drawn.notes?.[2]);
  expect(setNoteColor(new Set(["n"]), "blue")(after)).toBe(after);
});
