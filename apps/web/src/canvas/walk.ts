import type { SegmentGraph } from "@worktrail/shared/segment/graph";

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
