import { edgeKey } from "@worktrail/shared/segment/graph";
import type { Edge } from "@worktrail/shared/segment/schema";
import type { Gesture } from "./gesture.ts";

/**
 * Leads an edge to another port, in its place among the edges: the order of values that meet in one port stays.
 * Does nothing where the edge is gone or the new one is there already; whether it is allowed is
 * `connectionProblem`'s to say.
 */
export function reconnectEdge(from: Edge, to: Edge): Gesture {
  return (segment) => {
    const [before, after] = [edgeKey(from), edgeKey(to)];
    const index = (segment.edges ?? []).findIndex((edge) => edgeKey(edge) === before);
    if (index < 0 || !segment.edges || segment.edges.some((edge) => edgeKey(edge) === after)) return segment;
    return { ...segment, edges: segment.edges.with(index, to) };
  };
}
