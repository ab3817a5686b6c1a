import { type RefObject, useLayoutEffect, useState } from "react";

export type Window = { left: number; top: number; width: number; height: number };

/** In pixels: a scroll of less does not draw anything anew. */
const GRAIN = 64;

/** What of a scroller is seen, coarsely. */
export function useWindow(scroller: RefObject<HTMLElement | null>): Window {
  const [seen, setSeen] = useState<Window>({ left: 0, top: 0, width: 0, height: 0 });
  useLayoutEffect(() => {
    const node = scroller.current;
    if (!node) return;
    const look = () => {
      const left = Math.floor(node.scrollLeft / GRAIN) * GRAIN;
      const top = Math.floor(node.scrollTop / GRAIN) * GRAIN;
      const { clientWidth: width, clientHeight: height } = node;
      setSeen((before) => {
        const same =
          before.left === left && before.top === top && before.width === width && before.height === height;
        return same ? before : { left, top, width, height };
      });
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(node);
    node.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      node.removeEventListener("scroll", look);
    };
  }, [scroller]);
  return seen;
}
