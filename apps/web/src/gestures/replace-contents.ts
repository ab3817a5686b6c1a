import type { Segment } from "@worktrail/shared/segment/schema";
import type { Gesture } from "./gesture.ts";

/** Takes everything from another segment except its id: the document stays the one that is open. */
export function replaceContents(other: Segment): Gesture {
  return (segment) => ({ ...other, segment_id: segment.segment_id });
}
