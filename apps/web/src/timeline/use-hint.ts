import { type PointerEvent, type RefObject, useState } from "react";
import type { HintPlace } from "./TimelineHint.tsx";
import { labelWidth } from "./timeline-layout.ts";
import type { Mark } from "./timeline-model.ts";
import type { TimelineRow } from "./timeline-rows.ts";

export type Hint = { row: TimelineRow; part: number | null; mark: Mark["kind"] | null; place: HintPlace };
type Aim = { id: string; part: number | null; mark: Mark["kind"] | null; place: HintPlace };

/** What the pointer is over or the keys have come to: a bar, or a row as a whole. */
export function useHint(scroller: RefObject<HTMLElement | null>, rows: readonly TimelineRow[]) {
  const [aim, setAim] = useState<Aim | null>(null);
  const row = aim && rows.find(({ id }) => id === aim.id);
  const rowAt = (target: EventTarget) => {
    const element = target instanceof Element ? target.closest<HTMLElement>("[data-timeline-row]") : null;
    const id = element?.dataset.timelineRow;
    return id === undefined ? -1 : rows.findIndex((one) => one.id === id);
  };
  const onPointerMove = (event: PointerEvent) => {
    const { target, clientX: x, clientY: y } = event;
    const under = rows[rowAt(target)];
    if (!under || !(target instanceof Element) || event.pointerType === "touch") return setAim(null);
    const bar = target.closest<HTMLElement>("[data-part-index]");
    const mark = target.closest<HTMLElement>("[data-mark]");
    const next: Aim = {
      id: under.id,
      part: bar ? Number(bar.dataset.partIndex) : null,
      mark: mark && under.kind === "step" ? (under.track.marks[0]?.kind ?? null) : null,
      place: { x, y },
    };
    const same = aim && aim.id === next.id && aim.part === next.part && aim.mark === next.mark;
    // Within one bar it stays where it is: nothing is drawn anew for a pointer that only moves.
    if (!same) setAim(next);
  };
  /** Under the row, when it is come to with keys. */
  const onRow = (index: number, prefix: string) => {
    const target = rows[index];
    const node = scroller.current;
    if (!target || !node?.matches(":focus-visible")) return;
    requestAnimationFrame(() => {
      const element = document.getElementById(`${prefix}${target.id}`);
      if (!element || document.activeElement !== node) return;
      const y = element.getBoundingClientRect().bottom - 8;
      const x = node.getBoundingClientRect().left + labelWidth(node.clientWidth);
      setAim({ id: target.id, part: null, mark: null, place: { x, y } });
    });
  };
  const hint: Hint | null = aim && row ? { row, part: aim.part, mark: aim.mark, place: aim.place } : null;
  return { hint, hide: () => setAim(null), onPointerMove, onRow, rowAt };
}
