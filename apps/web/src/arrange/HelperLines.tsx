import { ViewportPortal } from "@xyflow/react";
import { useHelperLines } from "./snap-store.ts";

/** Shows what the dragged step stands in line with. */
export function HelperLines() {
  const lines = useHelperLines((state) => state.lines);
  if (lines.length === 0) return null;
  return (
    <ViewportPortal>
      <svg aria-hidden className="wt-helper-lines" data-helper-lines={lines.length}>
        {lines.map(({ kind, x1, y1, x2, y2 }) => (
          <path key={`${kind}${x1},${y1},${x2},${y2}`} data-kind={kind} d={`M${x1} ${y1}L${x2} ${y2}`} />
        ))}
      </svg>
    </ViewportPortal>
  );
}
