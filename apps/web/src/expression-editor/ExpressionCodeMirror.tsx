import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  startCompletion,
} from "@codemirror/autocomplete";
import { history, historyKeymap, standardKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { linter } from "@codemirror/lint";
import { Compartment, EditorState, type Extension, StateEffect, Transaction } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder, tooltips } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { codeTheme } from "../ui/code-theme.ts";
import { celLanguage, templateLanguage } from "./cel-tokens.ts";
import type { ExpressionEditorProps } from "./ExpressionEditor.tsx";
import { expressionCompletions } from "./expression-completions.ts";
import { expressionDiagnostics } from "./expression-diagnostics.ts";
import type { NamesInScope } from "./names-in-scope.ts";
import { placeholderMarks } from "./placeholder-marks.ts";

export type ExpressionCodeMirrorProps = Omit<ExpressionEditorProps, "className"> & {
  /** Takes the focus as soon as it is there: the person was already in the field while this loaded. */
  autoFocus: boolean;
};

type Latest = { readonly current: ExpressionCodeMirrorProps };

/** The same text may be wrong now, or right. */
const namesChanged = StateEffect.define<() => NamesInScope>();
const LINT_AFTER_MS = 100;
const BRACKETS = { expression: ["(", "[", "{", '"', "'"], template: ["{"] };

function behaviour(latest: Latest): Extension {
  const { mode, multiline } = latest.current;
  const names = () => latest.current.names();
  return [
    history(),
    drawSelection(),
    EditorView.lineWrapping,
    mode === "template" ? [templateLanguage, placeholderMarks] : [celLanguage, bracketMatching()],
    closeBrackets(),
    EditorState.languageData.of(() => [{ closeBrackets: { brackets: BRACKETS[mode] } }]),
    autocompletion({ override: [expressionCompletions(mode, names)], icons: false, maxRenderedOptions: 80 }),
    linter((view) => expressionDiagnostics(view.state.doc.toString(), mode, names()), {
      delay: LINT_AFTER_MS,
      needsRefresh: ({ transactions }) =>
        transactions.some(({ effects }) => effects.some((effect) => effect.is(namesChanged))),
    }),
    tooltips({ parent: document.body }),
    codeTheme,
    ownTheme,
    // Tab is left to the page on purpose: a field in a form must not trap the keyboard.
    keymap.of([
      { key: "Mod-Space", run: startCompletion },
      ...completionKeymap,
      ...(multiline ? [] : [{ key: "Enter", run: () => true, shift: () => true }]),
      ...closeBracketsKeymap,
      ...standardKeymap,
      ...historyKeymap,
    ]),
    multiline ? [] : EditorView.clipboardInputFilter.of((text) => text.trim().replace(/\s*\n\s*/g, " ")),
    EditorView.updateListener.of(({ docChanged, transactions, state }) => {
      const typed = transactions.some((each) => each.docChanged && !each.annotation(Transaction.remote));
      if (docChanged && typed) latest.current.onChange(state.doc.toString());
    }),
    EditorView.domEventHandlers({ blur: () => latest.current.onBlur?.() }),
  ];
}

const ownTheme = EditorView.theme({
  ".cm-tooltip.cm-tooltip-autocomplete": { overflow: "visible" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { padding: "4px", maxWidth: "min(360px, 90vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    display: "flex",
    justifyContent: "space-between",
    gap: "16px",
    padding: "2px 8px",
    borderRadius: "4px",
    lineHeight: "20px",
  },
  ".cm-tooltip .cm-completionDetail": { marginLeft: 0 },
  ".cm-tooltip.cm-completionInfo": { maxWidth: "260px", lineHeight: "18px", fontSize: "12px" },
  ".cm-completionSignature": { fontFamily: "var(--font-mono)", fontSize: "12px", marginBottom: "2px" },
});

function attributes(props: ExpressionCodeMirrorProps): Extension {
  const content: Record<string, string> = {
    "aria-label": props.label,
    "aria-multiline": String(props.multiline ?? false),
  };
  if (props.id) content.id = props.id;
  if (props["aria-describedby"]) content["aria-describedby"] = props["aria-describedby"];
  if (props["aria-invalid"]) content["aria-invalid"] = "true";
  if (props["aria-required"]) content["aria-required"] = "true";
  return [
    EditorView.contentAttributes.of(content),
    EditorState.readOnly.of(props.disabled ?? false),
    props.placeholder ? placeholder(props.placeholder) : [],
  ];
}

export function ExpressionCodeMirror(props: ExpressionCodeMirrorProps) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const compartment = useRef(new Compartment());
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    if (!host.current) return;
    const { value, autoFocus } = latest.current;
    const extensions = [behaviour(latest), compartment.current.of(attributes(latest.current))];
    const view = new EditorView({ parent: host.current, doc: value, extensions });
    editor.current = view;
    if (autoFocus) {
      view.focus();
      view.dispatch({ selection: { anchor: view.state.doc.length } });
    }
    return () => view.destroy();
  }, []);

  const { value, names, id, label, disabled, placeholder: hint } = props;
  const { "aria-describedby": described, "aria-invalid": invalid } = props;
  useEffect(() => {
    const view = editor.current;
    if (!view || view.state.doc.toString() === value) return;
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: value },
      annotations: [Transaction.remote.of(true), Transaction.addToHistory.of(false)],
    });
  }, [value]);
  useEffect(() => {
    editor.current?.dispatch({ effects: namesChanged.of(names) });
  }, [names]);
  useEffect(() => {
    editor.current?.dispatch({ effects: compartment.current.reconfigure(attributes(latest.current)) });
  }, [id, label, disabled, hint, described, invalid]);

  return <div ref={host} className="h-full" />;
}
