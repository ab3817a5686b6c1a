import { Link } from "@tanstack/react-router";
import {
  ArrowUpRight,
  ChevronRight,
  Cpu,
  Diamond,
  Globe,
  type LucideIcon,
  Workflow,
  Wrench,
} from "lucide-react";
import { memo } from "react";
import { stepIcon } from "../canvas/step-look.ts";
import { cn } from "../ui/cn.ts";
import { type Status, statusLooks } from "../ui/status.ts";
import { sheafWords, sheaves } from "./sheaves.ts";
import { TimelineBar, TimelineMark, TimelineSheaf } from "./TimelineBar.tsx";
import type { TimeScale } from "./time-scale.ts";
import { ROW_HEIGHT } from "./timeline-layout.ts";
import type { Child, Part, Track } from "./timeline-model.ts";
import type { TimelineRow } from "./timeline-rows.ts";
import { attemptWords, childName, MARK_WORDS, partWords, rowWords, timeWords } from "./timeline-words.ts";

const CHILD_ICONS: Readonly<Record<Child["kind"], LucideIcon>> = {
  model: Cpu,
  http: Globe,
  tool: Wrench,
  run: Workflow,
};

export type RowViewProps = {
  row: TimelineRow;
  /** Of the tree, by which its rows are told. */
  tree: string;
  name: string;
  top: number;
  labels: number;
  scale: TimeScale;
  /** How long a bar that stands for several may be; see `sheaves`. */
  sheaf_units: number;
  /** Where open parts end, as far as words go. */
  now: number;
  selected: boolean;
  active: boolean;
  critical: boolean;
  /** Nobody shows that the run goes on. */
  stale: boolean;
};

export const TimelineRowView = memo(function TimelineRowView(props: RowViewProps) {
  const { row, tree, name, top, labels, scale, sheaf_units, now, selected, active, critical, stale } = props;
  const { track } = row;
  const status = stale && track.status === "running" ? "stale" : track.status;
  const parts = row.kind === "step" ? track.parts : row.child.parts;
  return (
    // Keys are handled by the tree, which has the focus and says which of its rows is meant.
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      role="treeitem"
      id={`${tree}-${row.id}`}
      aria-label={labelOf(row, status, name, now, critical)}
      aria-level={row.kind === "step" ? 1 : 2}
      aria-posinset={row.place}
      aria-setsize={row.total}
      aria-selected={selected}
      aria-expanded={row.kind === "step" ? (row.unfolded ?? undefined) : undefined}
      data-timeline-row={row.id}
      data-timeline-status={status}
      data-critical={critical || undefined}
      className={cn(
        "group absolute inset-x-0 flex cursor-pointer hover:bg-hover",
        selected && "bg-accent/10 hover:bg-accent/10",
      )}
      style={{ top, height: ROW_HEIGHT }}
    >
      <RowLabel
        row={row}
        status={status}
        name={name}
        critical={critical}
        selected={selected}
        active={active}
        width={labels}
      />
      <div className="relative min-w-0 flex-1">
        {sheaves(parts, scale, sheaf_units).map((sheaf) => {
          const [part, ...more] = sheaf.parts;
          const key = `${part.start}-${part.kind}-${part.attempt}`;
          if (more.length > 0)
            return <TimelineSheaf key={key} sheaf={sheaf} scale={scale} label={sheafWords(sheaf)} />;
          const label = barLabel(part, parts, now);
          return <TimelineBar key={key} part={part} index={sheaf.first} scale={scale} label={label} />;
        })}
        {row.kind === "step" &&
          track.marks.map((mark) => (
            <TimelineMark key={mark.at} mark={mark} scale={scale} label={MARK_WORDS[mark.kind]} />
          ))}
        {critical && row.kind === "step" && <CriticalLine track={track} scale={scale} />}
      </div>
    </div>
  );
});

function RowLabel(props: {
  row: TimelineRow;
  status: Status;
  name: string;
  critical: boolean;
  selected: boolean;
  active: boolean;
  width: number;
}) {
  const { row, status, name, critical, selected, active, width } = props;
  const Icon = row.kind === "step" ? stepIcon(row.track.step_type) : CHILD_ICONS[row.child.kind];
  const look = statusLooks[status];
  const wide = width > 150;
  return (
    <span
      aria-hidden
      className={cn(
        "sticky left-0 z-20 flex shrink-0 items-center gap-1 border-line border-r bg-raised pr-1.5 pl-0.5 text-xs group-hover:bg-hover",
        selected && "border-l-2 border-l-accent font-semibold",
        active &&
          "group-focus-visible/tree:outline-2 group-focus-visible/tree:outline-ring group-focus-visible/tree:-outline-offset-2",
        row.kind === "child" && "pl-5 text-muted",
      )}
      style={{ width }}
    >
      {row.kind === "step" && (
        <span data-fold className="flex size-4 shrink-0 items-center justify-center text-muted">
          {row.unfolded !== null && <ChevronRight className={cn("size-3.5", row.unfolded && "rotate-90")} />}
        </span>
      )}
      {wide && <Icon className="size-3.5 shrink-0 text-muted" />}
      <span className="min-w-0 flex-1 truncate">{name}</span>
      {row.kind === "child" && row.child.run && (
        // Left out of the order of the keyboard: the details of the step list these runs as well.
        <Link
          to="/runs/$runId"
          params={{ runId: row.child.run.run_id }}
          tabIndex={-1}
          title="Open this run"
          className="hover:text-accent-text"
          onClick={(event) => event.stopPropagation()}
        >
          <ArrowUpRight className="size-3.5" />
        </Link>
      )}
      {critical && <Diamond className="size-3 shrink-0 fill-current text-accent-text" />}
      {row.kind === "step" && <look.icon className={cn("size-3.5 shrink-0", look.text)} />}
    </span>
  );
}

/** A line under what the run's end had to wait for. */
function CriticalLine({ track, scale }: { track: Track; scale: TimeScale }) {
  const start = scale.toUnits(track.parts[0]?.start ?? 0);
  const end = scale.toUnits(track.ended?.at ?? track.parts.at(-1)?.end ?? 0);
  return (
    <span
      aria-hidden
      className="absolute bottom-0.5 h-0.5 bg-accent"
      style={{
        left: `calc(var(--ppu) * ${start} * 1px)`,
        width: `max(3px, calc(var(--ppu) * ${end - start} * 1px))`,
      }}
    />
  );
}

function labelOf(row: TimelineRow, status: Status, name: string, now: number, critical: boolean): string {
  if (row.kind === "child")
    return [childName(row.child), rowWords({ parts: row.child.parts, marks: [] }, now)].join(": ");
  const { track } = row;
  const attempts = track.attempts > 1 ? `${track.attempts} attempts` : "";
  const words = [
    statusLooks[status].word,
    attempts,
    rowWords(track, now),
    critical ? "on the critical path" : "",
  ];
  return `${name}: ${words.filter(Boolean).join(", ")}`;
}

export function barLabel(part: Part, parts: readonly Part[], now: number): string {
  const attempts = parts.at(-1)?.attempt ?? 1;
  return [partWords(part, now), attemptWords(part.attempt, attempts)].filter(Boolean).join("; ");
}

export function spanWords(parts: readonly Part[], now: number): string {
  const [first] = parts;
  if (!first) return "";
  return timeWords((parts.at(-1)?.end ?? now) - first.start);
}
