import { edgeKey } from "@worktrail/shared/segment/graph";
import type { Gesture } from "./gesture.ts";
import { withGroups, withoutMembers } from "./group-list.ts";
import type { Parts } from "./parts.ts";

/** Removes steps with their edges and their places in groups, single edges, and notes. */
export function removeParts({ steps, edges, notes }: Parts): Gesture {
  return (segment) => {
    const keptSteps = keep(segment.steps, (step) => !steps.has(step.step_id));
    const keptEdges = keep(
      segment.edges,
      (edge) => !steps.has(edge.source_step) && !steps.has(edge.target_step) && !edges.has(edgeKey(edge)),
    );
    const keptNotes = keep(segment.notes, (note) => !notes.has(note.note_id));
    if (keptSteps === segment.steps && keptEdges === segment.edges && keptNotes === segment.notes)
      return segment;
    const left = {
      ...segment,
      steps: keptSteps,
      ...(keptEdges && { edges: keptEdges }),
      ...(keptNotes && { notes: keptNotes }),
    };
    const groups = segment.groups && withoutMembers(segment.groups, steps);
    return groups === segment.groups ? left : withGroups(left, groups ?? []);
  };
}

function keep<List extends Item[] | undefined, Item>(
  items: List & (Item[] | undefined),
  test: (item: Item) => boolean,
): List {
  if (!items || items.every(test)) return items;
  return items.filter(test) as List;
}
