import { BaseEdge, type EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { useDetail } from "./canvas-context.tsx";
import { edgePath } from "./edge-path.ts";
import { useEdgeOverlay } from "./step-overlay.tsx";
import type { StepFlowEdge } from "./to-flow.ts";

/** Labels interrupt their line close to its port, so that those of neighbouring ports never meet. */
const LABEL_OFFSET = 12;

/** A smooth line; dashed and moving while data flows, faded when its branch died, named where there is a choice. */
export const StepEdge = memo(function StepEdge(props: EdgeProps<StepFlowEdge>) {
  const { id, sourceX, sourceY, targetX, targetY, selected, data } = props;
  const state = useEdgeOverlay(id);
  const detail = useDetail();
  const label = detail === "full" ? data?.label : null;
  return (
    <g data-edge-key={id} data-edge-state={state} data-selected={selected || undefined} className="wt-edge">
      <BaseEdge path={edgePath({ sourceX, sourceY, targetX, targetY })} interactionWidth={16} />
      {label && (
        <text x={sourceX + LABEL_OFFSET} y={sourceY + 4} className="wt-edge-label">
          {label}
        </text>
      )}
    </g>
  );
});
