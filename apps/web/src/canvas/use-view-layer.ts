import { useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { useViewMoves } from "./step-overlay.tsx";

const RESTS_AFTER_MS = 200;

/**
 * While the view is moved, the drawing is a layer of its own, which the browser moves without painting it again.
 * Not while it is zoomed, nor at rest: a layer keeps the sharpness of the zoom at which it was painted.
 */
export function useViewLayer(): void {
  const store = useStoreApi();
  const viewMoves = useViewMoves();
  useEffect(() => {
    let last = store.getState().transform;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const rest = () => {
      layer(store.getState().domNode, false);
      viewMoves(false);
    };
    const forget = store.subscribe(({ transform, domNode }) => {
      if (transform === last) return;
      const zoomed = transform[2] !== last[2];
      const moved = transform[0] !== last[0] || transform[1] !== last[1];
      last = transform;
      if (!zoomed && !moved) return;
      layer(domNode, !zoomed);
      viewMoves(true);
      clearTimeout(timer);
      timer = setTimeout(rest, RESTS_AFTER_MS);
    });
    return () => {
      forget();
      clearTimeout(timer);
      viewMoves(false);
    };
  }, [store, viewMoves]);
}

function layer(domNode: HTMLElement | null, own: boolean): void {
  const viewport = domNode?.querySelector<HTMLElement>(".react-flow__viewport");
  if (viewport) viewport.style.willChange = own ? "transform" : "";
}
