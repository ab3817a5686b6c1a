import { memo } from "react";
import { formatDuration } from "../ui/duration.ts";
import { axisTicks } from "./axis-ticks.ts";
import type { TimeScale } from "./time-scale.ts";
import { AXIS_HEIGHT } from "./timeline-layout.ts";
import type { Band } from "./timeline-model.ts";

type AxisProps = {
  scale: TimeScale;
  px_per_unit: number;
  labels: number;
  /** In units: what of the axis is seen. */
  from: number;
  to: number;
};

export const TimelineAxis = memo(function TimelineAxis({ scale, px_per_unit, labels, from, to }: AxisProps) {
  const ticks = axisTicks(scale, px_per_unit, from, to);
  return (
    <div
      aria-hidden
      className="sticky top-0 z-30 flex border-line border-b bg-raised text-muted text-xs"
      style={{ height: AXIS_HEIGHT }}
    >
      <span
        className="sticky left-0 z-10 flex shrink-0 items-center border-line border-r bg-raised px-2"
        style={{ width: labels }}
      >
        Step
      </span>
      <div className="relative flex-1">
        {ticks.map(({ units, label }) => (
          <span
            key={units}
            className="absolute top-0 flex h-full items-center border-line border-l pl-1 tabular-nums whitespace-nowrap"
            style={{ left: `calc(var(--ppu) * ${units} * 1px)` }}
          >
            {label}
          </span>
        ))}
      </div>
    </div>
  );
});

const BREAK = "repeating-linear-gradient(180deg, var(--line-strong) 0 4px, transparent 4px 8px)";
const BAND = "repeating-linear-gradient(45deg, var(--line) 0 1px, transparent 1px 6px)";

/** What lies behind all rows: lines of the axis, times in which the run stood still, and what was shortened. */
export const TimelineGround = memo(function TimelineGround(
  props: AxisProps & { bands: readonly Band[]; height: number },
) {
  const { scale, px_per_unit, labels, from, to, bands, height } = props;
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute border-line border-l"
      style={{ left: labels - 1, right: 0, top: AXIS_HEIGHT, height }}
    >
      {axisTicks(scale, px_per_unit, from, to).map(({ units }) => (
        <span
          key={units}
          className="absolute h-full border-line border-l"
          style={{ left: `calc(var(--ppu) * ${units} * 1px)` }}
        />
      ))}
      {bands.map((band) => (
        <BandView key={band.start} band={band} scale={scale} />
      ))}
      {scale.gaps.map(({ start, end, at, units }) => (
        <span
          key={start}
          data-timeline-break
          className="absolute flex h-full items-end justify-center text-muted text-xs"
          style={{ left: `calc(var(--ppu) * ${at} * 1px)`, width: `calc(var(--ppu) * ${units} * 1px)` }}
        >
          <span className="absolute left-1/2 h-full w-0.5" style={{ background: BREAK }} />
          <span className="relative whitespace-nowrap bg-raised px-1">
            ⫽ {end === Number.POSITIVE_INFINITY ? "still waiting" : formatDuration(end - start)}
          </span>
        </span>
      ))}
    </div>
  );
});

function BandView({ band: { kind, start, end }, scale }: { band: Band; scale: TimeScale }) {
  const left = scale.toUnits(start);
  const length = end === null ? `max(0, var(--now) - ${left})` : `${scale.toUnits(end) - left}`;
  return (
    <span
      data-band={kind}
      className="absolute h-full overflow-hidden border-line-strong border-x border-dotted text-muted text-xs"
      style={{
        left: `calc(var(--ppu) * ${left} * 1px)`,
        width: `max(2px, calc(var(--ppu) * (${length}) * 1px))`,
        background: BAND,
      }}
    >
      <span className="absolute right-1 bottom-0.5 whitespace-nowrap bg-raised px-1">
        {kind === "paused" ? "Run paused" : "Ended, opened again"}
      </span>
    </span>
  );
}
