import type { Segment } from "@worktrail/shared/segment/schema";
import type { Gesture } from "./gesture.ts";

export type SegmentField = Exclude<keyof Segment, "segment_id" | "steps" | "edges" | "notes">;

/** Sets a field of the segment itself; `undefined` removes an optional one. */
export function setSegmentField<Field extends SegmentField>(field: Field, value: Segment[Field]): Gesture {
  return (segment) => {
    if (segment[field] === value) return segment;
    const next = { ...segment };
    if (value === undefined) delete next[field];
    else next[field] = value;
    return next;
  };
}
