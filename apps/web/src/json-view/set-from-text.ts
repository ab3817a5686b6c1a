import { canonicalSegment } from "@worktrail/shared/segment/canonical";
import { edgeKey } from "@worktrail/shared/segment/graph";
import { sameValue } from "@worktrail/shared/segment/same-value";
import type { Segment, Step } from "@worktrail/shared/segment/schema";
import type { Gesture } from "../gestures/gesture.ts";

/**
 * Makes the drawing what a text says. What reads the same keeps its identity, so that only what was edited is drawn
 * again; a step written without a position stays where it is.
 */
export function setFromText(written: Segment): Gesture {
  return (segment) => {
    const before = canonicalSegment(segment);
    const after = canonicalSegment({ ...written, steps: withPlaces(written.steps, segment.steps) });
    const next: Segment = {
      ...after,
      steps: kept(segment.steps, before.steps, after.steps, (step) => step.step_id),
      ...(after.edges && { edges: kept(segment.edges, before.edges, after.edges, edgeKey) }),
      ...(after.notes && { notes: kept(segment.notes, before.notes, after.notes, (note) => note.note_id) }),
      ...(after.groups && {
        groups: kept(segment.groups, before.groups, after.groups, (group) => group.group_id),
      }),
    };
    return sameValue(before, after) ? segment : next;
  };
}

function withPlaces(steps: readonly Step[], drawn: readonly Step[]): Step[] {
  const places = new Map(drawn.map((step) => [step.step_id, step.position]));
  return steps.map((step) => {
    const position = step.position ?? places.get(step.step_id);
    return position === step.position || !position ? step : { ...step, position };
  });
}

/** The old objects where the new ones say the same; the old list where nothing changed. */
function kept<Item>(
  old: readonly Item[] | undefined,
  before: readonly Item[] | undefined,
  after: readonly Item[],
  keyOf: (item: Item) => string,
): Item[] {
  const places = new Map((before ?? []).map((item, index) => [keyOf(item), index]));
  return after.map((item) => {
    const index = places.get(keyOf(item));
    const known = index === undefined ? undefined : old?.[index];
    return index !== undefined && known !== undefined && sameValue(before?.[index], item) ? known : item;
  });
}
