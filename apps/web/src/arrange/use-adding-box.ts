import { useEffect, useMemo, useRef } from "react";
import type { CanvasSelection } from "../canvas/selection.ts";

type OnSelect = (update: (current: CanvasSelection) => CanvasSelection) => void;

/**
 * A box that is drawn with Shift or Mod held adds to what was selected; React Flow's own begins anew. Gives
 * `onSelect` with that done.
 */
export function useAddingBox(onSelect: OnSelect, selection: CanvasSelection): OnSelect {
  const latest = useRef(selection);
  latest.current = selection;
  const base = useRef<CanvasSelection | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    const listen = { capture: true, passive: true, signal: gone.signal };
    window.addEventListener(
      "pointerdown",
      ({ target, shiftKey, ctrlKey, metaKey }) => {
        const onPane = target instanceof Element && target.classList.contains("react-flow__pane");
        base.current = onPane && (shiftKey || ctrlKey || metaKey) ? latest.current : null;
      },
      listen,
    );
    // The end of a box is told after this.
    const end = () => setTimeout(() => (base.current = null), 0);
    for (const type of ["pointerup", "pointercancel"] as const) window.addEventListener(type, end, listen);
    return () => gone.abort();
  }, []);
  return useMemo(
    () => (update) =>
      onSelect((current) => {
        const next = update(current);
        return base.current && next !== current ? joined(base.current, next) : next;
      }),
    [onSelect],
  );
}

function joined(a: CanvasSelection, b: CanvasSelection): CanvasSelection {
  return {
    steps: new Set([...a.steps, ...b.steps]),
    edges: new Set([...a.edges, ...b.edges]),
    notes: new Set([...a.notes, ...b.notes]),
  };
}
