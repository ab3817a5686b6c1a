// @vitest-environment jsdom
import { currentCompletions, startCompletion } from "@codemirror/autocomplete";
import { forEachDiagnostic, setDiagnosticsEffect } from "@codemirror/lint";
import { StateEffect } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { cleanup, render } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { ExpressionCodeMirror, type ExpressionCodeMirrorProps } from "./ExpressionCodeMirror.tsx";
import { type NamesInScope, NO_NAMES } from "./names-in-scope.ts";

beforeAll(() => {
  // jsdom has no layout; CodeMirror only wants to be told so.
  Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;
});
afterEach(cleanup);

const fetching: NamesInScope = {
  check: { known_steps: { fetch: ["output"] }, known_inputs: ["input"], secrets_allowed: false },
  completion: { steps: { fetch: { output: {} } } },
};
const withFetch = () => fetching;
const withNothing = () => NO_NAMES;

function show(props: Partial<ExpressionCodeMirrorProps>) {
  const seen: string[] = [];
  let put: (value: string) => void = () => {};
  function Held(more: Partial<ExpressionCodeMirrorProps>) {
    const [value, setValue] = useState(props.value ?? "");
    put = setValue;
    const change = (next: string) => {
      seen.push(next);
      setValue(next);
    };
    return (
      <ExpressionCodeMirror
        mode="expression"
        label="Condition"
        names={withFetch}
        autoFocus={false}
        {...props}
        {...more}
        value={value}
        onChange={change}
      />
    );
  }
  const drawn = render(<Held />);
  const content = drawn.getByRole("textbox", { name: "Condition" });
  const view = EditorView.findFromDOM(content);
  if (!view) throw new Error("The editor is not there.");
  return {
    seen,
    view,
    content,
    put: (value: string) => put(value),
    again: (more: object) => drawn.rerender(<Held {...more} />),
  };
}

const insert = (view: EditorView, text: string) =>
  view.dispatch(view.state.replaceSelection(text), { userEvent: "input.type" });
const press = (view: EditorView, key: string) =>
  view.contentDOM.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

/** The words under which the next check puts a mistake. */
function nextMistakes(view: EditorView): Promise<string[]> {
  return new Promise((resolve) => {
    const listener = EditorView.updateListener.of(({ transactions, state }) => {
      if (!transactions.some((each) => each.effects.some((effect) => effect.is(setDiagnosticsEffect))))
        return;
      const words: string[] = [];
      forEachDiagnostic(state, (_, from, to) => words.push(state.sliceDoc(from, to)));
      resolve(words);
    });
    view.dispatch({ effects: StateEffect.appendConfig.of(listener) });
  });
}

test("what is typed is handed on, and the word that is wrong is marked", async () => {
  const { seen, view } = show({});
  const mistakes = nextMistakes(view);
  insert(view, "steps.fetsh.output");
  expect(seen).toEqual(["steps.fetsh.output"]);
  expect(await mistakes).toEqual(["fetsh"]);
});

test("the same text is checked again when what can be named changes", async () => {
  const { view, again } = show({ value: "steps.fetch.output", names: withFetch });
  expect(await nextMistakes(view)).toEqual([]);
  const mistakes = nextMistakes(view);
  again({ names: withNothing });
  expect(await mistakes).toEqual(["fetch"]);
});

test("names are completed on request", async () => {
  const { view } = show({ value: "steps." });
  view.focus();
  view.dispatch({ selection: { anchor: 6 } });
  startCompletion(view);
  await vi.waitFor(() => expect(currentCompletions(view.state).map(({ label }) => label)).toEqual(["fetch"]));
});

test("Enter begins a line only where there may be several", () => {
  const one = show({ value: "a" });
  press(one.view, "Enter");
  expect(one.view.state.doc.toString()).toBe("a");
  expect(one.content.getAttribute("aria-multiline")).toBe("false");
  cleanup();
  const many = show({ value: "a", multiline: true });
  press(many.view, "Enter");
  expect(many.view.state.doc.lines).toBe(2);
});

test("Tab is left to the page", () => {
  const { view } = show({ value: "a", multiline: true });
  const event = new KeyboardEvent("keydown", { key: "Tab", bubbles: true, cancelable: true });
  view.contentDOM.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(false);
  expect(view.state.doc.toString()).toBe("a");
});

test("a value from outside, as after undo, is shown and not handed back", () => {
  const { seen, view, put } = show({ value: "a" });
  insert(view, "b");
  expect(seen).toHaveLength(1);
  put("something else");
  return vi.waitFor(() => {
    expect(view.state.doc.toString()).toBe("something else");
    expect(seen).toHaveLength(1);
  });
});
