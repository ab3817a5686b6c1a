// What a group is on the canvas: a frame around its steps, or, folded, one card in their place.
import type { Group } from "@worktrail/shared/segment/schema";
import { type Node as FlowNode, type NodeHandle, Position } from "@xyflow/react";
import { type Box, PORT_SIZE } from "../canvas/node-geometry.ts";

export type GroupNodeData = {
  readonly group: Group;
  /** The steps that are there; a draft may name others. */
  readonly step_ids: readonly string[];
  readonly folded: boolean;
  /** Every step of it is selected. */
  readonly chosen: boolean;
};
export type GroupFlowNode = FlowNode<GroupNodeData, "frame">;

export const GROUP_PREFIX = "group:";
export const CARD = { width: 220, height: 64 };
export const GROUP_IN = "group_in";
export const GROUP_OUT = "group_out";
/** What drags a frame; its inside belongs to the canvas. */
export const GRIP_CLASS = "wt-group-grip";

const FRAME_STYLE = { pointerEvents: "none" } as const;

export function groupNode(data: GroupNodeData, frame: Box): GroupFlowNode {
  const { width, height } = data.folded ? CARD : frame;
  const node = {
    id: GROUP_PREFIX + data.group.group_id,
    // React Flow has a look of its own for nodes of the type "group".
    type: "frame" as const,
    // The upper left corner is that of the frame, so that the title stays where it is.
    position: { x: frame.x, y: frame.y },
    measured: { width, height },
    width,
    height,
    connectable: false,
    data,
  };
  if (data.folded) return { ...node, selected: data.chosen, handles: cardHandles };
  // A frame is chosen by choosing its steps; React Flow would lift a selected one above them.
  return {
    ...node,
    selected: false,
    selectable: false,
    zIndex: -2,
    dragHandle: `.${GRIP_CLASS}`,
    style: FRAME_STYLE,
    className: "wt-group-node",
    handles: [],
  };
}

const handle = (id: string, type: "source" | "target", position: Position, x: number): NodeHandle => ({
  id,
  type,
  position,
  x: x - PORT_SIZE / 2,
  y: CARD.height / 2 - PORT_SIZE / 2,
  width: PORT_SIZE,
  height: PORT_SIZE,
});

const cardHandles: NodeHandle[] = [
  handle(GROUP_IN, "target", Position.Left, 0),
  handle(GROUP_OUT, "source", Position.Right, CARD.width),
];
