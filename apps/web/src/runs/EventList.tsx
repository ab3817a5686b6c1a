import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { moveTo } from "../scrubber/move-to.ts";
import { EventRow } from "./EventRow.tsx";
import type { EventIndex } from "./event-index.ts";
import { usePastMoment, useRun, useRunStore } from "./run-context.tsx";

const ROW_PX = 29;
/** As near as this to its end, a list follows what is added to it. */
const NEAR_END_PX = 24;

/** Draws the events that are in sight: a journal may hold a hundred thousand. */
export function EventList({ index, length }: { index: EventIndex; length: number }) {
  const { store, selected, reveal } = useRun();
  const events = useRunStore((state) => state.events);
  const past = usePastMoment();
  const moment = past ?? events.length;
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const { scroller, rows } = useRows(index, length, past);
  const toggle = useCallback(
    (seq: number) =>
      setOpen((before) => {
        const after = new Set(before);
        if (!after.delete(seq)) after.add(seq);
        return after;
      }),
    [],
  );
  const look = useCallback(
    (seq: number, step_id: string | null) => {
      moveTo(store, seq);
      if (step_id !== null) reveal(step_id);
    },
    [store, reveal],
  );
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
      {length === 0 && <p className="p-4 text-muted text-sm">No event here yet.</p>}
      <ol aria-label="Events of the run" className="relative" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index: place, start }) => {
          const seq = index.seqAt(place);
          const event = events.at(seq);
          return (
            event && (
              <EventRow
                key={seq}
                ref={rows.measureElement}
                place={place}
                length={length}
                start={start}
                event={event}
                first_at={events.at(1)?.timestamp ?? event.timestamp}
                when={seq === moment ? "now" : seq > moment ? "later" : "before"}
                selected={selected}
                open={open.has(seq)}
                onToggle={toggle}
                onLook={look}
              />
            )
          );
        })}
      </ol>
    </div>
  );
}

/** The rows in sight. They follow the moment; at the newest one, as long as a person stays at the end of the list. */
function useRows(index: EventIndex, length: number, past: number | null) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (place) => index.seqAt(place),
    overscan: 8,
    // Each scroll would draw twice otherwise.
    useFlushSync: false,
  });
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onScroll = () => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => element.removeEventListener("scroll", onScroll);
  }, []);
  const place = past === null ? null : index.placeOf(past);
  useLayoutEffect(() => {
    if (place !== null) rows.scrollToIndex(Math.max(0, place), { align: "auto" });
    else if (atEnd.current && length > 0) rows.scrollToIndex(length - 1, { align: "end" });
  }, [place, length, rows]);
  return { scroller, rows };
}
