// The CodeMirror in which the text of a segment is written. Loaded when the pane is first shown.
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import {
  defaultKeymap,
  history,
  historyKeymap,
  redo,
  redoDepth,
  undo,
  undoDepth,
} from "@codemirror/commands";
import { json, jsonLanguage } from "@codemirror/lang-json";
import {
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
} from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Annotation, Compartment, EditorState, Prec } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  hoverTooltip,
  keymap,
  lineNumbers,
  tooltips,
} from "@codemirror/view";
import { codeTheme } from "../ui/code-theme.ts";
import { chosenLines } from "./chosen-lines.ts";
import { type AssistSource, jsonCompletions, jsonHover } from "./json-assist.ts";
import type { TextRange } from "./json-outline.ts";
import { paneTheme } from "./pane-theme.ts";
import type { TextChange } from "./text-changes.ts";

export type CodeViewOptions = {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly assist: AssistSource;
  readonly onType: (read: () => string) => void;
  readonly onCursor: (range: TextRange) => void;
  readonly onLeave: () => void;
  /** Undo and redo of the segment; false leaves the key to the text's own history. */
  readonly onUndo: () => boolean;
  readonly onRedo: () => boolean;
};

export type CodeView = {
  readonly view: EditorView;
  readonly change: (changes: readonly TextChange[]) => void;
  /** The text's own history begins anew: from here on the segment's counts. */
  readonly forgetHistory: () => void;
};

/** A change that the canvas made: it is not typing, and not the text's own history. */
const fromCanvas = Annotation.define<true>();

export function createCodeView(options: CodeViewOptions): CodeView {
  const past = new Compartment();
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        past.of(history()),
        Prec.high(keymap.of(historyKeys(options))),
        listening(options),
        language(options.assist),
        base,
      ],
    }),
  });
  return {
    view,
    change: (changes) => {
      if (changes.length === 0) return;
      view.dispatch({ changes: [...changes], annotations: fromCanvas.of(true) });
    },
    forgetHistory: () => {
      view.dispatch({ effects: past.reconfigure([]) });
      view.dispatch({ effects: past.reconfigure(history()) });
    },
  };
}

// Tab is left to the page: the pane must not trap the keyboard.
const base = [
  lineNumbers(),
  foldGutter(),
  codeFolding(),
  drawSelection(),
  highlightActiveLine(),
  highlightSelectionMatches({ minSelectionLength: 3 }),
  indentOnInput(),
  indentUnit.of("  "),
  EditorState.tabSize.of(2),
  bracketMatching(),
  closeBrackets(),
  search({ top: true }),
  lintGutter(),
  EditorView.lineWrapping,
  chosenLines,
  tooltips({ position: "fixed", parent: document.body }),
  EditorView.contentAttributes.of({ "aria-label": "JSON of this segment", spellcheck: "false" }),
  paneTheme,
  codeTheme,
  keymap.of([
    ...closeBracketsKeymap,
    ...completionKeymap,
    ...searchKeymap,
    ...defaultKeymap,
    ...historyKeymap,
    ...foldKeymap,
    ...lintKeymap,
  ]),
];

function language(assist: AssistSource) {
  return [
    json(),
    jsonLanguage.data.of({ autocomplete: jsonCompletions(assist) }),
    autocompletion({ icons: false }),
    hoverTooltip(jsonHover(assist)),
  ];
}

function listening({ onType, onCursor, onLeave }: CodeViewOptions) {
  return [
    EditorView.updateListener.of(({ docChanged, selectionSet, transactions, state, view }) => {
      const typed = docChanged && !transactions.every((one) => one.annotation(fromCanvas));
      if (typed) onType(() => state.doc.toString());
      const moved = selectionSet && transactions.some((one) => one.isUserEvent("select"));
      if ((moved || typed) && view.hasFocus) {
        const { from, to } = state.selection.main;
        onCursor({ from, to });
      }
    }),
    EditorView.domEventHandlers({
      blur: () => {
        onLeave();
        return false;
      },
    }),
  ];
}

/** While the text is what the canvas has, undo is the segment's; else it takes back typing first. */
function historyKeys({ onUndo, onRedo }: CodeViewOptions) {
  const back = (view: EditorView) => onUndo() || (undoDepth(view.state) > 0 && undo(view)) || true;
  const forth = (view: EditorView) => onRedo() || (redoDepth(view.state) > 0 && redo(view)) || true;
  return [
    { key: "Mod-z", run: back, preventDefault: true },
    { key: "Mod-Shift-z", run: forth, preventDefault: true },
    { key: "Mod-y", run: forth, preventDefault: true },
  ];
}
