// Marks the lines of what is selected on the canvas.
import { RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import type { TextRange } from "./json-outline.ts";

export const showChosen = StateEffect.define<readonly TextRange[]>();

const line = Decoration.line({ class: "cm-chosen" });

export const chosenLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, transaction) => {
    let next = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(showChosen)) continue;
      const builder = new RangeSetBuilder<Decoration>();
      const { doc } = transaction.state;
      for (const { from, to } of effect.value) {
        const last = doc.lineAt(Math.min(to, doc.length)).number;
        for (let number = doc.lineAt(Math.min(from, doc.length)).number; number <= last; number++) {
          const { from: start } = doc.line(number);
          builder.add(start, start, line);
        }
      }
      next = builder.finish();
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});
