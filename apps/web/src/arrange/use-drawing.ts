import type { Segment } from "@worktrail/shared/segment/schema";
import type { Catalog } from "@worktrail/shared/step/define-step";
import type { NodeChange } from "@xyflow/react";
import { useCallback, useMemo } from "react";
import type { CanvasSelection } from "../canvas/selection.ts";
import { type CanvasNode, FlowView, type Positions, type StepFlowEdge } from "../canvas/to-flow.ts";
import { useFolding } from "../groups/folding-context.ts";
import { GroupView } from "../groups/group-view.ts";
import { PassThrough } from "./pass-through.ts";

export type Drawing = {
  readonly nodes: CanvasNode[];
  readonly edges: StepFlowEdge[];
  /** Changes of React Flow with those of groups told by step. */
  readonly byStep: (changes: NodeChange<CanvasNode>[]) => NodeChange<CanvasNode>[];
};

export type DrawingInput = {
  readonly segment: Segment;
  readonly catalog: Catalog;
  readonly selection: CanvasSelection;
  readonly dragged: Positions;
};

/** What React Flow draws: the steps and their edges, then the groups laid over them. */
export function useDrawing({ segment, catalog, selection, dragged }: DrawingInput): Drawing {
  const { folded } = useFolding();
  const view = useMemo(() => new FlowView(catalog), [catalog]);
  const passThrough = useMemo(() => new PassThrough(catalog), [catalog]);
  const groups = useMemo(() => new GroupView(), []);
  const nodes = useMemo(
    () => groups.nodes(view.nodes({ segment, selection, dragged }), { segment, folded, selection }),
    [groups, view, segment, selection, dragged, folded],
  );
  const edges = useMemo(() => {
    const drawn = view.flowEdges({ segment, selected: selection.edges });
    return groups.edges(passThrough.edges(drawn, segment), { segment, folded });
  }, [groups, view, passThrough, segment, selection.edges, folded]);
  const byStep = useCallback((changes: NodeChange<CanvasNode>[]) => groups.byStep(changes), [groups]);
  return { nodes, edges, byStep };
}
