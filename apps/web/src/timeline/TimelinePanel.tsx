import { ChartNoAxesGantt } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { usePageCommands } from "../commands/commands-store.ts";
import { useAwaitsJournal } from "../runs/run-context.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { pathWords } from "./critical-path.ts";
import { TimelineChart } from "./TimelineChart.tsx";
import { TimelineControls } from "./TimelineControls.tsx";
import { compressedScale, PLAIN_SCALE } from "./time-scale.ts";
import { TIMELINE_KEYS } from "./timeline-keys.ts";
import { END_SPACE, labelWidth } from "./timeline-layout.ts";
import { goesOn } from "./timeline-model.ts";
import { timelineRows } from "./timeline-rows.ts";
import { useAxisLimit } from "./use-axis-limit.ts";
import { useGrowingNow } from "./use-growing-now.ts";
import { type TimelineView, useTimeline } from "./use-timeline.ts";
import { useWindow } from "./use-window.ts";
import { useZoom } from "./use-zoom.ts";

const NO_COMMANDS: readonly never[] = [];

/** The steps and attempts of the run in time. Fills its box. */
export function TimelinePanel() {
  const view = useTimeline();
  usePageCommands(NO_COMMANDS, TIMELINE_KEYS);
  return (
    <section aria-label="Timeline" className="flex size-full min-h-0 flex-col bg-raised">
      {view.timeline.tracks.size === 0 ? <NoSteps /> : <Chart view={view} />}
    </section>
  );
}

function NoSteps() {
  if (useAwaitsJournal()) return <Loading label="Reading the journal…" />;
  return (
    <EmptyState icon={ChartNoAxesGantt} title="Nothing has run yet" className="py-8">
      Each step appears here with the time that it was queued, ran and waited, as soon as it is its turn.
    </EmptyState>
  );
}

function Chart({ view }: { view: TimelineView }) {
  const { timeline, last, until, path } = view;
  const live = until === null;
  const scroller = useRef<HTMLDivElement>(null);
  const [compress, setCompress] = useState(false);
  const [folds, setFolds] = useState<ReadonlyMap<string, boolean>>(new Map());
  const seen = useWindow(scroller);
  const labels = labelWidth(seen.width);
  const { limit, now, onPassed } = useAxisLimit(live, Math.max(last, until ?? 0), timeline.origin);
  const end = until ?? now;
  const scale = useMemo(
    () => (compress ? compressedScale(timeline, end, live) : PLAIN_SCALE),
    [timeline, end, live, compress],
  );
  const units = Math.max(1, scale.toUnits(limit));
  const room = Math.max(80, seen.width - labels - END_SPACE);
  const zoom = useZoom(scroller, { room, units, left: labels });
  const rows = useMemo(() => timelineRows(timeline, folds), [timeline, folds]);
  const active = live && goesOn(timeline);
  const { px_per_unit } = zoom;
  useGrowingNow(scroller, { active, origin: timeline.origin, last, scale, px_per_unit, limit, onPassed });
  return (
    <>
      <TimelineControls
        zoom={zoom}
        compress={compress}
        onCompress={setCompress}
        summary={path ? pathWords(path) : "The critical path is known when the run has ended."}
      />
      <TimelineChart
        {...{ scroller, view, rows, scale, units, zoom, seen, labels }}
        now={end}
        onFold={(step_id, unfolded) => setFolds(new Map(folds).set(step_id, unfolded))}
      />
    </>
  );
}
