import { EditorView } from "@codemirror/view";

/** The look of what only expressions have: the list of completions and its help. */
export const expressionTheme = EditorView.theme({
  ".cm-tooltip.cm-tooltip-autocomplete": { overflow: "visible" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    padding: "4px",
    maxWidth: "min(380px, 90vw)",
    maxHeight: "16em",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    display: "flex",
    justifyContent: "space-between",
    gap: "16px",
    padding: "2px 8px",
    borderRadius: "4px",
    lineHeight: "20px",
  },
  ".cm-tooltip .cm-completionDetail": {
    marginLeft: 0,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
  },
  ".cm-tooltip.cm-completionInfo": { maxWidth: "260px", lineHeight: "18px", fontSize: "12px" },
  ".cm-completionSignature": { fontFamily: "var(--font-mono)", fontSize: "12px", marginBottom: "2px" },
});
