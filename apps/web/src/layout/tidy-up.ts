import type { SegmentGraph } from "@worktrail/shared/segment/graph";
import type { Point } from "@worktrail/shared/segment/schema";
import type { Gesture } from "../gestures/gesture.ts";
import { moveParts } from "../gestures/move.ts";
import { tidyPlaces } from "./tidy-places.ts";

/** Moves the steps that were laid out, and the notes beside them, as one change. */
export function tidyUp(
  graph: SegmentGraph,
  laidOut: ReadonlyMap<string, Point>,
  placeOf: (step_id: string) => Point,
): Gesture {
  return moveParts(tidyPlaces(graph, laidOut, placeOf));
}
