import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { MAX_PLOT_WIDTH, MAX_ZOOM } from "./timeline-layout.ts";

/** Pixels a unit of the axis takes. */
export type Zoom = {
  px_per_unit: number;
  fits: boolean;
  by: (factor: number) => void;
  fit: () => void;
};

type Anchor = { units: number; x: number };

/**
 * Zooms the plot in a scroller; what is under the pointer, or in the middle, stays where it is.
 *
 * @param room the width that the plot has
 * @param units the length of the axis
 * @param left where the plot begins in the scroller
 */
export function useZoom(
  scroller: RefObject<HTMLElement | null>,
  { room, units, left }: { room: number; units: number; left: number },
): Zoom {
  const [chosen, setChosen] = useState<number | null>(null);
  const anchor = useRef<Anchor | null>(null);
  const fitting = room / units;
  const most = Math.max(fitting, Math.min(MAX_ZOOM, MAX_PLOT_WIDTH / units));
  const px_per_unit = chosen === null ? fitting : Math.min(most, Math.max(fitting, chosen));
  const by = useCallback(
    (factor: number, x: number = left + room / 2) => {
      const node = scroller.current;
      if (!node) return;
      anchor.current = { units: Math.max(0, node.scrollLeft + x - left) / px_per_unit, x };
      const next = px_per_unit * factor;
      setChosen(next <= fitting ? null : Math.min(most, next));
    },
    [scroller, px_per_unit, fitting, most, left, room],
  );
  // The place to keep is found when the new size is drawn.
  useLayoutEffect(() => {
    const kept = anchor.current;
    anchor.current = null;
    if (kept && scroller.current) scroller.current.scrollLeft = kept.units * px_per_unit + left - kept.x;
  }, [px_per_unit]);
  useEffect(() => {
    const node = scroller.current;
    if (!node) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      by(Math.exp(-event.deltaY / 240), Math.max(left, event.clientX - node.getBoundingClientRect().left));
    };
    node.addEventListener("wheel", onWheel, { passive: false });
    return () => node.removeEventListener("wheel", onWheel);
  }, [scroller, by, left]);
  const fit = useCallback(() => setChosen(null), []);
  return { px_per_unit, fits: px_per_unit === fitting, by, fit };
}
