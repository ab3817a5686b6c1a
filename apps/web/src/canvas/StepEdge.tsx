import { BaseEdge, type EdgeProps, getBezierPath } from "@xyflow/react";
import { memo } from "react";
import { useDetail } from "./canvas-context.tsx";
import { useEdgeOverlay } from "./step-overlay.tsx";
import type { StepFlowEdge } from "./to-flow.ts";

const LABEL_OFFSET = 14;

/** A smooth line; dashed and moving while data flows, faded when its branch died, named where there is a choice. */
export const StepEdge = memo(function StepEdge(props: EdgeProps<StepFlowEdge>) {
  const { id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, selected, data } = props;
  const state = useEdgeOverlay(id);
  const detail = useDetail();
  const [path] = getBezierPath({
    sourceX,
    sourceY,
    sourcePosition,
    targetX,
    targetY,
    targetPosition,
    curvature: 0.3,
  });
  const label = detail === "full" ? data?.label : null;
  return (
    <g data-edge-key={id} data-edge-state={state} data-selected={selected || undefined} className="wt-edge">
      <BaseEdge path={path} interactionWidth={16} />
      {label && (
        <text x={sourceX + LABEL_OFFSET} y={sourceY - 6} className="wt-edge-label">
          {label}
        </text>
      )}
    </g>
  );
});
