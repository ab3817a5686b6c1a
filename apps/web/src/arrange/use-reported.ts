import type { NodeChange } from "@xyflow/react";
import { useMemo } from "react";
import type { CanvasNode } from "../canvas/to-flow.ts";
import { useDragSnap } from "./use-drag-snap.ts";
import type { Drawing } from "./use-drawing.ts";

/** React Flow's changes as the canvas takes them: what is dragged in line, groups told by step. */
export function useReported(
  byStep: Drawing["byStep"],
): (changes: NodeChange<CanvasNode>[]) => NodeChange<CanvasNode>[] {
  const snap = useDragSnap();
  return useMemo(() => (changes) => byStep(snap(changes)), [byStep, snap]);
}
