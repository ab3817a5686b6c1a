import { type ReactNode, useEffect, useMemo } from "react";
import { useDocument, useEditor, useSession } from "../store/editor-context.tsx";
import { foldInEditor, useFoldedGroups } from "./folded-groups.ts";
import { FoldingContext } from "./folding-context.ts";

/** The folded groups of the open segment. What is found or chosen inside one opens it. */
export function EditorFolding({ children }: { children: ReactNode }) {
  const editor = useEditor();
  const segment_id = useDocument(({ segment }) => segment.segment_id);
  const kept = useFoldedGroups(({ bySegment }) => bySegment[segment_id]);
  const folding = useMemo(
    () => ({
      folded: new Set(kept),
      fold: (group_id: string, fold: boolean) => foldInEditor(editor, [group_id], fold),
    }),
    [editor, kept],
  );
  useOpenChosen(folding.folded);
  return <FoldingContext value={folding}>{children}</FoldingContext>;
}

/** A selection of some, not all, of the steps in a folded group came from elsewhere: a problem, a search, a walk. */
function useOpenChosen(folded: ReadonlySet<string>): void {
  const editor = useEditor();
  const chosen = useSession((state) => state.selection.steps);
  useEffect(() => {
    if (folded.size === 0 || chosen.size === 0) return;
    const { graph, segment } = editor;
    const partly = (segment.groups ?? []).filter((group) => {
      if (!folded.has(group.group_id)) return false;
      const present = group.step_ids.filter((id) => graph.steps.has(id));
      const count = present.filter((id) => chosen.has(id)).length;
      return count > 0 && count < present.length;
    });
    if (partly.length === 0) return;
    const ids = partly.map((group) => group.group_id);
    foldInEditor(editor, ids, false);
  }, [editor, folded, chosen]);
}
