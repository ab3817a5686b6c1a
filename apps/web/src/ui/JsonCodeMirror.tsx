import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, codeFolding, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { linter, lintKeymap } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import { useEffect, useMemo, useState } from "react";
import type { CodeEditorProps } from "./CodeEditor.tsx";
import { codeTheme } from "./code-theme.ts";
import { jsonProblems } from "./json-problems.ts";
import { codeSettings, useCodeMirror } from "./use-code-mirror.ts";

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

export function JsonCodeMirror(props: JsonCodeMirrorProps) {
  const { value, onChange, onBlur, id, label, readOnly, placeholder, extension } = props;
  const { "aria-describedby": describedBy, "aria-invalid": invalid } = props;
  const more = useLoaded(extension);
  const settings = useMemo(
    () => [codeSettings({ id, label, readOnly, placeholder, describedBy, invalid }), more],
    [id, label, readOnly, placeholder, describedBy, invalid, more],
  );
  const { host } = useCodeMirror({ value, onChange, onBlur, settings, behaviour: () => base });
  return <div ref={host} data-editor-host className="h-full" />;
}

const NOTHING: Extension = [];

function useLoaded(load: CodeEditorProps["extension"]): Extension {
  const [loaded, setLoaded] = useState<Extension>(NOTHING);
  useEffect(() => {
    let left = false;
    void load?.().then((extension) => {
      if (!left) setLoaded(extension);
    });
    return () => {
      left = true;
    };
  }, [load]);
  return loaded;
}
