import { setDiagnostics } from "@codemirror/lint";
import type { Text } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type RefObject, useEffect } from "react";
import type { Box } from "../canvas/node-geometry.ts";
import { STEP_MIN_HEIGHT, STEP_WIDTH } from "../canvas/node-geometry.ts";
import { useReveal } from "../canvas/use-reveal.ts";
import type { Editor } from "../store/editor.ts";
import { showChosen } from "./chosen-lines.ts";
import { type CodeView, createCodeView } from "./code-view.ts";
import { rangesOf, sameSelection, selectionAt } from "./item-selection.ts";
import { jsonOutline, type Outline, type TextRange } from "./json-outline.ts";
import type { JsonText } from "./json-text.ts";
import { locate } from "./read-pane-text.ts";

/** Joins a CodeMirror to the text of a segment and to what is selected on the canvas. */
export function useCodeView(
  host: RefObject<HTMLDivElement | null>,
  json: JsonText,
  editor: Editor,
  ready: (view: EditorView | null) => void,
): void {
  const reveal = useReveal();
  useEffect(() => {
    if (!host.current) return;
    const code = createCodeView({
      parent: host.current,
      text: json.text,
      assist: { catalog: editor.catalog, graph: () => editor.graph },
      onType: (read) => json.typed(read),
      onCursor: (range) => chooseAt(editor, json, code, range, reveal),
      onLeave: json.tidy,
      onUndo: () => throughHistory(json, editor.undo),
      onRedo: () => throughHistory(json, editor.redo),
    });
    const stops = [
      json.show({ change: code.change }),
      ...followState(code, json, editor),
      followSelection(code, json, editor),
    ];
    ready(code.view);
    return () => {
      for (const stop of stops) stop();
      ready(null);
      code.view.destroy();
    };
  }, [host, json, editor, reveal, ready]);
}

const outlines = new WeakMap<Text, Outline>();

/** A cursor moves far more often than a text changes. */
function outlineOf(doc: Text): Outline {
  const outline = outlines.get(doc) ?? jsonOutline(doc.toString());
  outlines.set(doc, outline);
  return outline;
}

function throughHistory(json: JsonText, walk: () => string | null): boolean {
  json.flush();
  if (!json.inStep) return false;
  walk();
  return true;
}

/** Marks what is wrong, and lets the text's own history begin anew whenever canvas and text are in step. */
function followState({ view, forgetHistory }: CodeView, json: JsonText, editor: Editor): (() => void)[] {
  const mark = () => {
    const { phase } = json.state.getState();
    if (phase.name === "typing" || phase.name === "apart") return;
    const text = view.state.doc.toString();
    const problems =
      phase.name === "broken" ? phase.problems : locate(text, editor.problems.getState().issues);
    const diagnostics = problems
      .filter(({ to }) => to <= text.length)
      .toSorted((a, b) => a.from - b.from)
      .map((problem) => ({ ...problem }));
    view.dispatch(setDiagnostics(view.state, diagnostics));
  };
  mark();
  return [
    editor.problems.subscribe(mark),
    json.state.subscribe(({ phase }, before) => {
      if (phase.name === before.phase.name && phase.name === "in_step") return;
      if (phase.name === "in_step") forgetHistory();
      mark();
    }),
  ];
}

function followSelection({ view }: CodeView, json: JsonText, editor: Editor): () => void {
  const show = () => {
    if (!json.inStep) return;
    const outline = outlineOf(view.state.doc);
    const ranges = rangesOf(editor.segment, outline, editor.session.getState().selection);
    const [first] = ranges;
    const scroll = first && !view.hasFocus ? [EditorView.scrollIntoView(first.from, { y: "center" })] : [];
    view.dispatch({ effects: [showChosen.of(ranges), ...scroll] });
  };
  show();
  const stopSession = editor.session.subscribe(({ selection }, before) => {
    if (selection !== before.selection) show();
  });
  const stopState = json.state.subscribe(({ phase }, before) => {
    if (phase.name === "in_step" && before.phase.name !== "in_step") show();
  });
  return () => {
    stopSession();
    stopState();
  };
}

/** Selects on the canvas what the cursor is in and brings it into view; the focus stays in the text. */
function chooseAt(
  editor: Editor,
  json: JsonText,
  { view }: CodeView,
  range: TextRange,
  reveal: (box: Box) => void,
): void {
  if (!json.inStep) return;
  const outline = outlineOf(view.state.doc);
  const selection = selectionAt(editor.segment, outline, range);
  if (!selection || sameSelection(selection, editor.session.getState().selection)) return;
  editor.select(selection);
  const [step_id] = selection.steps;
  if (step_id !== undefined) {
    reveal({ ...editor.placeOf(step_id), width: STEP_WIDTH, height: STEP_MIN_HEIGHT });
  }
}
