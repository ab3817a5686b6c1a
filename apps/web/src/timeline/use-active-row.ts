import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { AXIS_HEIGHT, ROW_HEIGHT } from "./timeline-layout.ts";
import type { TimelineRow } from "./timeline-rows.ts";

/** The row that keys act on. It is kept by its name, since rows come in between. */
export function useActiveRow(
  scroller: RefObject<HTMLElement | null>,
  rows: readonly TimelineRow[],
  selected: string | null,
) {
  const [id, setId] = useState<string | null>(null);
  const active = Math.max(
    0,
    rows.findIndex((row) => row.id === id),
  );
  const latest = useRef(rows);
  latest.current = rows;
  const show = useCallback(
    (index: number) => {
      const node = scroller.current;
      if (!node || index < 0) return;
      const top = index * ROW_HEIGHT;
      const room = node.clientHeight - AXIS_HEIGHT - ROW_HEIGHT;
      if (top < node.scrollTop) node.scrollTop = top;
      else if (top > node.scrollTop + room) node.scrollTop = top - room;
    },
    [scroller],
  );
  // What is selected elsewhere, on the canvas or in the list of events, comes into view here.
  useEffect(() => {
    if (selected === null) return;
    setId((before) => (before?.startsWith(`${selected}/`) ? before : selected));
    show(latest.current.findIndex((row) => row.id === selected));
  }, [selected, show]);
  const setActive = (index: number) => {
    setId(rows[index]?.id ?? null);
    show(index);
  };
  return { active, setActive };
}
