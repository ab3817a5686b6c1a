import { completionStatus } from "@codemirror/autocomplete";
import { EditorView } from "@codemirror/view";

/** A list of completions that scrolls can be reached; the keys stay with the editor, whose arrow keys walk it. */
export const reachableCompletions = EditorView.updateListener.of(({ state, view }) => {
  if (completionStatus(state) !== "active") return;
  view.requestMeasure({
    key: "reachable-completions",
    read: () => document.getElementById(view.contentDOM.getAttribute("aria-controls") ?? ""),
    write: (list) => {
      if (!list || list.hasAttribute("tabindex")) return;
      list.setAttribute("tabindex", "0");
      list.addEventListener("focus", () => view.focus());
    },
  });
});
