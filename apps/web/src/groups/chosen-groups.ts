// Which groups a selection is about. Groups are chosen through their steps.
import type { Group } from "@worktrail/shared/segment/schema";
import type { CanvasSelection } from "../canvas/selection.ts";
import type { Editor } from "../store/editor.ts";
import { foldedIn } from "./folded-groups.ts";

type Seen = Pick<Editor, "segment" | "graph">;

/** The steps of a group that are there. */
export function presentIn({ graph }: Pick<Editor, "graph">, { step_ids }: Group): string[] {
  return step_ids.filter((id) => graph.steps.has(id));
}

/** The group whose steps are what is selected, no more and no less; of a single step only while it is folded. */
export function chosenGroup(
  seen: Seen,
  { steps, edges, notes }: CanvasSelection,
  folded: ReadonlySet<string> = foldedIn(seen.segment.segment_id),
): Group | null {
  if (steps.size === 0 || edges.size + notes.size > 0) return null;
  const whole = (group: Group) => {
    const present = presentIn(seen, group);
    if (present.length !== steps.size || !present.every((id) => steps.has(id))) return false;
    return present.length > 1 || folded.has(group.group_id);
  };
  return seen.segment.groups?.find(whole) ?? null;
}

/** The groups of which at least one step is selected. */
export function touchedGroups({ segment }: Pick<Editor, "segment">, { steps }: CanvasSelection): Group[] {
  return (segment.groups ?? []).filter((group) => group.step_ids.some((id) => steps.has(id)));
}
