// What a selection grows to along the edges.
import type { SegmentGraph } from "@worktrail/shared/segment/graph";

export type Reach = "upstream" | "downstream" | "connected";

/** The steps themselves and everything before them, after them, or joined to them in any way. */
export function reach(graph: SegmentGraph, from: ReadonlySet<string>, way: Reach): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...from].filter((id) => graph.steps.has(id));
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    const node = graph.steps.get(id);
    if (!node) continue;
    if (way !== "downstream") for (const edge of node.incoming) open.push(edge.source_step);
    if (way !== "upstream") for (const edge of node.outgoing) open.push(edge.target_step);
  }
  return new Set([...found].filter((id) => graph.steps.has(id)));
}
