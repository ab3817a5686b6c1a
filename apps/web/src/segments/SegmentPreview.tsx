import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { useMemo } from "react";
import { categoryLooks } from "../ui/CategoryIcon.tsx";
import { segmentPreview } from "./preview-geometry.ts";

const FRAME = { width: 260, height: 104 };

/** Decorative: the name stands below it. */
export function SegmentPreview({ segment }: { segment: Pick<Segment, "steps" | "edges"> | undefined }) {
  const preview = useMemo(() => segment && segmentPreview(segment, catalog, FRAME), [segment]);
  return (
    <svg
      viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
      aria-hidden="true"
      preserveAspectRatio="xMidYMid meet"
      className="h-26 w-full"
    >
      {preview?.lines.map(({ key, from: [x1, y1], to: [x2, y2] }) => {
        const bend = Math.max(6, Math.abs(x2 - x1) / 2);
        return (
          <path
            key={key}
            d={`M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`}
            fill="none"
            stroke="var(--line-strong)"
            strokeWidth="1"
          />
        );
      })}
      {preview?.boxes.map(({ step_id, x, y, width, height, category }) => (
        <rect
          key={step_id}
          x={x}
          y={y}
          width={width}
          height={height}
          rx={Math.min(3, height / 2)}
          fill={`color-mix(in oklab, ${categoryLooks[category].color} 22%, var(--raised))`}
          stroke={categoryLooks[category].color}
          strokeWidth="1"
        />
      ))}
    </svg>
  );
}
