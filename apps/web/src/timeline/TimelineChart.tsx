import { type CSSProperties, type RefObject, useCallback, useId, useMemo } from "react";
import { stepName } from "../canvas/step-look.ts";
import { useRun } from "../runs/run-context.tsx";
import { moveTo } from "../scrubber/move-to.ts";
import { seqAt } from "./seq-at.ts";
import { type Sheaf, sheafUnits, sheafWords, sheaves } from "./sheaves.ts";
import { TimelineAxis, TimelineGround } from "./TimelineAxis.tsx";
import { TimelineHint } from "./TimelineHint.tsx";
import { barLabel, TimelineRowView } from "./TimelineRowView.tsx";
import type { TimeScale } from "./time-scale.ts";
import { AXIS_HEIGHT, END_SPACE, ROW_HEIGHT } from "./timeline-layout.ts";
import type { Part } from "./timeline-model.ts";
import type { TimelineRow } from "./timeline-rows.ts";
import { childName, MARK_WORDS, rowWords } from "./timeline-words.ts";
import { useActiveRow } from "./use-active-row.ts";
import { useHint } from "./use-hint.ts";
import type { TimelineView } from "./use-timeline.ts";
import { treeKeys } from "./use-tree-keys.ts";
import type { Window } from "./use-window.ts";
import type { Zoom } from "./use-zoom.ts";

/** Rows drawn above and below what is seen. */
const MARGIN = 8;

export type ChartProps = {
  scroller: RefObject<HTMLDivElement | null>;
  view: TimelineView;
  rows: readonly TimelineRow[];
  scale: TimeScale;
  /** Where open parts end: milliseconds from the run's start. */
  now: number;
  /** The length of the axis. */
  units: number;
  zoom: Zoom;
  seen: Window;
  labels: number;
  onFold: (step_id: string, unfolded: boolean) => void;
};

