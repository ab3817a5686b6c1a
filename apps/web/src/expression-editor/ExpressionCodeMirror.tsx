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
import { EditorState, type Extension, StateEffect } from "@codemirror/state";
import { drawSelection, EditorView, keymap, tooltips } from "@codemirror/view";
import { type RefObject, useEffect, useImperativeHandle, useMemo, useRef } from "react";
import { codeTheme } from "../ui/code-theme.ts";
import { codeSettings, useCodeMirror } from "../ui/use-code-mirror.ts";
import { beginPlaceholder, equalsBeginsPlaceholder } from "./begin-placeholder.ts";
import { celLanguage, templateLanguage } from "./cel-tokens.ts";
import type { ExpressionEditorHandle, ExpressionEditorProps } from "./ExpressionEditor.tsx";
import { expressionCompletions } from "./expression-completions.ts";
import { expressionDiagnostics } from "./expression-diagnostics.ts";
import { expressionTheme } from "./expression-theme.ts";
import { tooltipsFollowLayout } from "./follow-layout.ts";
import { hoverHelp } from "./hover-help.ts";
import type { NamesInScope } from "./names-in-scope.ts";
import { placeholderMarks } from "./placeholder-marks.ts";
import { reachableCompletions } from "./reachable-completions.ts";
import { referenceDrop } from "./reference-drop.ts";
import { type ReferenceTargets, useReferenceTargets } from "./reference-targets.ts";

export type ExpressionCodeMirrorProps = Omit<ExpressionEditorProps, "className" | "after"> & {
  /** Takes the focus as soon as it is there: the person was already in the field while this loaded. */
  autoFocus: boolean;
  handle?: RefObject<ExpressionEditorHandle | null>;
};

type Latest = { readonly current: ExpressionCodeMirrorProps };

/** The same text may be wrong now, or right. */
const namesChanged = StateEffect.define<() => NamesInScope>();
const LINT_AFTER_MS = 100;
const BRACKETS = { expression: ["(", "[", "{", '"', "'"], template: ["{"] };

function behaviour(latest: Latest, targets: ReferenceTargets): Extension {
  const { mode, multiline } = latest.current;
  const names = () => latest.current.names();
  return [
    history(),
    drawSelection(),
    EditorView.lineWrapping,
    mode === "template"
      ? [templateLanguage, placeholderMarks, equalsBeginsPlaceholder]
      : [celLanguage, bracketMatching()],
    closeBrackets(),
    EditorState.languageData.of(() => [{ closeBrackets: { brackets: BRACKETS[mode] } }]),
    autocompletion({ override: [expressionCompletions(mode, names)], icons: false, maxRenderedOptions: 80 }),
    linter((view) => expressionDiagnostics(view.state.doc.toString(), mode, names()), {
      delay: LINT_AFTER_MS,
      needsRefresh: ({ transactions }) =>
        transactions.some(({ effects }) => effects.some((effect) => effect.is(namesChanged))),
    }),
    hoverHelp(mode, names),
    referenceDrop({
      place: mode,
      targets,
      label: () => latest.current.label,
      settle: () => latest.current.onBlur?.(),
    }),
    tooltips({ parent: document.body }),
    tooltipsFollowLayout,
    reachableCompletions,
    codeTheme,
    expressionTheme,
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
  ];
}

export function ExpressionCodeMirror(props: ExpressionCodeMirrorProps) {
  const { value, onChange, onBlur, names, id, label, disabled, placeholder, multiline = false } = props;
  const { "aria-describedby": describedBy, "aria-invalid": invalid, "aria-required": required } = props;
  const latest = useRef(props);
  latest.current = props;
  const targets = useReferenceTargets();
  const settings = useMemo(
    () =>
      codeSettings({ id, label, readOnly: disabled, placeholder, multiline, describedBy, invalid, required }),
    [id, label, disabled, placeholder, multiline, describedBy, invalid, required],
  );
  const { host, view } = useCodeMirror({
    value,
    onChange,
    onBlur,
    settings,
    autoFocus: props.autoFocus,
    behaviour: () => behaviour(latest, targets),
  });
  useImperativeHandle(
    props.handle,
    () => ({
      beginPlaceholder: () => {
        if (view.current) beginPlaceholder(view.current);
      },
      insert: (text) => {
        const shown = view.current;
        if (!shown) return;
        latest.current.onBlur?.();
        shown.dispatch(shown.state.replaceSelection(text), { userEvent: "input.complete" });
        shown.focus();
      },
    }),
    [view],
  );
  useEffect(() => {
    view.current?.dispatch({ effects: namesChanged.of(names) });
  }, [names, view]);
  return <div ref={host} className="h-full" />;
}
