// What every CodeMirror of the product shares: made once, its text follows the value, what a person types goes out.
import { Compartment, EditorState, type Extension, Transaction } from "@codemirror/state";
import { EditorView, placeholder as placeholderText } from "@codemirror/view";
import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

export interface CodeMirrorOptions {
  value: string;
  /** What the editor can do. Read once, when it is made. */
  behaviour: () => Extension;
  /** What may change while it is there; another object is taken over. */
  settings: Extension;
  onChange?: ((value: string) => void) | undefined;
  onBlur?: (() => void) | undefined;
  /** Takes the focus as soon as it is there. */
  autoFocus?: boolean;
}

/** Give `host` to an element that has the editor's size. `view` is null until it is mounted. */
export function useCodeMirror(options: CodeMirrorOptions): {
  host: RefObject<HTMLDivElement | null>;
  view: RefObject<EditorView | null>;
} {
  const { value, settings } = options;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const compartment = useRef(new Compartment());
  const latest = useRef(options);
  latest.current = options;

  // Before it is painted: an empty frame would move what stands below.
  useLayoutEffect(() => {
    if (!host.current) return;
    const first = latest.current;
    const made = new EditorView({
      parent: host.current,
      doc: first.value,
      extensions: [
        first.behaviour(),
        compartment.current.of(first.settings),
        EditorView.updateListener.of(({ docChanged, transactions, state }) => {
          const typed = transactions.some((each) => each.docChanged && !each.annotation(Transaction.remote));
          if (docChanged && typed) latest.current.onChange?.(state.doc.toString());
        }),
        EditorView.domEventHandlers({ blur: () => latest.current.onBlur?.() }),
      ],
    });
    view.current = made;
    if (first.autoFocus) {
      made.focus();
      made.dispatch({ selection: { anchor: made.state.doc.length } });
    }
    return () => made.destroy();
  }, []);

  useEffect(() => {
    const shown = view.current;
    if (!shown || shown.state.doc.toString() === value) return;
    shown.dispatch({
      changes: { from: 0, to: shown.state.doc.length, insert: value },
      annotations: [Transaction.remote.of(true), Transaction.addToHistory.of(false)],
    });
  }, [value]);
  useEffect(() => {
    view.current?.dispatch({ effects: compartment.current.reconfigure(settings) });
  }, [settings]);

  return { host, view };
}

export interface CodeSettings {
  id?: string | undefined;
  label?: string | undefined;
  readOnly?: boolean | undefined;
  placeholder?: string | undefined;
  multiline?: boolean | undefined;
  describedBy?: string | undefined;
  invalid?: boolean | undefined;
  required?: boolean | undefined;
}

/** Name, description and state of the editor for assistive technology. */
export function codeSettings(settings: CodeSettings): Extension {
  const { id, label, readOnly = false, placeholder, multiline, describedBy, invalid, required } = settings;
  const attributes: Record<string, string> = {};
  if (id) attributes.id = id;
  if (label) attributes["aria-label"] = label;
  if (multiline !== undefined) attributes["aria-multiline"] = String(multiline);
  if (describedBy) attributes["aria-describedby"] = describedBy;
  if (invalid) attributes["aria-invalid"] = "true";
  if (required) attributes["aria-required"] = "true";
  if (readOnly) attributes["aria-readonly"] = "true";
  return [
    EditorView.contentAttributes.of(attributes),
    EditorState.readOnly.of(readOnly),
    placeholder ? placeholderText(placeholder) : [],
  ];
}
