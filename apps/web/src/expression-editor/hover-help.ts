import type { Extension } from "@codemirror/state";
import { EditorView, hoverTooltip } from "@codemirror/view";
import { jsonPreview } from "../ui/json-preview.ts";
import type { ExpressionMode } from "./expression-diagnostics.ts";
import { type Help, helpAt } from "./help-at.ts";
import type { NamesInScope } from "./names-in-scope.ts";

const AFTER_MS = 250;

/** What a word means and what it held last, while the pointer rests on it. */
export function hoverHelp(mode: ExpressionMode, names: () => NamesInScope): Extension {
  return [
    hoverTooltip(
      (view, position) => {
        const help = helpAt(view.state.doc.toString(), position, mode, names().completion);
        return help && { pos: help.from, end: help.to, above: true, create: () => ({ dom: draw(help) }) };
      },
      { hoverTime: AFTER_MS, hideOnChange: true },
    ),
    EditorView.baseTheme({
      ".cm-helpBox": { padding: "6px 10px", maxWidth: "320px", fontSize: "12px", lineHeight: "18px" },
      ".cm-helpTitle": { fontFamily: "var(--font-mono)", overflowWrap: "anywhere" },
      ".cm-helpText": { fontFamily: "var(--font-sans)", color: "var(--muted)" },
      ".cm-helpValue": {
        fontFamily: "var(--font-mono)",
        marginTop: "4px",
        paddingTop: "4px",
        borderTop: "1px solid var(--line)",
        overflowWrap: "anywhere",
      },
    }),
  ];
}

function draw({ title, text, value }: Help): HTMLElement {
  const box = document.createElement("div");
  box.className = "cm-helpBox";
  const add = (className: string, words: string) => {
    const line = box.appendChild(document.createElement("div"));
    line.className = className;
    line.textContent = words;
  };
  add("cm-helpTitle", title);
  if (text !== "") add("cm-helpText", text);
  if (value !== undefined) add("cm-helpValue", jsonPreview(value));
  return box;
}
