import { edgeKey } from "@worktrail/shared/segment/graph";
import type { Edge, Note, Segment, Step } from "@worktrail/shared/segment/schema";
import type { CanvasSelection } from "../canvas/selection.ts";

export type InspectorTarget =
  | { kind: "segment" }
  | { kind: "step"; step: Step; index: number }
  | { kind: "edge"; edge: Edge; index: number }
  | { kind: "note"; note: Note }
  | { kind: "several" };

/** What the inspector is about: the one thing that is selected, several, or the segment itself. */
export function inspectorTarget(segment: Segment, selection: CanvasSelection): InspectorTarget {
  const count = selection.steps.size + selection.edges.size + selection.notes.size;
  if (count === 0) return { kind: "segment" };
  if (count > 1) return { kind: "several" };
  const index = segment.steps.findIndex((step) => selection.steps.has(step.step_id));
  const step = segment.steps[index];
  if (step) return { kind: "step", step, index };
  const place = (segment.edges ?? []).findIndex((edge) => selection.edges.has(edgeKey(edge)));
  const edge = segment.edges?.[place];
  if (edge) return { kind: "edge", edge, index: place };
  const note = segment.notes?.find((candidate) => selection.notes.has(candidate.note_id));
  return note ? { kind: "note", note } : { kind: "segment" };
}
