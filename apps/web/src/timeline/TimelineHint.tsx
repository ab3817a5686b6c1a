import type { ReactNode } from "react";
import { createPortal } from "react-dom";

export type HintPlace = { x: number; y: number };

/** One tooltip for the whole chart: bars are too many for one each. */
export function TimelineHint({ place, children }: { place: HintPlace; children: ReactNode }) {
  const flips = place.x > window.innerWidth - 300;
  const above = place.y > window.innerHeight - 120;
  return createPortal(
    <div
      role="tooltip"
      className="pointer-events-none fixed z-50 flex max-w-72 animate-fade flex-col gap-0.5 rounded-md bg-inverse px-2 py-1 text-inverse-text text-xs shadow-float"
      style={{
        ...(flips ? { right: window.innerWidth - place.x + 12 } : { left: place.x + 12 }),
        ...(above ? { bottom: window.innerHeight - place.y + 14 } : { top: place.y + 14 }),
      }}
    >
      {children}
    </div>,
    document.body,
  );
}
