import { useRef } from "react";
import { useOverlay } from "../canvas/step-overlay.tsx";
import { type GroupOverlay, worstOf } from "./worst-overlay.ts";

/** The worst of these steps; the same object until it changes. */
export function useGroupOverlay(step_ids: readonly string[]): GroupOverlay {
  const last = useRef<GroupOverlay | null>(null);
  return useOverlay((source) => {
    const next = worstOf(step_ids.map((id) => source.step(id)));
    const before = last.current;
    if (before && sameOverlay(before, next)) return before;
    last.current = next;
    return next;
  });
}

function sameOverlay(a: GroupOverlay, b: GroupOverlay): boolean {
  return a.status === b.status && a.ended === b.ended && a.errors === b.errors && a.warnings === b.warnings;
}
