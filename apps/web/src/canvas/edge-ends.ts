import type { Edge } from "@worktrail/shared/segment/schema";
import type { Ends } from "./edge-path.ts";
import { PORT_SIZE } from "./node-geometry.ts";
import type { CanvasNode } from "./to-flow.ts";

/** Where an edge begins and ends on the drawing; null where a step or a port of it is not drawn. */
export function edgeEnds(edge: Edge, nodes: ReadonlyMap<string, CanvasNode>): Ends | null {
  const source = portPlace(nodes.get(edge.source_step), edge.source_port, "source");
  const target = portPlace(nodes.get(edge.target_step), edge.target_port, "target");
  return source && target
    ? { sourceX: source.x, sourceY: source.y, targetX: target.x, targetY: target.y }
    : null;
}

function portPlace(node: CanvasNode | undefined, port_id: string, type: "source" | "target") {
  const handle = node?.handles?.find((one) => one.id === port_id && one.type === type);
  if (!node || !handle) return null;
  return { x: node.position.x + handle.x + PORT_SIZE / 2, y: node.position.y + handle.y + PORT_SIZE / 2 };
}
