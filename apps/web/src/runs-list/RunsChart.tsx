import { type KeyboardEvent, useState } from "react";
import type { ApiOutputs } from "../api/trpc.ts";
import { type Bar, barsOf } from "./chart-range.ts";

type Chart = NonNullable<ApiOutputs["runs"]["counts"]["chart"]>;

export interface RunsChartProps {
  chart: Chart;
  /** Shows only the runs of this bar. */
  onChoose: (range: { from: string; to: string }) => void;
}

const HEIGHT = 48;
const GAP = 0.15;
/** From the ground up; a pattern of lightness, and words for each bar: never colour alone. */
const PARTS = [
  ["completed", "var(--status-completed)"],
  ["failed", "var(--status-failed)"],
  ["other", "var(--status-queued)"],
] as const;
const WORDS = { completed: "completed", failed: "failed", other: "other" } as const;

const total = (bar: Bar) => bar.completed + bar.failed + bar.other;

/** Runs over time, one bar for each piece of it: a press shows only the runs of that time. */
export function RunsChart({ chart, onChoose }: RunsChartProps) {
  const bars = barsOf(chart, chart.buckets);
  const most = Math.max(0, ...bars.map(total));
  const full = bars.flatMap((bar, at) => (total(bar) > 0 ? [at] : []));
  const [focused, setFocused] = useState<number | null>(null);
  const entry = focused !== null && full.includes(focused) ? focused : full.at(-1);
  const move = (event: KeyboardEvent<SVGGElement>, at: number) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      const bar = bars[at];
      if (bar) onChoose(bar);
      return;
    }
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const next = by && full[full.indexOf(at) + by];
    if (next === undefined || !by) return;
    event.preventDefault();
    setFocused(next);
    event.currentTarget.parentElement?.querySelector<SVGGElement>(`[data-bar="${next}"]`)?.focus();
  };
  return (
    <figure className="shrink-0 px-4 pb-2">
      <svg
        viewBox={`0 0 ${bars.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-12 w-full border-line border-b"
        role="toolbar"
        aria-label={summary(bars)}
      >
        {bars.map((bar, at) => (
          // biome-ignore lint/a11y/useSemanticElements: there are no buttons inside of a drawing
          <g
            key={bar.from}
            data-bar={at}
            role="button"
            aria-label={barWords(bar, chart.bucket_seconds)}
            aria-disabled={total(bar) === 0 || undefined}
            aria-hidden={total(bar) === 0 || undefined}
            tabIndex={at === entry ? 0 : -1}
            onClick={() => total(bar) > 0 && onChoose(bar)}
            onKeyDown={(event) => move(event, at)}
            className={total(bar) > 0 ? "cursor-pointer hover:opacity-75" : undefined}
          >
            <title>{barWords(bar, chart.bucket_seconds)}</title>
            <rect x={at} y={0} width={1} height={HEIGHT} fill="transparent" />
            <Stack bar={bar} at={at} most={Math.max(1, most)} />
          </g>
        ))}
      </svg>
      <figcaption className="flex justify-between gap-2 text-muted text-xs">
        <span>{clock(chart.from, chart.bucket_seconds)}</span>
        <Legend most={most} cut={chart.counted_from} />
        <span>{clock(chart.to, chart.bucket_seconds)}</span>
      </figcaption>
    </figure>
  );
}

function Stack({ bar, at, most }: { bar: Bar; at: number; most: number }) {
  let top = HEIGHT;
  return PARTS.map(([part, fill]) => {
    if (bar[part] === 0) return null;
    // What is there can be seen, however small it is beside the rest.
    const height = Math.max(1.5, (bar[part] / most) * (HEIGHT - 2));
    top -= height;
    return (
      <rect key={part} x={at + GAP / 2} y={Math.max(0, top)} width={1 - GAP} height={height} fill={fill} />
    );
  });
}

function Legend({ most, cut }: { most: number; cut: string | null }) {
  return (
    <span className="flex min-w-0 flex-wrap items-center justify-center gap-x-3">
      {PARTS.map(([part, fill]) => (
        <span key={part} className="flex items-center gap-1">
          <span aria-hidden className="size-2 rounded-[2px]" style={{ background: fill }} />
          {WORDS[part]}
        </span>
      ))}
      <span>
        {most === 0 ? "none in this time" : `at most ${most} a bar`}
        {cut !== null && `, counted from ${new Date(cut).toLocaleString()}`}
      </span>
    </span>
  );
}

function summary(bars: readonly Bar[]): string {
  const sum = (part: "completed" | "failed" | "other") => bars.reduce((all, bar) => all + bar[part], 0);
  return `Runs over time: ${PARTS.map(([part]) => `${sum(part)} ${WORDS[part]}`).join(", ")}`;
}

function barWords(bar: Bar, seconds: number): string {
  const parts = PARTS.filter(([part]) => bar[part] > 0).map(([part]) => `${bar[part]} ${WORDS[part]}`);
  const what = parts.length === 0 ? "no runs" : parts.join(", ");
  return `${clock(bar.from, seconds)} to ${clock(bar.to, seconds)}: ${what}`;
}

/** As exact as a bar is long. */
function clock(iso: string, seconds: number): string {
  const time = new Date(iso);
  const day = time.toLocaleDateString(undefined, { day: "numeric", month: "short" });
  if (seconds >= 86_400) return day;
  return `${day}, ${time.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" })}`;
}
