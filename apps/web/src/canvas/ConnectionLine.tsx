import type { ConnectionLineComponentProps } from "@xyflow/react";
import { edgePath } from "./edge-path.ts";

/** The line while it is being drawn; it already looks like the edge that it becomes. */
export function ConnectionLine({ fromX, fromY, toX, toY, fromHandle }: ConnectionLineComponentProps) {
  const [from, to] = [
    { x: fromX, y: fromY },
    { x: toX, y: toY },
  ];
  const [source, target] = fromHandle.type === "source" ? [from, to] : [to, from];
  const ends = { sourceX: source.x, sourceY: source.y, targetX: target.x, targetY: target.y };
  return <path d={edgePath(ends)} fill="none" className="react-flow__connection-path" />;
}
