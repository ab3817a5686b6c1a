// Tints `{{ … }}` in a text, so that what is computed is told from what is written at a glance.
import { type Extension, RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin } from "@codemirror/view";
import { parseTemplate } from "@worktrail/shared/expression/template";

const tint = Decoration.mark({ class: "cm-placeholder-tint" });

function marks(text: string): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const parsed = parseTemplate(text);
  for (const part of parsed.ok ? parsed.segments : []) {
    if (part.kind === "expression") builder.add(part.start - 2, part.end + 2, tint);
  }
  return builder.finish();
}

export const placeholderMarks: Extension = [
  ViewPlugin.define(
    (view) => ({
      decorations: marks(view.state.doc.toString()),
      update(update) {
        if (update.docChanged) this.decorations = marks(update.state.doc.toString());
      },
    }),
    { decorations: (plugin) => plugin.decorations },
  ),
  EditorView.theme({
    ".cm-placeholder-tint": {
      backgroundColor: "color-mix(in oklab, var(--accent) 9%, transparent)",
      boxShadow: "inset 0 0 0 1px color-mix(in oklab, var(--accent) 26%, transparent)",
      borderRadius: "4px",
      padding: "1px 2px",
    },
  }),
];
