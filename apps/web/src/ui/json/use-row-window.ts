import { type RefObject, useLayoutEffect, useState } from "react";

/** Lines that are drawn beyond what is seen, so that scrolling does not show a gap. */
const SPARE = 12;
/** Where nothing is laid out yet. */
const FIRST_HEIGHT = 480;

export type RowWindow = { from: number; end: number; width: number };

/** Which of many lines of one height are in sight of their scrolling box. */
export function useRowWindow(
  box: RefObject<HTMLElement | null>,
  count: number,
  height: number,
  above = 0,
): RowWindow {
  const [seen, setSeen] = useState({ top: 0, height: FIRST_HEIGHT, width: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      const top = Math.max(0, element.scrollTop - above);
      const next = { top, height: element.clientHeight || FIRST_HEIGHT, width: element.clientWidth };
      setSeen((known) =>
        // A few pixels change nothing that is drawn.
        Math.abs(known.top - next.top) < height * (SPARE / 2) &&
        known.height === next.height &&
        known.width === next.width
          ? known
          : next,
      );
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    const resized = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(look);
    resized?.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      resized?.disconnect();
    };
  }, [box, height, above]);
  const from = Math.max(0, Math.min(count, Math.floor(seen.top / height)) - SPARE);
  const end = Math.min(count, Math.ceil((seen.top + seen.height) / height) + SPARE);
  return { from, end, width: seen.width };
}
