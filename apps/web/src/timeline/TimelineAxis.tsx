import { memo } from "react";
import { formatDuration } from "../ui/duration.ts";
import { axisTicks } from "./axis-ticks.ts";
import type { Gap, TimeScale } from "./time-scale.ts";
import { AXIS_HEIGHT } from "./timeline-layout.ts";
import type { Band } from "./timeline-model.ts";

export type AxisProps = {
  scale: TimeScale;
  px_per_unit: number;
  labels: number;
  /** In units: what of the axis is seen. */
  from: number;
  to: number;
};

const place = (units: number) => ({ left: `calc(var(--ppu) * ${units} * 1px)` });
const box = (units: number, length: number | string) => ({
  ...place(units),
  width: `max(2px, calc(var(--ppu) * (${length}) * 1px))`,
});

export const TimelineAxis = memo(function TimelineAxis(props: AxisProps & { onTime: (ms: number) => void }) {
  const { scale, px_per_unit, labels, from, to, onTime } = props;
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
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a short cut for the mouse; keys have the scrubber */}
      <div
        role="presentation"
        title="Show the run as it was at this time"
        className="relative flex-1 cursor-pointer"
        onClick={({ clientX, currentTarget }) =>
          onTime(scale.toMs((clientX - currentTarget.getBoundingClientRect().left) / px_per_unit))
        }
      >
        {ticks.map(({ units, label }) => (
          <span
            key={units}
            className="absolute top-0 flex h-full items-center whitespace-nowrap border-line border-l pl-1 tabular-nums"
            style={place(units)}
          >
            {label}
          </span>
        ))}
        {scale.gaps.map((gap) => (
          <span
            key={gap.start}
            className="absolute flex h-full items-center justify-center whitespace-nowrap"
            style={box(gap.at, gap.units)}
          >
            <span className="bg-raised px-1">{gapWords(gap)}</span>
          </span>
        ))}
      </div>
    </div>
  );
});

function gapWords({ start, end }: Gap): string {
  return end === Number.POSITIVE_INFINITY ? "// waits" : `// ${formatDuration(end - start)}`;
}

const BREAK = "repeating-linear-gradient(180deg, var(--line-strong) 0 4px, transparent 4px 8px)";
const HATCHED = "repeating-linear-gradient(45deg, var(--line) 0 1px, transparent 1px 6px)";

/** What lies behind all rows: lines of the axis, times in which the run stood still, and what was shortened. */
export const TimelineGround = memo(function TimelineGround(
  props: AxisProps & { bands: readonly Band[]; height: number },
) {
  const { scale, px_per_unit, labels, from, to, bands, height } = props;
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute inset-x-0 flex"
      style={{ top: AXIS_HEIGHT, height }}
    >
      <span
        className="sticky left-0 z-20 h-full shrink-0 border-line border-r bg-raised"
        style={{ width: labels }}
      />
      <div className="relative h-full flex-1">
        {axisTicks(scale, px_per_unit, from, to).map(({ units }) => (
          <span key={units} className="absolute h-full border-line border-l" style={place(units)} />
        ))}
        {bands.map((band) => (
          <BandView key={band.start} band={band} scale={scale} />
        ))}
        {scale.gaps.map(({ start, at, units }) => (
          <span key={start} data-timeline-break className="absolute h-full" style={box(at, units)}>
            <span className="absolute left-1/2 h-full w-0.5" style={{ background: BREAK }} />
          </span>
        ))}
      </div>
    </div>
  );
});

function BandView({ band: { kind, start, end }, scale }: { band: Band; scale: TimeScale }) {
  const left = scale.toUnits(start);
  const length = end === null ? `max(0, var(--now) - ${left})` : scale.toUnits(end) - left;
  return (
    <span
      data-band={kind}
      className="absolute flex h-full flex-col justify-end overflow-clip border-line-strong border-x border-dotted text-muted text-xs"
      style={{ ...box(left, length), background: HATCHED }}
    >
      <span className="sticky bottom-0.5 self-start whitespace-nowrap bg-raised px-1">
        {kind === "paused" ? "Run paused" : "Ended, opened again"}
      </span>
    </span>
  );
}
