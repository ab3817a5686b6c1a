import { useStoreApi } from "@xyflow/react";
import { useLayoutEffect, useRef } from "react";

/** In the drawing's measure. */
const GAP = 20;
/** On the screen: dots that would come closer are left out. */
const CLOSEST = 12;

/** The dots behind the drawing: painted once for a zoom, and only moved while the view is. */
export function DotGrid() {
  const store = useStoreApi();
  const grid = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    let last: readonly [number, number, number] | null = null;
    const draw = () => {
      const { transform } = store.getState();
      const { current } = grid;
      if (!current || transform === last) return;
      const [x, y, zoom] = transform;
      let gap = GAP * zoom;
      while (gap < CLOSEST) gap *= 2;
      if (zoom !== last?.[2]) {
        current.style.setProperty("--gap", `${gap}px`);
        current.style.setProperty("--dot", `${Math.min(1.5, Math.max(zoom, 0.7))}px`);
      }
      current.style.transform = `translate(${x % gap}px, ${y % gap}px)`;
      last = transform;
    };
    draw();
    return store.subscribe(draw);
  }, [store]);
  return <div ref={grid} className="wt-dots" aria-hidden />;
}
