import type { Segment } from "@worktrail/shared/segment/schema";

/**
 * A change to the drawing. Pure; gives the same object back when there is nothing to change, and keeps every
 * record that it does not touch. Undo needs no code of its own: it is the reversed diff.
 */
export type Gesture = (segment: Segment) => Segment;
