import { startCompletion } from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/** `=` in an empty text opens a placeholder, as it begins a formula in a cell. */
export const equalsBeginsPlaceholder: Extension = EditorView.inputHandler.of((view, _from, _to, text) => {
  if (text !== "=" || view.state.doc.length > 0 || view.state.readOnly) return false;
  return beginPlaceholder(view);
});

/** Puts braces in place of the selection, and the cursor between them. */
export function beginPlaceholder(view: EditorView): boolean {
  const { from, to } = view.state.selection.main;
  const selected = view.state.sliceDoc(from, to);
  view.dispatch({
    changes: { from, to, insert: `{{ ${selected} }}` },
    selection: { anchor: from + 3 + selected.length },
    userEvent: "input.type",
  });
  view.focus();
  startCompletion(view);
  return true;
}
