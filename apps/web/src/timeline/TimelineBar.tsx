import { Ban, CircleHelp, type LucideIcon, SkipForward, X } from "lucide-react";
import { partBox, partStyle, sheafStyle } from "./part-looks.ts";
import { type Sheaf, sheafEnd } from "./sheaves.ts";
import type { TimeScale } from "./time-scale.ts";
import type { Mark, Part, PartEnd } from "./timeline-model.ts";

/** What tells an end that was not a good one, beside its colour. */
const END_ICONS: Readonly<Partial<Record<PartEnd, LucideIcon>>> = {
  failed: X,
  retried: X,
  lost: CircleHelp,
  skipped: SkipForward,
  cancelled: Ban,
};

/** A stretch of time. Its place follows `--ppu`, its open end `--now`: neither draws it anew. */
export function TimelineBar(props: { part: Part; index: number; scale: TimeScale; label: string }) {
  const { part, index, scale, label } = props;
  const start = scale.toUnits(part.start);
  const length = part.end === null ? `max(0, var(--now) - ${start})` : `${scale.toUnits(part.end) - start}`;
  const Icon = part.ended ? END_ICONS[part.ended] : undefined;
  return (
    <span
      role="img"
      aria-label={label}
      data-part={part.kind}
      data-part-index={index}
      data-part-end={part.ended ?? "open"}
      className="absolute box-border rounded-[3px]"
      style={{
        ...partStyle(part),
        ...partBox(part),
        left: `calc(var(--ppu) * ${start} * 1px)`,
        width: `max(3px, calc(var(--ppu) * (${length}) * 1px))`,
      }}
    >
      {Icon && (
        <Icon
          aria-hidden
          className="-translate-y-1/2 absolute top-1/2 left-full ml-0.5 size-3"
          strokeWidth={3}
        />
      )}
    </span>
  );
}

/** Several parts that are too close together to be told apart. */
export function TimelineSheaf({ sheaf, scale, label }: { sheaf: Sheaf; scale: TimeScale; label: string }) {
  const { first, parts } = sheaf;
  const start = scale.toUnits(parts[0].start);
  const end = scale.toUnits(parts.at(-1)?.end ?? parts[0].start);
  return (
    <span
      role="img"
      aria-label={label}
      data-part="sheaf"
      data-part-index={first}
      className="absolute box-border rounded-[3px]"
      style={{
        ...sheafStyle(sheafEnd(sheaf)),
        top: 5,
        height: 14,
        left: `calc(var(--ppu) * ${start} * 1px)`,
        width: `max(3px, calc(var(--ppu) * ${end - start} * 1px))`,
      }}
    />
  );
}

/** A moment: the step was decided without having run. */
export function TimelineMark({ mark, scale, label }: { mark: Mark; scale: TimeScale; label: string }) {
  const taken = mark.kind === "taken_over" || mark.kind === "given";
  return (
    <span
      role="img"
      aria-label={label}
      data-mark={mark.kind}
      className="absolute h-3.5 w-0 border-l-2"
      style={{
        top: 5,
        left: `calc(var(--ppu) * ${scale.toUnits(mark.at)} * 1px)`,
        borderStyle: taken ? "double" : "dotted",
        borderLeftWidth: taken ? 4 : 2,
        borderColor: taken ? "var(--status-completed)" : "var(--status-skipped)",
      }}
    />
  );
}
