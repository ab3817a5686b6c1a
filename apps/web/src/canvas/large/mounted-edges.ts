import { type Box, boxesOverlap } from "../node-geometry.ts";
import type { CanvasNode, StepFlowEdge } from "../to-flow.ts";
import type { Mounted } from "./mounting.ts";

/** How far a line swings out of the box around its two ends. */
const SWING = 240;

/** The edges that are an element of their own: all of a small drawing, else those that pass through the window. */
export function mountedEdges(
  { nodes: mounted, window, settled }: Mounted,
  nodes: readonly CanvasNode[],
  edges: StepFlowEdge[],
): StepFlowEdge[] {
  if (mounted === null) return edges;
  if (window === null) return [];
  const places = new Map(nodes.map((node) => [node.id, node]));
  return edges.filter(({ source, target }) => {
    if (mounted.has(source) || mounted.has(target)) return true;
    // Until then the ink has them all.
    if (!settled) return false;
    const from = places.get(source);
    const to = places.get(target);
    return from !== undefined && to !== undefined && boxesOverlap(around(from, to), window);
  });
}

function around(from: CanvasNode, to: CanvasNode): Box {
  const start = from.position.x + (from.width ?? 0);
  const end = to.position.x;
  const swing = end < start ? SWING : 0;
  const left = Math.min(start, end) - swing;
  const top = Math.min(from.position.y, to.position.y);
  const bottom = Math.max(from.position.y + (from.height ?? 0), to.position.y + (to.height ?? 0));
  return { x: left, y: top, width: Math.max(start, end) + swing - left, height: bottom - top };
}
