import { exportSegment } from "@worktrail/shared/segment/canonical";
import { catalog } from "@worktrail/steps/contracts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { renameStep } from "../gestures/rename.ts";
import { edge, segmentOf, step } from "../gestures/testing/do-undo-redo.ts";
import { Editor } from "../store/editor.ts";
import { JsonText, READ_AFTER_MS, type TextKeeper } from "./json-text.ts";

const drawing = segmentOf([step("a", { name: "First" }), step("b")], [edge("a", "b")]);

function keeper(text: string | null = null): TextKeeper & { text: string | null } {
  const kept = {
    text,
    read: () => kept.text,
    write: (next: string) => {
      kept.text = next;
    },
    forget: () => {
      kept.text = null;
    },
  };
  return kept;
}

/** An open pane whose text is a plain string. */
function pane(kept = keeper()) {
  const editor = new Editor(drawing, catalog);
  const json = new JsonText(editor, kept);
  const shown = { text: json.text };
  const close = json.show({
    change: (changes) => {
      for (const { from, to, insert } of changes.toReversed()) {
        shown.text = shown.text.slice(0, from) + insert + shown.text.slice(to);
      }
    },
  });
  const type = (text: string) => {
    shown.text = text;
    json.typed(() => text);
  };
  return { editor, json, shown, type, kept, close };
}

const pause = () => vi.advanceTimersByTime(READ_AFTER_MS);
const phase = (json: JsonText) => json.state.getState().phase.name;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("what is drawn shows in the text, and only what changed", () => {
  const { editor, shown } = pane();
  editor.commit(renameStep("b", "Second"), { label: "Rename" });
  expect(shown.text).toBe(exportSegment(editor.segment));
});

test("what is typed shows on the canvas after a pause, and a burst is one entry of the history", () => {
  const { editor, json, shown, type } = pane();
  const [, b] = editor.segment.steps;
  type(shown.text.replace("First", "Firs"));
  pause();
  type(shown.text.replace("Firs", "One"));
  expect(editor.segment.steps[0]?.name).toBe("Firs");
  pause();
  expect(editor.segment.steps[0]?.name).toBe("One");
  expect(editor.segment.steps[1]).toBe(b);
  expect(editor.history.getState().past).toMatchObject([{ label: "Edit JSON" }]);
  editor.undo();
  expect(editor.segment).toEqual(drawing);
  expect(shown.text).toBe(exportSegment(drawing));
  expect(phase(json)).toBe("in_step");
});

test("a text that is no segment leaves the canvas as it is and is kept with what is wrong", () => {
  const { editor, json, shown, type, kept } = pane();
  type(shown.text.replace('"First"', '"First'));
  pause();
  expect(phase(json)).toBe("broken");
  expect(editor.segment).toEqual(drawing);
  expect(kept.text).toBe(shown.text);
  type(shown.text.replace('"First', '"First"').replace('"name": "Drawing"', '"nmae": "Drawing"'));
  pause();
  const state = json.state.getState().phase;
  const marked =
    state.name === "broken" ? state.problems.map(({ from, to }) => shown.text.slice(from, to)) : [];
  expect(marked).toContain('"Drawing"');
  json.discard();
  expect(shown.text).toBe(exportSegment(drawing));
  expect(kept.text).toBeNull();
});

test("the id of the segment cannot be changed in the text", () => {
  const { json, shown, type } = pane();
  type(shown.text.replace('"drawing"', '"other"'));
  pause();
  expect(json.state.getState().phase).toMatchObject({
    name: "broken",
    problems: [{ message: expect.stringContaining("stays drawing") }],
  });
});

test("a canvas that changed while the text could not be read is not written over", () => {
  const { editor, json, shown, type } = pane();
  type(shown.text.replace("First", 'One"'));
  pause();
  editor.commit(renameStep("b", "Second"), { label: "Rename" });
  expect(json.state.getState()).toMatchObject({ moved: true, phase: { name: "broken" } });
  type(shown.text.replace('One"', "One"));
  pause();
  expect(json.state.getState().phase).toMatchObject({ name: "apart", both: true });
  expect(editor.segment.steps.map(({ name }) => name)).toEqual(["First", "Second"]);
  json.useBoth();
  expect(editor.segment.steps.map(({ name }) => name)).toEqual(["One", "Second"]);
  expect(shown.text).toBe(exportSegment(editor.segment));
});

test("where both changed the same step, one of the two is chosen", () => {
  const { editor, json, shown, type } = pane();
  type(shown.text.replace("First", 'One"'));
  pause();
  editor.commit(renameStep("a", "Uno"), { label: "Rename" });
  type(shown.text.replace('One"', "One"));
  pause();
  expect(json.state.getState().phase).toMatchObject({ name: "apart", both: false });
  json.useText();
  expect(editor.segment.steps[0]?.name).toBe("One");
  editor.undo();
  expect(editor.segment.steps[0]?.name).toBe("Uno");
});

test("a text that was not taken over outlives the pane and the page", () => {
  const { json, shown, type, kept, close } = pane();
  type(shown.text.replace('"First"', "First"));
  close();
  expect(json.text).toContain("First,");
  const again = pane(keeper(kept.text));
  expect(phase(again.json)).toBe("broken");
  expect(again.shown.text).toBe(kept.text);
});

test("a step that is written without a place gets one, and the text shows it when it is left", () => {
  const { editor, json, shown, type } = pane();
  const fresh = '{ "step_id": "c", "step_type": "transform" }';
  type(shown.text.replace('"steps": [', `"steps": [${fresh},`));
  pause();
  expect(editor.segment.steps[0]?.position).toBeDefined();
  expect(shown.text).toContain(fresh);
  json.tidy();
  expect(shown.text).toBe(exportSegment(editor.segment));
  expect(editor.history.getState().past).toHaveLength(1);
});
