import "@xyflow/react/dist/base.css";
import "./canvas.css";
import "./step-card.css";
import "./ports.css";
import "./edges.css";
import "./notes.css";
import "../groups/papers.css";
import "../groups/groups.css";
import "../arrange/arrange.css";
import type { Segment } from "@worktrail/shared/segment/schema";
import type { Catalog } from "@worktrail/shared/step/define-step";
import { ReactFlowProvider, useStore, useStoreApi } from "@xyflow/react";
import { type MouseEvent as ReactMouseEvent, type ReactNode, useMemo, useState } from "react";
import {
  type CanvasActions,
  CanvasContext,
  DetailContext,
  detailAt,
  OpenPortContext,
  RenamingContext,
} from "./canvas-context.tsx";
import { FlowSurface } from "./FlowSurface.tsx";
import type { CanvasSelection } from "./selection.ts";
import type { Positions } from "./to-flow.ts";
import type { Connecting } from "./use-connections.ts";

export interface CanvasEditing {
  /** The same object for as long as the canvas lives. */
  actions: CanvasActions;
  /** Places of what is being dragged, by node id; empty when nothing is. */
  dragged: Positions;
  onDrag: (positions: Positions) => void;
  onDrop: (positions: Positions) => void;
  /** The same object for as long as the canvas lives. */
  connecting: Connecting;
  /** The edge under the pointer, by its key: its ends can be dragged. */
  hovered_edge: string | null;
  /** The empty pane was asked for its menu. */
  onPaneMenu: (event: MouseEvent | ReactMouseEvent) => void;
  /** The node, a step or a note, whose words are edited in place. */
  renaming: string | null;
  onRenaming: (node_id: string | null) => void;
}

export interface WorkflowCanvasProps {
  segment: Segment;
  catalog: Catalog;
  mode: "edit" | "run";
  selection: CanvasSelection;
  /** As `useState`'s setter: several updates of one gesture build on each other. */
  onSelect: (update: (current: CanvasSelection) => CanvasSelection) => void;
  /** Needed in mode "edit"; without it nothing can be changed. */
  editing?: CanvasEditing;
  /** The accessible name of the canvas. */
  label: string;
  /** Drawn over the canvas, with React Flow's hooks at hand. */
  children?: ReactNode;
}

/** A segment as a drawing, for the editor and for the run view. What is laid over it: see step-overlay.tsx. */
export function WorkflowCanvas(props: WorkflowCanvasProps) {
  return (
    <ReactFlowProvider>
      <CanvasRoom {...props} />
    </ReactFlowProvider>
  );
}

/** A canvas whose provider is mounted further up, so that panels beside it can move its view. */
export function CanvasRoom(props: WorkflowCanvasProps) {
  const { mode, editing } = props;
  useFixedGeometry();
  const detail = useStore((state) => detailAt(state.transform[2]));
  const openHandle = useStore((state) => (state.connection.inProgress ? state.connection.fromHandle : null));
  const openPort = useMemo(
    () =>
      openHandle
        ? {
            step_id: openHandle.nodeId,
            port_id: openHandle.id ?? "",
            kind: openHandle.type === "source" ? ("out" as const) : ("in" as const),
          }
        : null,
    [openHandle],
  );
  const { actions, renaming, onRenaming } = editing ?? {};
  const canvas = useMemo(() => ({ mode, actions: actions ?? null }), [mode, actions]);
  const renamed = useMemo(
    () => ({
      node_id: renaming ?? null,
      start: (node_id: string) => onRenaming?.(node_id),
      stop: () => onRenaming?.(null),
    }),
    [renaming, onRenaming],
  );
  return (
    <CanvasContext value={canvas}>
      <DetailContext value={detail}>
        <OpenPortContext value={openPort}>
          <RenamingContext value={renamed}>
            <FlowSurface {...props} detail={detail} />
          </RenamingContext>
        </OpenPortContext>
      </DetailContext>
    </CanvasContext>
  );
}

/**
 * Steps declare their size and ports (node-geometry.ts), so React Flow's measuring of every mounted node is
 * left out: it costs layout reads, and would lose the ports that a step does not draw when zoomed out.
 * Must run before React Flow mounts its nodes.
 */
function useFixedGeometry() {
  const store = useStoreApi();
  useState(() => store.setState({ updateNodeInternals: () => {} }));
}
