import { ensureSyntaxTree } from "@codemirror/language";
import type { Diagnostic } from "@codemirror/lint";
import type { EditorState } from "@codemirror/state";

const PARSE_MS = 50;

/**
 * The first place at which a document stops being JSON. The engine's own parser decides whether it is;
 * the syntax tree says where, which the engine's messages do not always do. An empty document has no
 * problem: whether a value is required is the form's matter.
 */
export function jsonProblems(state: EditorState): Diagnostic[] {
  const text = state.doc.toString();
  if (text.trim() === "") return [];
  try {
    JSON.parse(text);
    return [];
  } catch {
    const place = firstError(state) ?? text.trimEnd().length;
    const from = Math.max(0, Math.min(place, text.length - 1));
    const message = "Not valid JSON here: look for a missing value, comma, quote or bracket.";
    return [{ from, to: from + 1, severity: "error", message }];
  }
}

function firstError(state: EditorState): number | undefined {
  let found: number | undefined;
  ensureSyntaxTree(state, state.doc.length, PARSE_MS)?.iterate({
    enter: (node) => {
      if (found === undefined && node.type.isError) found = node.from;
      return found === undefined;
    },
  });
  return found;
}
