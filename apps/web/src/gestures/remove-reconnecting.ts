import { edgeFaults } from "@worktrail/shared/segment/connection";
import { buildGraph, edgeKey, type SegmentGraph } from "@worktrail/shared/segment/graph";
import type { Edge, Segment } from "@worktrail/shared/segment/schema";
import type { Catalog } from "@worktrail/shared/step/define-step";
import type { Gesture } from "./gesture.ts";
import type { Parts } from "./parts.ts";
import { removeParts } from "./remove.ts";

/**
 * Removes parts and joins what stood before removed steps to what stood after them, where one side is a single
 * edge and the ports fit. The new edges take the places of those that led out.
 */
export function removeReconnecting(parts: Parts, catalog: Catalog): Gesture {
  return (segment) => {
    const removed = removeParts(parts)(segment);
    const bridges = parts.steps.size === 0 ? [] : bridgesOver(segment, parts.steps, catalog);
    if (removed === segment || bridges.length === 0) return removed;
    const places = Map.groupBy(bridges, ({ out }) => edgeKey(out));
    const kept = new Set(removed.edges);
    const present = new Set((removed.edges ?? []).map(edgeKey));
    const graph = buildGraph(removed, catalog);
    const edges: Edge[] = [];
    for (const edge of segment.edges ?? []) {
      if (kept.has(edge)) edges.push(edge);
      for (const { edge: bridge } of places.get(edgeKey(edge)) ?? []) {
        // No cycle can come of it: the way over the removed steps was there before.
        if (present.has(edgeKey(bridge)) || edgeFaults(graph, bridge).length > 0) continue;
        present.add(edgeKey(bridge));
        edges.push(bridge);
      }
    }
    return { ...removed, edges };
  };
}

type Bridge = { readonly edge: Edge; readonly out: Edge };

/** Each removed stretch by itself: steps that hang together only through what stays are not joined. */
function bridgesOver(segment: Segment, gone: ReadonlySet<string>, catalog: Catalog): Bridge[] {
  const graph = buildGraph(segment, catalog);
  return stretches(graph, gone).flatMap((stretch) => {
    const nodes = [...stretch].flatMap((id) => graph.steps.get(id) ?? []);
    const into = nodes.flatMap((node) => node.incoming.filter((edge) => !gone.has(edge.source_step)));
    const out = nodes.flatMap((node) => node.outgoing.filter((edge) => !gone.has(edge.target_step)));
    if (into.length !== 1 && out.length !== 1) return [];
    return into.flatMap((first) => {
      const reached = reachedWithin(graph, first.target_step, stretch);
      return out
        .filter((second) => reached.has(second.source_step))
        .map((second) => ({ out: second, edge: over(first, second) }));
    });
  });
}

function over(first: Edge, second: Edge): Edge {
  return {
    source_step: first.source_step,
    source_port: first.source_port,
    target_step: second.target_step,
    target_port: second.target_port,
  };
}

function stretches(graph: SegmentGraph, gone: ReadonlySet<string>): Set<string>[] {
  const left = new Set([...gone].filter((id) => graph.steps.has(id)));
  const found: Set<string>[] = [];
  for (const start of left) {
    const stretch = walked(start, left, (id) => neighbours(graph, id));
    for (const id of stretch) left.delete(id);
    found.push(stretch);
  }
  return found;
}

function reachedWithin(graph: SegmentGraph, start: string, within: ReadonlySet<string>): Set<string> {
  return walked(start, within, (id) => (graph.steps.get(id)?.outgoing ?? []).map((edge) => edge.target_step));
}

function neighbours(graph: SegmentGraph, id: string): string[] {
  const node = graph.steps.get(id);
  const before = (node?.incoming ?? []).map((edge) => edge.source_step);
  return [...before, ...(node?.outgoing ?? []).map((edge) => edge.target_step)];
}

function walked(start: string, within: ReadonlySet<string>, next: (id: string) => string[]): Set<string> {
  const seen = new Set([start]);
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const other of next(id)) {
      if (seen.has(other) || !within.has(other)) continue;
      seen.add(other);
      open.push(other);
    }
  }
  return seen;
}
