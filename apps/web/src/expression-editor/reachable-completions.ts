import { completionStatus } from "@codemirror/autocomplete";
import { EditorView } from "@codemirror/view";

/** A list of completions that scrolls can be reached by keyboard as well as by the arrow keys of the editor. */
export const reachableCompletions = EditorView.updateListener.of(({ state, view }) => {
  if (completionStatus(state) !== "active") return;
  view.requestMeasure({
    key: "reachable-completions",
    read: () => document.getElementById(view.contentDOM.getAttribute("aria-controls") ?? ""),
    write: (list) => list?.setAttribute("tabindex", "0"),
  });
});
