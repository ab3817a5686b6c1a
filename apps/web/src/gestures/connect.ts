import { edgeKey } from "@worktrail/shared/segment/graph";
import type { Edge } from "@worktrail/shared/segment/schema";
import type { Gesture } from "./gesture.ts";

/** Adds the edge unless it is there; whether it is allowed is `connectionProblem`'s to say. */
export function connect(edge: Edge): Gesture {
  return (segment) => {
    const key = edgeKey(edge);
    if (segment.edges?.some((known) => edgeKey(known) === key)) return segment;
    return { ...segment, edges: [...(segment.edges ?? []), edge] };
  };
}
