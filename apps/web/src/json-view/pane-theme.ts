import { EditorView } from "@codemirror/view";

/** What the text beside the canvas has beyond the look of every editor of code. */
export const paneTheme = EditorView.theme({
  ".cm-gutters": { backgroundColor: "var(--raised)", borderRight: "1px solid var(--line)" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 4px 0 8px", minWidth: "28px" },
  ".cm-foldGutter .cm-gutterElement": { padding: "0 4px", cursor: "pointer" },
  ".cm-gutter-lint": { width: "14px" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "4px 1px" },
  ".cm-chosen": { backgroundColor: "color-mix(in oklab, var(--accent) 9%, transparent)" },
  ".cm-selectionMatch": { backgroundColor: "color-mix(in oklab, var(--status-retrying) 22%, transparent)" },
  ".cm-searchMatch": { backgroundColor: "color-mix(in oklab, var(--status-retrying) 32%, transparent)" },
  ".cm-searchMatch-selected": { outline: "1px solid var(--warning-text)" },
  ".cm-panels": { backgroundColor: "var(--raised)", color: "var(--text)" },
  ".cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panel.cm-search": { padding: "6px 28px 6px 8px", fontFamily: "var(--font-sans)", fontSize: "12px" },
  ".cm-panel.cm-search label": { fontSize: "12px" },
  ".cm-textfield": {
    border: "1px solid var(--line-strong)",
    borderRadius: "6px",
    backgroundColor: "var(--raised)",
    fontSize: "12px",
    padding: "2px 6px",
  },
  ".cm-button": {
    border: "1px solid var(--line)",
    borderRadius: "6px",
    backgroundImage: "none",
    backgroundColor: "var(--surface)",
    fontSize: "12px",
  },
});
