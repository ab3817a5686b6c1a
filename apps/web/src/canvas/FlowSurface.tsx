import type { Edge } from "@worktrail/shared/segment/schema";
import {
  Background,
  type Connection,
  type EdgeChange,
  type FinalConnectionState,
  type NodeChange,
  ReactFlow,
  type ReactFlowInstance,
  SelectionMode,
} from "@xyflow/react";
import { type MouseEvent as ReactMouseEvent, useCallback } from "react";
import { type Drawing, useDrawing } from "../arrange/use-drawing.ts";
import { useFolding } from "../groups/folding-context.ts";
import { GroupNode } from "../groups/GroupNode.tsx";
import { useGroupClicks } from "../groups/use-group-clicks.ts";
import { ConnectionHint } from "./ConnectionHint.tsx";
import { ConnectionLine } from "./ConnectionLine.tsx";
import { type DetailLevel, edgeBetween, type OpenPort, type Refusal } from "./canvas-context.tsx";
import { selectionAfterEdges, selectionAfterNodes } from "./flow-changes.ts";
import { NoteNode } from "./NoteNode.tsx";
import { GRID } from "./node-geometry.ts";
import { StepEdge } from "./StepEdge.tsx";
import { StepNode } from "./StepNode.tsx";
import type { CanvasNode, StepFlowEdge } from "./to-flow.ts";
import type { WorkflowCanvasProps } from "./WorkflowCanvas.tsx";

const nodeTypes = { step: StepNode, note: NoteNode, group: GroupNode };
const edgeTypes = { step: StepEdge };
const fitOptions = { padding: 0.08, maxZoom: 1, minZoom: 0.02 };
/** Small drawings are mounted whole: assistive technology and find-in-page reach every step. */
const DRAW_ALL_UP_TO = 150;
const MIDDLE_AND_RIGHT = [1, 2];
const SNAP_GRID: [number, number] = [GRID, GRID];
const ADD_TO_SELECTION = ["Shift", "Meta", "Control"];
const NOTHING_DRAGGED = new Map<string, never>();

/**
 * React Flow's own `fitView` waits for nodes to be measured, which ours never are. Asked of an empty canvas,
 * it would wait for the first step and move it away from where it was dropped.
 */
function showAll(flow: ReactFlowInstance<CanvasNode, StepFlowEdge>) {
  if (flow.getNodes().length > 0) void flow.fitView(fitOptions);
}

/** React Flow with our settings; turns its changes into ours. */
export function FlowSurface(props: WorkflowCanvasProps & { detail: DetailLevel }) {
  const { segment, catalog, mode, selection, onSelect, editing, label, detail, children } = props;
  const edit = mode === "edit" && editing !== undefined;
  const dragged = editing?.dragged ?? NOTHING_DRAGGED;
  const { nodes, edges, byStep } = useDrawing({ segment, catalog, selection, dragged });
  const handlers = useFlowHandlers(onSelect, editing, byStep);
  const clicks = useGroupClicks(onSelect, edit);
  const onRenaming = edit ? editing.onRenaming : undefined;
  const { fold } = useFolding();
  const onNodeDoubleClick = useCallback(
    (_event: ReactMouseEvent, node: CanvasNode) => {
      if (node.type === "group") fold(node.data.group.group_id, !node.data.folded);
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
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      {...handlers}
      {...clicks}
      onNodeDoubleClick={onNodeDoubleClick}
      onInit={showAll}
      snapToGrid
      snapGrid={SNAP_GRID}
      minZoom={0.02}
      maxZoom={2}
      onlyRenderVisibleElements={nodes.length > DRAW_ALL_UP_TO}
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
      <Background gap={20} size={1.5} />
      {edit && <ConnectionHint refusal={editing.actions.refusal} />}
      {children}
    </ReactFlow>
  );
}

function useFlowHandlers(
  onSelect: WorkflowCanvasProps["onSelect"],
  editing: WorkflowCanvasProps["editing"],
  byStep: Drawing["byStep"],
) {
  const { onDrag, onDrop, onConnect, actions, onRefused } = editing ?? {};
  const refusal = actions?.refusal;
  const onNodesChange = useCallback(
    (reported: NodeChange<CanvasNode>[]) => {
      const changes = byStep(reported);
      onSelect((current) => selectionAfterNodes(current, changes));
      const moved = changes.filter((change) => change.type === "position");
      if (moved.length === 0) return;
      const places = new Map(
        moved.flatMap(({ id, position }) => (position ? [[id, position] as const] : [])),
      );
      if (moved.some((change) => change.dragging)) onDrag?.(places);
      else onDrop?.(places);
    },
    [onSelect, onDrag, onDrop, byStep],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<StepFlowEdge>[]) => onSelect((current) => selectionAfterEdges(current, changes)),
    [onSelect],
  );
  const connect = useCallback(
    (connection: Connection) => {
      const edge = toEdge(connection);
      if (edge) onConnect?.(edge);
    },
    [onConnect],
  );
  const isValidConnection = useCallback(
    (connection: Connection | StepFlowEdge) => {
      const edge = toEdge(connection);
      return edge !== null && refusal !== undefined && refusal(edge) === null;
    },
    [refusal],
  );
  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      if (state.isValid || !refusal) return;
      const edge = stateToEdge(state) ?? edgeToCard(event, state, refusal);
      if (!edge) return;
      const reason = refusal(edge);
      if (reason) onRefused?.(reason.message);
      else onConnect?.(edge);
    },
    [refusal, onRefused, onConnect],
  );
  return { onNodesChange, onEdgesChange, onConnect: connect, isValidConnection, onConnectEnd };
}

function toEdge({ source, sourceHandle, target, targetHandle }: Connection | StepFlowEdge): Edge | null {
  if (!sourceHandle || !targetHandle) return null;
  return { source_step: source, source_port: sourceHandle, target_step: target, target_port: targetHandle };
}

/** Let go on a step rather than on one of its ports: the first port that takes the edge, else the first at all. */
function edgeToCard(
  event: MouseEvent | TouchEvent,
  { fromHandle }: FinalConnectionState,
  refusal: (edge: Edge) => Refusal | null,
): Edge | null {
  const at = "changedTouches" in event ? event.changedTouches[0] : event;
  if (!at || !fromHandle?.id) return null;
  const card = document.elementFromPoint(at.clientX, at.clientY)?.closest<HTMLElement>("[data-step-id]");
  if (!card || card.dataset.stepId === fromHandle.nodeId) return null;
  const open: OpenPort = {
    step_id: fromHandle.nodeId,
    port_id: fromHandle.id,
    kind: fromHandle.type === "source" ? "out" : "in",
  };
  const side: OpenPort["kind"] = open.kind === "out" ? "in" : "out";
  const edges = [...card.querySelectorAll<HTMLElement>(`[data-port-kind="${side}"]`)].flatMap((port) => {
    const other = { step_id: card.dataset.stepId ?? "", port_id: port.dataset.portId ?? "", kind: side };
    return edgeBetween(open, other) ?? [];
  });
  return edges.find((edge) => refusal(edge) === null) ?? edges[0] ?? null;
}

/** The edge that a finished drag would have made, whichever end it began at. */
function stateToEdge({ fromHandle, toHandle }: FinalConnectionState): Edge | null {
  if (!fromHandle?.id || !toHandle?.id || fromHandle.type === toHandle.type) return null;
  const [from, to] = fromHandle.type === "source" ? [fromHandle, toHandle] : [toHandle, fromHandle];
  return {
    source_step: from.nodeId,
    source_port: from.id ?? "",
    target_step: to.nodeId,
    target_port: to.id ?? "",
  };
}
