// Which groups this person sees folded. It belongs to the browser, never to the document.
import type { Segment } from "@worktrail/shared/segment/schema";
import { create } from "zustand";
import { persist } from "zustand/middleware";
import { focusGroup } from "../canvas/focus.ts";
import type { Editor } from "../store/editor.ts";

type FoldedGroups = { readonly bySegment: Readonly<Record<string, readonly string[]>> };

export const useFoldedGroups = create<FoldedGroups>()(
  persist(() => ({ bySegment: {} }), { name: "worktrail.folded-groups" }),
);

export function foldedIn(segment_id: string): ReadonlySet<string> {
  return new Set(useFoldedGroups.getState().bySegment[segment_id]);
}

/** Folds groups or opens them again; ids of groups that are gone are forgotten. */
export function setFolded({ segment_id, groups }: Segment, group_ids: Iterable<string>, fold: boolean): void {
  const folded = foldedIn(segment_id);
  const asked = new Set(group_ids);
  const next = (groups ?? [])
    .map((group) => group.group_id)
    .filter((id) => (asked.has(id) ? fold : folded.has(id)));
  const { [segment_id]: _last, ...others } = useFoldedGroups.getState().bySegment;
  useFoldedGroups.setState({
    bySegment: next.length === 0 ? others : { ...others, [segment_id]: next },
  });
}

/**
 * Folds or opens in the editor. Of a folded group all steps are selected or none, so that nothing is chosen
 * that cannot be seen.
 */
export function foldInEditor(editor: Editor, group_ids: Iterable<string>, fold: boolean): void {
  const asked = new Set(group_ids);
  const [only] = asked;
  setFolded(editor.segment, asked, fold);
  if (only !== undefined && focusIsOn(only)) focusGroup(only);
  if (!fold) return;
  const folding = (editor.segment.groups ?? []).filter((group) => asked.has(group.group_id));
  editor.select((selection) => {
    const touched = folding.filter((group) => group.step_ids.some((id) => selection.steps.has(id)));
    if (touched.length === 0) return selection;
    const present = touched.flatMap((group) => group.step_ids.filter((id) => editor.graph.steps.has(id)));
    return { ...selection, steps: new Set([...selection.steps, ...present]) };
  });
}

/** What is drawn anew loses the focus. */
function focusIsOn(group_id: string): boolean {
  return document.activeElement?.closest<HTMLElement>("[data-group-head]")?.dataset.groupHead === group_id;
}
