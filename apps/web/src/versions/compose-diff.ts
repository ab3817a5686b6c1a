// Two versions as one drawing: the newer one, with what is gone from the older one still in it.
import { changesBetween, type SegmentChange } from "@worktrail/shared/segment/changes";
import type { Segment } from "@worktrail/shared/segment/schema";

export type DiffDrawing = {
  readonly segment: Segment;
  readonly changes: readonly SegmentChange[];
};

export function composeDiff(older: Segment, newer: Segment): DiffDrawing {
  const changes = changesBetween(older, newer);
  const steps = [...newer.steps];
  const edges = [...(newer.edges ?? [])];
  const notes = [...(newer.notes ?? [])];
  for (const change of changes) {
    if (change.kind !== "removed") continue;
    if (change.what === "step" && change.from) steps.push(change.from);
    if (change.what === "edge" && change.from) edges.push(change.from);
    if (change.what === "note" && change.from) notes.push(change.from);
  }
  return { segment: { ...newer, steps, edges, notes }, changes };
}
