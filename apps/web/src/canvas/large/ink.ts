// Lines of a large drawing seen from afar, as a few long paths: for each chunk of edges one path per look.
import { edgePath } from "../edge-path.ts";
import type { EdgeOverlay } from "../step-overlay.tsx";
import type { CanvasNode, StepFlowEdge } from "../to-flow.ts";

const CHUNK = 256;

/** A selected line looks selected, whatever flows in it. */
export type Look = EdgeOverlay | "selected";
/** The `d` of a path by look. */
export type InkChunk = ReadonlyMap<Look, string>;

type Drawn = { source: CanvasNode; target: CanvasNode; path: string };

/** Remembers the path of each edge until one of its ends moves: one per canvas. */
export class Ink {
  private drawn = new WeakMap<StepFlowEdge, Drawn>();

  chunks(
    nodes: readonly CanvasNode[],
    edges: readonly StepFlowEdge[],
    stateOf: (edge_key: string) => EdgeOverlay,
  ): InkChunk[] {
    const places = new Map(nodes.map((node) => [node.id, node]));
    const chunks: InkChunk[] = [];
    for (let from = 0; from < edges.length; from += CHUNK) {
      const paths = new Map<Look, string[]>();
      for (const edge of edges.slice(from, from + CHUNK)) {
        const path = this.pathOf(edge, places);
        if (path === null) continue;
        const look = edge.selected ? "selected" : stateOf(edge.id);
        const known = paths.get(look);
        if (known) known.push(path);
        else paths.set(look, [path]);
      }
      chunks.push(new Map([...paths].map(([look, parts]) => [look, parts.join("")])));
    }
    return chunks;
  }

  private pathOf(edge: StepFlowEdge, places: ReadonlyMap<string, CanvasNode>): string | null {
    const source = places.get(edge.source);
    const target = places.get(edge.target);
    if (!source || !target) return null;
    const last = this.drawn.get(edge);
    if (last && last.source === source && last.target === target) return last.path;
    const from = portPlace(source, edge.sourceHandle, "source");
    const to = portPlace(target, edge.targetHandle, "target");
    const path = edgePath({ sourceX: from.x, sourceY: from.y, targetX: to.x, targetY: to.y });
    this.drawn.set(edge, { source, target, path });
    return path;
  }
}

/** Where React Flow lets a line end: at the outer side of its port, or of the card where there is no such port. */
function portPlace(node: CanvasNode, port_id: string | null | undefined, type: "source" | "target") {
  const port = node.handles?.find((handle) => handle.id === port_id && handle.type === type);
  const { width = 0, height = 0 } = port ?? node;
  return {
    x: node.position.x + (port?.x ?? 0) + (type === "source" ? width : 0),
    y: node.position.y + (port?.y ?? 0) + height / 2,
  };
}
