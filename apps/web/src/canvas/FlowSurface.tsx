import {
  type EdgeChange,
  type NodeChange,
  ReactFlow,
  type ReactFlowInstance,
  SelectionMode,
} from "@xyflow/react";
import { type MouseEvent as ReactMouseEvent, useCallback, useMemo, useState } from "react";
import { useGridSnap } from "../arrange/snap-store.ts";
import { useAddingBox } from "../arrange/use-adding-box.ts";
import { type Drawing, useDrawing } from "../arrange/use-drawing.ts";
import { useReported } from "../arrange/use-reported.ts";
import { useFolding } from "../groups/folding-context.ts";
import { GroupNode } from "../groups/GroupNode.tsx";
import { useGroupClicks } from "../groups/use-group-clicks.ts";
import { ConnectionHint } from "./ConnectionHint.tsx";
import { ConnectionLine } from "./ConnectionLine.tsx";
import type { DetailLevel } from "./canvas-context.tsx";
import { DotGrid } from "./DotGrid.tsx";
import { selectionAfterEdges, selectionAfterNodes } from "./flow-changes.ts";
import { FarLayer } from "./large/FarLayer.tsx";
import { mountedEdges } from "./large/mounted-edges.ts";
import { useMounting } from "./large/use-mounting.ts";
import { NoteNode } from "./NoteNode.tsx";
import { StepEdge } from "./StepEdge.tsx";
import { StepNode } from "./StepNode.tsx";
import type { CanvasNode, StepFlowEdge } from "./to-flow.ts";
import { useConnections, withLooseEnds } from "./use-connections.ts";
import { useViewLayer } from "./use-view-layer.ts";
import type { WorkflowCanvasProps } from "./WorkflowCanvas.tsx";

const nodeTypes = { step: StepNode, note: NoteNode, frame: GroupNode };
const edgeTypes = { step: StepEdge };
const fitOptions = { padding: 0.08, maxZoom: 1, minZoom: 0.02 };
const MIDDLE_AND_RIGHT = [1, 2];
const ADD_TO_SELECTION = ["Shift", "Meta", "Control"];
/** From a port on; what is nearer to it belongs to the port. */
const REACH_OF_ENDS = 14;
const NOTHING_DRAGGED = new Map<string, never>();

/**
 * React Flow's own `fitView` waits for nodes to be measured, which ours never are. Asked of an empty canvas,
 * it would wait for the first step and move it away from where it was dropped.
 */
async function showAll(flow: ReactFlowInstance<CanvasNode, StepFlowEdge>) {
  if (flow.getNodes().length > 0) await flow.fitView(fitOptions);
}

/** React Flow with our settings; turns its changes into ours. */
export function FlowSurface(props: WorkflowCanvasProps & { detail: DetailLevel }) {
  const { segment, catalog, mode, selection, onSelect, editing, label, detail, children } = props;
  const edit = mode === "edit" && editing !== undefined;
  const dragged = editing?.dragged ?? NOTHING_DRAGGED;
  const { nodes, edges, byStep } = useDrawing({ segment, catalog, selection, dragged });
  const { mounting, mounted } = useMounting(nodes.length);
  const [placed, setPlaced] = useState(false);
  const drawnEdges = useMemo(() => mountedEdges(mounted, nodes, edges), [mounted, nodes, edges]);
  useViewLayer();
  const handlers = useFlowHandlers(useAddingBox(onSelect, selection), editing, useReported(byStep));
  const gridOn = useGridSnap((state) => state.on) && edit;
  const connections = useConnections(editing?.connecting, editing?.actions.refusal);
  const hovered = editing?.hovered_edge ?? null;
  const looseEdges = useMemo(
    () => withLooseEnds(drawnEdges, selection.edges, hovered),
    [drawnEdges, selection.edges, hovered],
  );
  const clicks = useGroupClicks(onSelect, edit);
  const onRenaming = edit ? editing.onRenaming : undefined;
  const { fold } = useFolding();
  const onNodeDoubleClick = useCallback(
    (_event: ReactMouseEvent, node: CanvasNode) => {
      if (node.type === "frame") fold(node.data.group.group_id, !node.data.folded);
      else onRenaming?.(node.id);
    },
    [onRenaming, fold],
  );
  return (
    <ReactFlow<CanvasNode, StepFlowEdge>
      aria-label={label}
      data-canvas
      tabIndex={-1}
      data-detail={detail}
      data-grid-snap={gridOn || undefined}
      data-placed={placed || undefined}
      nodes={nodes}
      edges={edit ? looseEdges : drawnEdges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      {...handlers}
      {...(edit && connections)}
      onPaneContextMenu={edit ? editing.onPaneMenu : undefined}
      reconnectRadius={REACH_OF_ENDS}
      {...clicks}
      onNodeDoubleClick={onNodeDoubleClick}
      onInit={(flow) =>
        void showAll(flow).finally(() => {
          setPlaced(true);
          mounting.begin();
        })
      }
      onPointerOver={(event) => {
        if (event.buttons === 0) mounting.hold(stepUnder(event.target));
      }}
      minZoom={0.02}
      maxZoom={2}
      nodesDraggable={edit}
      nodesConnectable={edit}
      edgesReconnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      disableKeyboardA11y
      deleteKeyCode={null}
      selectionKeyCode={null}
      selectionOnDrag
      selectionMode={SelectionMode.Partial}
      multiSelectionKeyCode={ADD_TO_SELECTION}
      panOnDrag={MIDDLE_AND_RIGHT}
      panOnScroll
      zoomOnDoubleClick={false}
      connectionRadius={32}
      connectionLineComponent={ConnectionLine}
      connectOnClick={false}
      attributionPosition="bottom-center"
    >
      <DotGrid />
      <FarLayer mounted={mounted} nodes={nodes} edges={edges} />
      {edit && <ConnectionHint refusal={editing.actions.refusal} />}
      {children}
    </ReactFlow>
  );
}

function useFlowHandlers(
  onSelect: WorkflowCanvasProps["onSelect"],
  editing: WorkflowCanvasProps["editing"],
  asTaken: Drawing["byStep"],
) {
  const { onDrag, onDrop } = editing ?? {};
  const onNodesChange = useCallback(
    (reported: NodeChange<CanvasNode>[]) => {
      const changes = asTaken(reported);
      onSelect((current) => selectionAfterNodes(current, changes));
      const moved = changes.filter((change) => change.type === "position");
      if (moved.length === 0) return;
      const places = new Map(
        moved.flatMap(({ id, position }) => (position ? [[id, position] as const] : [])),
      );
      if (moved.some((change) => change.dragging)) onDrag?.(places);
      else onDrop?.(places);
    },
    [onSelect, onDrag, onDrop, asTaken],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<StepFlowEdge>[]) => onSelect((current) => selectionAfterEdges(current, changes)),
    [onSelect],
  );
  return { onNodesChange, onEdgesChange };
}

function stepUnder(target: EventTarget): string | null {
  const card = target instanceof Element ? target.closest<HTMLElement>("[data-step-id]") : null;
  return card?.dataset.stepId ?? null;
}
