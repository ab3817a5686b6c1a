// Lets a value be dropped onto an editor, or inserted into the one that had the focus last.
import type { Extension } from "@codemirror/state";
import { dropCursor, EditorView, ViewPlugin } from "@codemirror/view";
import { flushSync } from "react-dom";
import { carriesReference, draggedReference } from "./reference-drag.ts";
import type { ReferenceTarget, ReferenceTargets } from "./reference-targets.ts";
import { insertionAt, type ReferencePlace } from "./reference-text.ts";

export interface ReferenceDropOptions {
  place: ReferencePlace;
  targets: ReferenceTargets;
  /** The accessible name of the field. */
  label: () => string;
  /** Ends a burst of typing: what is inserted is an act of its own. */
  settle: () => void;
}

export function referenceDrop({ place, targets, label, settle }: ReferenceDropOptions): Extension {
  const insert = (view: EditorView, reference: string, from: number, to = from) => {
    if (reference === "" || view.state.readOnly) return;
    const insertion = insertionAt(reference, place, view.state.doc.toString(), from, to);
    settle();
    // What is typed next must find this change made, and closed as an act of its own.
    flushSync(() =>
      view.dispatch({
        changes: { from: insertion.from, to: insertion.to, insert: insertion.text },
        selection: { anchor: insertion.cursor },
        userEvent: "input.drop",
        scrollIntoView: true,
      }),
    );
    settle();
    view.focus();
  };
  const own = new WeakMap<EditorView, ReferenceTarget>();
  const targetOf = (view: EditorView): ReferenceTarget => {
    const target = own.get(view) ?? {
      label: label(),
      insert: (reference: string) => {
        const { from, to } = view.state.selection.main;
        insert(view, reference, from, to);
      },
    };
    own.set(view, target);
    return target;
  };
  return [
    dropCursor(),
    EditorView.domEventHandlers({
      focus: (_event, view) => targets.setState({ last: targetOf(view) }),
      dragover: (event) => {
        if (!carriesReference(event.dataTransfer)) return false;
        event.preventDefault();
        if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
        return true;
      },
      drop: (event, view) => {
        if (!carriesReference(event.dataTransfer)) return false;
        event.preventDefault();
        const { clientX: x, clientY: y } = event;
        insert(view, draggedReference(event.dataTransfer), view.posAtCoords({ x, y }, false));
        return true;
      },
    }),
    // A field that is gone takes nothing.
    ViewPlugin.define((view) => ({
      destroy: () => {
        if (targets.getState().last === own.get(view)) targets.setState({ last: null });
      },
    })),
  ];
}
