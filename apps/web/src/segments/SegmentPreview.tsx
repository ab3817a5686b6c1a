import type { Segment } from "@worktrail/shared/segment/schema";
import { catalog } from "@worktrail/steps/contracts";
import { useMemo } from "react";
import { stepIcon } from "../canvas/step-look.ts";
import { categoryLooks } from "../ui/CategoryIcon.tsx";
import { type PreviewBox, segmentPreview } from "./preview-geometry.ts";

const FRAME = { width: 300, height: 132 };
/** Lower boxes have no room for an icon and a name. */
const DETAIL_HEIGHT = 11;
/** The edge of an icon that is given no size. */
const ICON_SIZE = 24;

/** Decorative: the name stands below it. */
export function SegmentPreview({ segment }: { segment: Pick<Segment, "steps" | "edges"> | undefined }) {
  const preview = useMemo(() => segment && segmentPreview(segment, catalog, FRAME), [segment]);
  return (
    <div className="border-line border-b bg-sunken bg-[radial-gradient(var(--line)_1px,transparent_1px)] bg-size-[12px_12px]">
      <svg
        viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
        aria-hidden="true"
        preserveAspectRatio="xMidYMid meet"
        className="h-33 w-full"
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
        {preview?.boxes.map((box) => (
          <StepBox key={box.step_id} box={box} />
        ))}
      </svg>
    </div>
  );
}

function StepBox({ box }: { box: PreviewBox }) {
  const { x, y, width, height, category, step_type } = box;
  const { color } = categoryLooks[category];
  const tint = `color-mix(in oklab, ${color} 22%, var(--raised))`;
  if (height < DETAIL_HEIGHT) {
    return <rect x={x} y={y} width={width} height={height} rx={height / 4} fill={tint} stroke={color} />;
  }
  const Icon = stepIcon(step_type);
  const inset = height * 0.2;
  const tile = height - 2 * inset;
  const textX = x + 2 * inset + tile;
  const room = x + width - inset - textX;
  return (
    <g>
      <rect
        x={x}
        y={y}
        width={width}
        height={height}
        rx={height / 6}
        fill="var(--raised)"
        stroke={`color-mix(in oklab, ${color} 60%, var(--line-strong))`}
      />
      <rect x={x + inset} y={y + inset} width={tile} height={tile} rx={tile / 4} fill={tint} />
      <g
        transform={`translate(${x + inset + tile * 0.18} ${y + inset + tile * 0.18}) scale(${(tile * 0.64) / ICON_SIZE})`}
        color={color}
      >
        <Icon />
      </g>
      <rect x={textX} y={y + height * 0.33} width={room * 0.8} height={1.8} rx={0.9} fill="var(--muted)" />
      <rect
        x={textX}
        y={y + height * 0.58}
        width={room * 0.5}
        height={1.4}
        rx={0.7}
        fill="var(--line-strong)"
      />
    </g>
  );
}
