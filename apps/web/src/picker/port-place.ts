import type { Edge, Point } from "@worktrail/shared/segment/schema";
import type { ReactFlowInstance } from "@xyflow/react";
import type { OpenPort } from "../canvas/canvas-context.tsx";
import type { Ends } from "../canvas/edge-path.ts";

/** Where the middle of a port is drawn; null where its step is not, as in a folded group. */
export function portPlace(flow: ReactFlowInstance, { step_id, port_id, kind }: OpenPort): Point | null {
  const internals = flow.getInternalNode(step_id)?.internals;
  const side = internals?.handleBounds?.[kind === "out" ? "source" : "target"];
  const port = side?.find(({ id }) => id === port_id);
  if (!internals || !port) return null;
  const { x, y } = internals.positionAbsolute;
  return { x: x + port.x + port.width / 2, y: y + port.y + port.height / 2 };
}

export function sourceOf({ source_step, source_port }: Edge): OpenPort {
  return { step_id: source_step, port_id: source_port, kind: "out" };
}

export function targetOf({ target_step, target_port }: Edge): OpenPort {
  return { step_id: target_step, port_id: target_port, kind: "in" };
}

export function edgeEnds(flow: ReactFlowInstance, edge: Edge): Ends | null {
  const source = portPlace(flow, sourceOf(edge));
  const target = portPlace(flow, targetOf(edge));
  return source && target && { sourceX: source.x, sourceY: source.y, targetX: target.x, targetY: target.y };
}
