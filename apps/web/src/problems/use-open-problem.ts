import { edgeKey } from "@worktrail/shared/segment/graph";
import type { Issue } from "@worktrail/shared/segment/issue";
import { useCallback } from "react";
import { EMPTY_SELECTION, selectSteps } from "../canvas/selection.ts";
import { useCentre } from "../canvas/use-centre.ts";
import { useEditor } from "../store/editor-context.tsx";

/** Selects and centres what a problem is about, and asks the inspector to focus the field it points to. */
export function useOpenProblem(): (issue: Issue) => void {
  const editor = useEditor();
  const centre = useCentre();
  return useCallback(
    ({ step_id, path }) => {
      const edge = edgeAt(path);
      const broken = edge === null ? undefined : editor.segment.edges?.[edge];
      if (broken) {
        editor.select({ ...EMPTY_SELECTION, edges: new Set([edgeKey(broken)]) });
        centre([broken.source_step, broken.target_step]);
      } else if (step_id !== undefined) {
        editor.select(selectSteps([step_id]));
        centre([step_id]);
        editor.session.setState({ focus_field: { step_id, path } });
      }
    },
    [editor, centre],
  );
}

function edgeAt(path: string): number | null {
  const index = /^\/edges\/(\d+)(\/|$)/.exec(path)?.[1];
  return index === undefined ? null : Number(index);
}
