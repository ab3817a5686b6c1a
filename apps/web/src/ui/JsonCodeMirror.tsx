import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, codeFolding, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { linter, lintKeymap } from "@codemirror/lint";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder as placeholderText } from "@codemirror/view";
import { useEffect, useRef } from "react";
import type { CodeEditorProps } from "./CodeEditor.tsx";
import { codeTheme } from "./code-theme.ts";
import { jsonProblems } from "./json-problems.ts";

type JsonCodeMirrorProps = Omit<CodeEditorProps, "className">;

// Tab is left to the page on purpose: an editor in a form must not trap the keyboard.
const base: Extension = [
  history(),
  drawSelection(),
  indentOnInput(),
  indentUnit.of("  "),
  bracketMatching(),
  closeBrackets(),
  codeFolding(),
  json(),
  linter((view) => jsonProblems(view.state)),
  EditorView.lineWrapping,
  codeTheme,
  keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...foldKeymap, ...lintKeymap]),
];

function settings(props: JsonCodeMirrorProps): Extension {
  const attributes: Record<string, string> = {};
  if (props.id) attributes.id = props.id;
  if (props.label) attributes["aria-label"] = props.label;
  if (props["aria-describedby"]) attributes["aria-describedby"] = props["aria-describedby"];
  if (props["aria-invalid"]) attributes["aria-invalid"] = "true";
  return [
    EditorView.contentAttributes.of(attributes),
    EditorState.readOnly.of(props.readOnly ?? false),
    props.placeholder ? placeholderText(props.placeholder) : [],
  ];
}

export function JsonCodeMirror(props: JsonCodeMirrorProps) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const compartment = useRef(new Compartment());
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    if (!host.current) return;
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          base,
          compartment.current.of(settings(latest.current)),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange?.(update.state.doc.toString());
          }),
          EditorView.domEventHandlers({ blur: () => latest.current.onBlur?.() }),
        ],
      }),
    });
    editor.current = view;
    return () => view.destroy();
  }, []);

  const { value, id, label, readOnly, placeholder } = props;
  const described = props["aria-describedby"];
  const invalid = props["aria-invalid"];
  useEffect(() => {
    const view = editor.current;
    if (!view || view.state.doc.toString() === value) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
  }, [value]);
  useEffect(() => {
    editor.current?.dispatch({ effects: compartment.current.reconfigure(settings(latest.current)) });
  }, [id, label, readOnly, placeholder, described, invalid]);

  return <div ref={host} className="h-full" />;
}
