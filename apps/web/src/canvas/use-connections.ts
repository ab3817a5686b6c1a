// Edges while they are drawn and while one of their ends is led elsewhere: React Flow's words turned into ours.
import type { Edge, Point } from "@worktrail/shared/segment/schema";
import { type Connection, type FinalConnectionState, useReactFlow } from "@xyflow/react";
import { useCallback, useMemo, useRef } from "react";
import { edgeBetween, type OpenPort, type Refusal } from "./canvas-context.tsx";
import type { StepFlowEdge } from "./to-flow.ts";

export type Connecting = {
  readonly onConnect: (edge: Edge) => void;
  /** An end of an edge was let go on another port. */
  readonly onReconnect: (from: Edge, to: Edge) => void;
  /** An edge was let go on a port that refuses it. */
  readonly onRefused: (message: string) => void;
  /** An edge was let go on the empty pane; `instead_of` where it was an end of one that is drawn. */
  readonly onLetGo: (from: OpenPort, at: Point, instead_of: Edge | null) => void;
};

type Ask = (edge: Edge) => Refusal | null;

export function useConnections(connecting: Connecting | undefined, refusal: Ask | undefined) {
  const flow = useReactFlow();
  /** The edge whose end is being dragged: the port that it comes from refuses it as one that is there already. */
  const held = useRef<Edge | null>(null);
  const isValidConnection = useCallback(
    (connection: Connection | StepFlowEdge) => {
      const edge = toEdge(connection);
      return edge !== null && refusal !== undefined && refusal(edge) === null;
    },
    [refusal],
  );
  const end = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState, instead_of: Edge | null) => {
      const open = openPortOf(state);
      if (state.isValid || !refusal || !connecting || !open) return;
      const edge = stateToEdge(state) ?? edgeToCard(event, open, refusal);
      const reason = edge && refusal(edge);
      if (edge && instead_of && sameEdge(edge, instead_of)) return;
      if (edge && reason) connecting.onRefused(reason.message);
      else if (edge && instead_of) connecting.onReconnect(instead_of, edge);
      else if (edge) connecting.onConnect(edge);
      else {
        const at = placeOf(event);
        const onPane = at && document.elementFromPoint(at.x, at.y)?.classList.contains("react-flow__pane");
        if (onPane)
          connecting.onLetGo(open, flow.screenToFlowPosition(at, { snapToGrid: false }), instead_of);
      }
    },
    [refusal, connecting, flow],
  );
  return useMemo(
    () => ({
      isValidConnection,
      onConnect: (connection: Connection) => {
        const edge = toEdge(connection);
        if (edge) connecting?.onConnect(edge);
      },
      onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
        if (!held.current) end(event, state, null);
      },
      onReconnectStart: (_event: unknown, { data }: StepFlowEdge) => {
        held.current = data?.edge ?? null;
      },
      onReconnect: ({ data }: StepFlowEdge, connection: Connection) => {
        const edge = toEdge(connection);
        if (edge && data) connecting?.onReconnect(data.edge, edge);
      },
      onReconnectEnd: (
        event: MouseEvent | TouchEvent,
        { data }: StepFlowEdge,
        _side: unknown,
        state: FinalConnectionState,
      ) => {
        held.current = null;
        if (data) end(event, state, data.edge);
      },
    }),
    [connecting, end, isValidConnection],
  );
}

/** The edges with ends that can be dragged: every such end costs elements, so only those at hand have them. */
export function withLooseEnds(
  edges: StepFlowEdge[],
  selected: ReadonlySet<string>,
  hovered: string | null,
): StepFlowEdge[] {
  const [only] = selected;
  const loose = new Set([hovered, selected.size === 1 ? (only ?? null) : null]);
  if (!edges.some((edge) => loose.has(edge.id))) return edges;
  const isLoose = (edge: StepFlowEdge) => loose.has(edge.id) && edge.reconnectable !== false;
  return edges.map((edge) => (isLoose(edge) ? { ...edge, reconnectable: true } : edge));
}

function toEdge({ source, sourceHandle, target, targetHandle }: Connection | StepFlowEdge): Edge | null {
  if (!sourceHandle || !targetHandle) return null;
  return { source_step: source, source_port: sourceHandle, target_step: target, target_port: targetHandle };
}

function openPortOf({ fromHandle }: FinalConnectionState): OpenPort | null {
  if (!fromHandle?.id) return null;
  const kind = fromHandle.type === "source" ? "out" : "in";
  return { step_id: fromHandle.nodeId, port_id: fromHandle.id, kind };
}

function placeOf(event: MouseEvent | TouchEvent): Point | null {
  const at = "changedTouches" in event ? event.changedTouches[0] : event;
  return at ? { x: at.clientX, y: at.clientY } : null;
}

/** Let go on a step rather than on one of its ports: the first port that takes the edge, else the first at all. */
function edgeToCard(event: MouseEvent | TouchEvent, open: OpenPort, refusal: Ask): Edge | null {
  const at = placeOf(event);
  if (!at) return null;
  const card = document.elementFromPoint(at.x, at.y)?.closest<HTMLElement>("[data-step-id]");
  if (!card || card.dataset.stepId === open.step_id) return null;
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

function sameEdge(a: Edge, b: Edge): boolean {
  return (
    a.source_step === b.source_step &&
    a.source_port === b.source_port &&
    a.target_step === b.target_step &&
    a.target_port === b.target_port
  );
}
