import "./large.css";
import { ViewportPortal } from "@xyflow/react";
import type { CanvasNode, StepFlowEdge } from "../to-flow.ts";
import { EdgeInk } from "./EdgeInk.tsx";
import type { Mounted } from "./mounting.ts";
import { StepBlocks } from "./StepBlocks.tsx";

export interface FarLayerProps {
  mounted: Mounted;
  nodes: readonly CanvasNode[];
  edges: readonly StepFlowEdge[];
}

/** What of a large drawing React Flow does not mount, below what it does. */
export function FarLayer({ mounted, nodes, edges }: FarLayerProps) {
  if (mounted.nodes === null) return null;
  return (
    <ViewportPortal>
      {!(mounted.window && mounted.settled) && <EdgeInk nodes={nodes} edges={edges} />}
      <StepBlocks nodes={nodes} mounted={mounted.nodes} />
    </ViewportPortal>
  );
}