export function TimelineChart(props: ChartProps) {
  const { scroller, view, rows, scale, now, units, zoom, seen, labels, onFold } = props;
  const { graph, store, selected, reveal } = useRun();
  const { origin } = view.timeline;
  const onTime = useCallback(
    (ms: number) => moveTo(store, seqAt(store.getState().events, origin + ms)),
    [store, origin],
  );
  const tree = useId();
  const critical = useMemo(() => new Set(view.path?.step_ids), [view.path]);
  const { active, setActive } = useActiveRow(scroller, rows, selected);
  const { hint, hide, ...hints } = useHint(scroller, rows);
  const first = Math.max(0, Math.floor((seen.top - AXIS_HEIGHT) / ROW_HEIGHT) - MARGIN);
  const shown = rows.slice(first, first + Math.ceil(seen.height / ROW_HEIGHT) + MARGIN * 2);
  const from = (seen.left - 200) / zoom.px_per_unit;
  const to = Math.min(units, (seen.left + seen.width + 200) / zoom.px_per_unit);
  const sheaf_units = sheafUnits(zoom.px_per_unit);
  const axis = { scale, px_per_unit: zoom.px_per_unit, labels, from, to };
  const nameOf = (row: TimelineRow) => {
    if (row.kind === "child") return childName(row.child);
    const step = graph.steps.get(row.track.step_id);
    return step ? stepName(step.step, step.contract) : row.track.step_id;
  };
  const onSelect = (row: TimelineRow) => reveal(row.track.step_id);
  const keys = treeKeys({
    rows,
    active,
    onActive: (index) => {
      setActive(index);
      hints.onRow(index, `${tree}-`);
    },
    onFold,
    onSelect,
    onPan: (direction) => scroller.current?.scrollBy({ left: (direction * seen.width) / 4 }),
    page: Math.max(1, Math.floor(seen.height / ROW_HEIGHT) - 2),
    zoom,
  });
  const place: CSSProperties = {
    width: `calc(${labels + END_SPACE}px + var(--ppu) * ${units} * 1px)`,
    height: AXIS_HEIGHT + rows.length * ROW_HEIGHT,
    minHeight: "100%",
  };
  const activeRow = rows[active];
  return (
    <div
      ref={scroller}
      role="tree"
      aria-label="Steps of the run in time"
      aria-activedescendant={activeRow && `${tree}-${activeRow.id}`}
      tabIndex={0}
      className="group/tree min-h-0 flex-1 overflow-auto outline-none"
      onKeyDown={(event) => (event.key === "Escape" ? hide() : keys(event))}
      onFocus={() => hints.onRow(active, `${tree}-`)}
      onBlur={hide}
      onPointerMove={hints.onPointerMove}
      onPointerLeave={hide}
      onClick={(event) => {
        const index = hints.rowAt(event.target);
        const row = rows[index];
        if (!row) return;
        setActive(index);
        const folds = event.target instanceof Element && event.target.closest("[data-fold]") !== null;
        if (folds && row.kind === "step" && row.unfolded !== null) onFold(row.track.step_id, !row.unfolded);
        else onSelect(row);
      }}
      style={
        {
          "--ppu": zoom.px_per_unit,
          ...(view.until !== null && { "--now": scale.toUnits(view.until) }),
        } as CSSProperties
      }
    >
      <div role="presentation" className="relative min-w-full" style={place}>
        <TimelineAxis {...axis} onTime={onTime} />
        <TimelineGround
          {...axis}
          bands={view.timeline.bands}
          height={Math.max(rows.length * ROW_HEIGHT, seen.height - AXIS_HEIGHT)}
        />
        {shown.map((row, index) => (
          <TimelineRowView
            key={row.id}
            row={row}
            tree={tree}
            name={nameOf(row)}
            top={AXIS_HEIGHT + (first + index) * ROW_HEIGHT}
            labels={labels}
            scale={scale}
            sheaf_units={sheaf_units}
            now={isOpen(row) ? now : 0}
            selected={row.track.step_id === selected}
            active={first + index === active}
            critical={row.kind === "step" && critical.has(row.track.step_id)}
            stale={view.stale}
          />
        ))}
        {view.moment !== null && (
          <span
            role="img"
            aria-label="The moment that is looked at"
            data-timeline-moment
            className="pointer-events-none absolute inset-y-0 z-10 border-accent border-l-2"
            style={{ left: `calc(${labels}px + var(--ppu) * ${scale.toUnits(view.moment)} * 1px)` }}
          />
        )}
      </div>
      {hint && (
        <Hint
          hint={hint}
          nameOf={nameOf}
          now={view.until ?? Math.max(now, Date.now() - origin)}
          bound={(parts) => sheaves(parts, scale, sheaf_units)}
        />
      )}
    </div>
  );
}

/** Only then its words depend on the time, and it is drawn anew as that goes on. */
function isOpen(row: TimelineRow): boolean {
  const { parts } = row.kind === "step" ? row.track : row.child;
  return parts.some(({ end }) => end === null);
}

type Hinted = NonNullable<ReturnType<typeof useHint>["hint"]>;

function Hint(props: {
  hint: Hinted;
  nameOf: (row: TimelineRow) => string;
  now: number;
  bound: (parts: readonly Part[]) => readonly Sheaf[];
}) {
  const { hint, nameOf, now, bound } = props;
  const { row, part, mark } = hint;
  const parts = row.kind === "step" ? row.track.parts : row.child.parts;
  const shown = part === null ? undefined : bound(parts).find(({ first }) => first === part);
  const marks = row.kind === "step" ? row.track.marks : [];
  const words = shown
    ? shown.parts.length > 1
      ? sheafWords(shown)
      : barLabel(shown.parts[0], parts, now)
    : mark
      ? MARK_WORDS[mark]
      : rowWords({ parts, marks }, now);
  return (
    <TimelineHint place={hint.place}>
      <span className="font-medium">{nameOf(row)}</span>
      <span className="wrap-anywhere">{words || "nothing yet"}</span>
    </TimelineHint>
  );
}
