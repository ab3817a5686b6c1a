import {
  type Completion,
  type CompletionResult,
  type CompletionSource,
  pickedCompletion,
} from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import {
  type CompletionOption,
  completeExpression,
  completeTemplate,
} from "@worktrail/shared/expression/complete";
import type { ExpressionMode } from "./expression-diagnostics.ts";
import type { NamesInScope } from "./names-in-scope.ts";

/** Completes what the field can see; unasked only where a name has begun: in a word, behind a dot or `{{`. */
export function expressionCompletions(mode: ExpressionMode, names: () => NamesInScope): CompletionSource {
  return ({ state, pos, explicit }) => {
    const text = state.doc.toString();
    if (!explicit && !/(?:\w|\.\??|\{\{\s?)$/.test(text.slice(Math.max(0, pos - 3), pos))) return null;
    return completionsAt(text, pos, mode, names());
  };
}

/**
 * Every option at the start of the word, so that the list can be narrowed and widened again without asking
 * anew for each letter; null where there is none.
 */
export function completionsAt(
  text: string,
  position: number,
  mode: ExpressionMode,
  { completion }: NamesInScope,
): CompletionResult | null {
  const complete = mode === "template" ? completeTemplate : completeExpression;
  const { from } = complete(text, position, completion);
  if (/^\d/.test(text.slice(from, position))) return null;
  const { options } = complete(text, from, completion);
  return options.length === 0 ? null : { from, options: options.map(toCompletion), validFor: /^\w*$/ };
}

const TYPES = { variable: "variable", field: "property", function: "function", keyword: "keyword" } as const;
/** What belongs to this drawing comes before what belongs to the language. */
const BOOSTS = { field: 20, variable: 10, function: 0, keyword: -10 } as const;

const DETAIL_LENGTH = 36;

function toCompletion({ label, kind, detail: type, info, sample }: CompletionOption): Completion {
  const isFunction = kind === "function";
  const detail = sample ? cut(`${type} · ${sample}`) : type;
  return {
    label,
    type: TYPES[kind],
    boost: BOOSTS[kind],
    ...(!isFunction && detail && { detail }),
    ...((info || isFunction) && { info: () => help(isFunction ? detail : "", info) }),
    ...(isFunction && { apply: call }),
  };
}

function cut(text: string): string {
  return text.length > DETAIL_LENGTH ? `${text.slice(0, DETAIL_LENGTH - 1)}…` : text;
}

/** Puts the cursor between the parentheses. */
function call(view: EditorView, completion: Completion, from: number, to: number): void {
  const isCalled = view.state.sliceDoc(to, to + 1) === "(";
  view.dispatch({
    changes: { from, to, insert: isCalled ? completion.label : `${completion.label}()` },
    selection: { anchor: from + completion.label.length + 1 },
    annotations: pickedCompletion.of(completion),
    userEvent: "input.complete",
  });
}

function help(signature: string, text: string): HTMLElement {
  const box = document.createElement("div");
  if (signature !== "") {
    const line = box.appendChild(document.createElement("div"));
    line.className = "cm-completionSignature";
    line.textContent = signature;
  }
  box.appendChild(document.createElement("div")).textContent = text;
  return box;
}
