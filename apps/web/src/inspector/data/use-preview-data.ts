import type { ExpressionScope } from "@worktrail/shared/expression/scope";
import { useCallback, useMemo, useState } from "react";
import { namesInScope } from "../../expression-editor/names-in-scope.ts";
import { useLastRun } from "../../last-run/last-run-context.tsx";
import { useDocument, useEditor } from "../../store/editor-context.tsx";
import { type PreviewWith, recallPreview, rememberPreview } from "./preview-memory.ts";
import { firstSample, scopeOfRun, scopeOfSample } from "./preview-scope.ts";

/** Against which values the fields of a step are shown. */
export type PreviewData = {
  /** Null where there are no values to compute with. */
  readonly scope: ExpressionScope | null;
  readonly use: PreviewWith;
  /** When the last run started; null where there was none. */
  readonly ran_at: string | null;
  /** The values are made from schemas: nobody saw or wrote them. */
  readonly is_made_up: boolean;
  readonly sample: string;
  readonly choose: (use: PreviewWith) => void;
  readonly setSample: (text: string) => void;
};

export const NO_PREVIEW: PreviewData = {
  scope: null,
  use: "last_run",
  ran_at: null,
  is_made_up: false,
  sample: "",
  choose: () => {},
  setSample: () => {},
};

export function usePreviewData(step_id: string): PreviewData {
  const editor = useEditor();
  const segment_id = useDocument(({ segment }) => segment.segment_id);
  const edges = useDocument(({ segment }) => segment.edges);
  const run = useLastRun();
  const [choice, setChoice] = useState(() => recallPreview(segment_id, step_id));
  const use = run ? choice.use : "sample";
  // The graph is another one after each letter; what a step sees changes with the edges only.
  const recorded = useMemo(
    () => (run ? scopeOfRun(editor.graph, step_id, run.state) : null),
    [editor, step_id, edges, run],
  );
  const sample = useMemo(() => {
    if (choice.sample !== null) return choice.sample;
    const seen = recorded ? { ...recorded, run_input: recorded.run.input } : undefined;
    return firstSample(namesInScope(editor.graph, step_id, false, seen).completion);
  }, [choice.sample, editor, step_id, edges, recorded]);
  const scope = useMemo(
    () => (use === "last_run" ? recorded : scopeOfSample(editor.graph, step_id, sample)),
    [use, recorded, editor, step_id, edges, sample],
  );
  const keep = useCallback(
    (change: Partial<typeof choice>) => {
      const next = { ...choice, ...change };
      setChoice(next);
      rememberPreview(segment_id, step_id, next);
    },
    [choice, segment_id, step_id],
  );
  return useMemo(
    () => ({
      scope,
      use,
      ran_at: run?.started_at ?? null,
      is_made_up: run === null && choice.sample === null,
      sample,
      choose: (next) => keep({ use: next }),
      setSample: (text) => keep({ use: "sample", sample: text }),
    }),
    [scope, use, run, choice.sample, sample, keep],
  );
}
