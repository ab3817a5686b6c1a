import { type NodeChange, useStoreApi } from "@xyflow/react";
import { useEffect, useMemo, useRef } from "react";
import type { CanvasNode, StepFlowEdge } from "../canvas/to-flow.ts";
import { DragSnap } from "./drag-snap.ts";
import { showLines, useGridSnap } from "./snap-store.ts";

/** Snapping of what is dragged on this canvas; Alt, Ctrl or Cmd held leaves places as they are. */
export function useDragSnap(): (changes: NodeChange<CanvasNode>[]) => NodeChange<CanvasNode>[] {
  const store = useStoreApi<CanvasNode, StepFlowEdge>();
  const free = useRef(false);
  const snap = useMemo(
    () =>
      new DragSnap({
        view: () => store.getState(),
        gridOn: () => useGridSnap.getState().on,
        isFree: () => free.current,
        show: showLines,
      }),
    [store],
  );
  useEffect(() => {
    const gone = new AbortController();
    const listen = { capture: true, passive: true, signal: gone.signal };
    const look = (event: KeyboardEvent | PointerEvent) => {
      free.current = event.altKey || event.ctrlKey || event.metaKey;
    };
    for (const type of ["pointermove", "keydown", "keyup"] as const)
      window.addEventListener(type, look, listen);
    // A drag that was broken off reports no end; one that ended does so after this.
    for (const type of ["pointerup", "pointercancel"] as const)
      window.addEventListener(type, () => setTimeout(() => snap.end(), 0), listen);
    return () => {
      gone.abort();
      snap.end();
    };
  }, [snap]);
  return useMemo(() => (changes) => snap.changes(changes), [snap]);
}
