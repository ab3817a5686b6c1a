import { edgeKey, type SegmentGraph } from "@worktrail/shared/segment/graph";
import type { Edge } from "@worktrail/shared/segment/schema";

/**
 * The step one goes to from here: along the first edge forwards or backwards, or to the branch above or below,
 * that is another target of the same source (or, at the start, another step without a source).
 */
export function walkFrom(
  graph: SegmentGraph,
  step_id: string,
  side: "next" | "previous" | "above" | "below",
): string | undefined {
  const node = graph.steps.get(step_id);
  if (!node) return undefined;
  if (side === "next") return node.outgoing[0]?.target_step;
  if (side === "previous") return node.incoming[0]?.source_step;
  const source = node.incoming[0]?.source_step;
  const row =
    source === undefined
      ? [...graph.steps.values()]
          .filter((step) => step.incoming.length === 0)
          .map((step) => step.step.step_id)
      : [...new Set(graph.steps.get(source)?.outgoing.map((edge) => edge.target_step))];
  const at = row.indexOf(step_id);
  return row[at + (side === "below" ? 1 : -1)];
}

export type EdgeStop =
  | { readonly edge_key: string; readonly words: string }
  | { readonly edge_key?: undefined; readonly step_id: string };

/**
 * From a step to its first edge on a side; from an edge to the next that leaves, or enters, the same port's step;
 * behind the last of them to the step at its end.
 */
export function nextEdge(
  graph: SegmentGraph,
  from: { readonly step_id: string | undefined; readonly edge_key: string | undefined },
  side: "in" | "out",
): EdgeStop | null {
  const edges = (step_id: string) => {
    const node = graph.steps.get(step_id);
    return (side === "out" ? node?.outgoing : node?.incoming) ?? [];
  };
  if (from.step_id !== undefined) return stopAt(edges(from.step_id)[0]);
  const edge = (graph.segment.edges ?? []).find((one) => edgeKey(one) === from.edge_key);
  if (!edge) return null;
  const row = edges(side === "out" ? edge.source_step : edge.target_step);
  const next = row[row.indexOf(edge) + 1];
  return stopAt(next) ?? { step_id: side === "out" ? edge.target_step : edge.source_step };
}

function stopAt(edge: Edge | undefined): EdgeStop | null {
  if (!edge) return null;
  const words = `Connection from ${edge.source_step} to ${edge.target_step}.`;
  return { edge_key: edgeKey(edge), words };
}
